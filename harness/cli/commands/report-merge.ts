import { resolve } from 'node:path';
import { createReporters } from '../../../reports/index.ts';
import { UsageError } from '../../scenario/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { findResult, readRunResult } from '../results/read.ts';
import { listOutputs } from '../run/output-files.ts';
import { checkWritable } from '../run/outputs.ts';
import { createView, showPath } from '../run/view.ts';
import type { Command } from './command.ts';

export const reportMergeCommand: Command = {
  path: ['report', 'merge'],
  summary: 'Put the shards of a run together; ends as the run without shards would',
  positional: {
    name: 'result',
    describe: 'result.json of each shard, or their folders',
    required: true,
    many: true,
  },
  options: [
    {
      name: 'output-dir',
      kind: 'text',
      describe: 'Folder for the reports of the whole run',
      group: 'Output',
      defaultText: 'gwconf-report',
      values: 'files',
    },
    { name: 'quiet', kind: 'flag', describe: 'Print failures and totals only', group: 'Output' },
  ],
  examples: [
    ['report merge shard-1 shard-2 shard-3', 'the reports of the whole run, in gwconf-report'],
    ['report merge shards/*/result.json --output-dir whole', 'wherever the shards are'],
  ],
  async run({ flags, args }, { io, wiring }) {
    const { mergeShards } = await import('../../run/merge/merge-shards.ts');
    const read = await Promise.all(args.map(async (file) => ({ file, result: await readRunResult(file, io.cwd) })));
    const files = listOutputs(resolve(io.cwd, typeof flags['output-dir'] === 'string' ? flags['output-dir'] : usual));
    if (args.some((file) => findResult(resolve(io.cwd, file)) === files.json)) {
      throw new UsageError(`${showPath(files.json, io.cwd)} is one of the shards; choose another --output-dir`);
    }
    const result = mergeShards(read, await wiring.loadCatalogue());
    const { evidence, ...single } = files;
    checkWritable(Object.values(single));
    const view = createView({ json: false, quiet: flags.quiet === true, evidencePath: evidence }, io, wiring);
    const reporters = createReporters({ views: { console: view }, files });
    for (const listener of reporters.listeners) listener.onEnd?.(result);
    view.close();
    const { paths, notes } = await reporters.write(result);
    io.stdout.write(`reports: ${paths.map((path) => showPath(path, io.cwd)).join(', ')}\n`);
    for (const note of notes) io.stderr.write(`note: ${note}\n`);
    const problems = reporters.problems();
    for (const problem of problems) io.stderr.write(`gwconf: ${problem}\n`);
    return problems.length > 0 ? exitCodes.harness : result.exitCode;
  },
};

const usual = 'gwconf-report';

import { resolve } from 'node:path';
import { UsageError } from '../../scenario/errors.ts';
import { findResult, readRunResult } from '../results/read.ts';
import { writeReports } from '../results/write-reports.ts';
import { listOutputs } from '../run/output-files.ts';
import { showPath } from '../run/view.ts';
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
    return await writeReports(result, files, { io, wiring, quiet: flags.quiet === true });
  },
};

const usual = 'gwconf-report';

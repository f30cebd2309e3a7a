import { resolve } from 'node:path';
import { UsageError } from '../../scenario/errors.ts';
import type { OptionSpec, OptionValues } from '../options/spec.ts';
import { readRunResult } from '../results/read.ts';
import type { Command } from './command.ts';

const usual = 'gwconf-history.sqlite';

const fileOption: OptionSpec = {
  name: 'file',
  kind: 'text',
  describe: 'File of the history',
  group: 'Which history',
  defaultText: usual,
  values: 'files',
};

async function open(flags: OptionValues, cwd: string, mustExist: boolean) {
  const { openHistory } = await import('../history/store.ts');
  return openHistory(resolve(cwd, typeof flags.file === 'string' ? flags.file : usual), { mustExist });
}

export const historyAddCommand: Command = {
  path: ['history', 'add'],
  summary: 'Keep the results of runs in a history; a run that is kept already is left out',
  positional: { name: 'result', describe: 'result.json of runs, or their folders', required: true, many: true },
  options: [fileOption],
  examples: [['history add gwconf-report', 'after each run']],
  async run({ flags, args }, { io }) {
    const results = await Promise.all(args.map((path) => readRunResult(path, io.cwd)));
    const shard = results.findIndex((result) => result.shard !== undefined);
    if (shard >= 0) throw new UsageError(`${args[shard]} is a shard; merge it first, with gwconf report merge`);
    const store = await open(flags, io.cwd, false);
    try {
      const added = results.filter((result) => store.add(result)).length;
      const known = results.length - added;
      io.stdout.write(`${added} added${known > 0 ? `, ${known} kept already` : ''}\n`);
      return 0;
    } finally {
      store.close();
    }
  },
};

export const historyShowCommand: Command = {
  path: ['history', 'show'],
  summary: 'Show what became of each scenario over the runs: flakiness, first bad version, time by phase',
  options: [
    fileOption,
    { name: 'project', kind: 'text', describe: 'Of this implementation only', group: 'What to show' },
    {
      name: 'last',
      kind: 'integer',
      min: 1,
      describe: 'The newest so many runs',
      group: 'What to show',
      defaultText: '30',
    },
    { name: 'all', kind: 'flag', describe: 'Scenarios that never failed, too', group: 'What to show' },
    {
      name: 'format',
      kind: 'choice',
      choices: ['console', 'html', 'json'],
      describe: 'What to make',
      group: 'Output',
      defaultText: 'console',
    },
    {
      name: 'output',
      kind: 'text',
      describe: 'File to write',
      group: 'Output',
      defaultText: 'stdout',
      values: 'files',
    },
  ],
  examples: [
    ['history show', 'on the console'],
    ['history show --format html --output history.html', 'as a page'],
  ],
  async run({ flags }, { io }) {
    const store = await open(flags, io.cwd, true);
    try {
      const kept = store.list(typeof flags.project === 'string' ? flags.project : undefined);
      if (kept.length === 0) throw new UsageError('the history keeps no such run');
      const runs = kept.slice(-(typeof flags.last === 'number' ? flags.last : 30));
      const [{ renderHistory, renderHistoryPage }, { findTrends }] = await Promise.all([
        import('../../../reports/history/render.ts'),
        import('../../../reports/history/trends.ts'),
      ]);
      const formats: Record<string, () => string> = {
        console: () => renderHistory(runs, flags.all === true),
        html: () => renderHistoryPage(runs),
        json: () =>
          `${JSON.stringify({ runs: runs.map(({ outcomes, ...run }) => run), trends: findTrends(runs) }, null, 2)}\n`,
      };
      const text = formats[typeof flags.format === 'string' ? flags.format : 'console']?.() ?? '';
      if (typeof flags.output !== 'string') io.stdout.write(text);
      else (await import('../../../reports/files.ts')).writeFileWhole(resolve(io.cwd, flags.output), text);
      return 0;
    } finally {
      store.close();
    }
  },
};

export const historyPruneCommand: Command = {
  path: ['history', 'prune'],
  summary: 'Remove all but the newest runs from a history',
  options: [
    fileOption,
    {
      name: 'keep',
      kind: 'integer',
      min: 0,
      describe: 'How many to keep',
      group: 'What to remove',
      defaultText: '100',
    },
  ],
  examples: [['history prune --keep 50', 'the newest fifty stay']],
  async run({ flags }, { io }) {
    const store = await open(flags, io.cwd, true);
    try {
      const gone = store.prune(typeof flags.keep === 'number' ? flags.keep : 100);
      io.stdout.write(`${gone} removed\n`);
      return 0;
    } finally {
      store.close();
    }
  },
};

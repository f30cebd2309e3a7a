import { UsageError } from '../../scenario/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { jsonOption } from '../options/common.ts';
import { readRunResult } from '../results/read.ts';
import type { Command } from './command.ts';

export const diffCommand: Command = {
  path: ['diff'],
  summary: 'Tell what a run found otherwise than an earlier one; ends with 1 after a regression',
  positional: {
    name: 'result',
    describe: 'the earlier and the later result.json, or their folders',
    required: true,
    many: true,
  },
  options: [jsonOption],
  examples: [
    ['diff before/result.json gwconf-report', 'regressions, what was fixed, and what else changed'],
    ['diff before gwconf-report --json', 'for another program'],
  ],
  async run({ flags, args }, { io }) {
    const [before, after, ...others] = args;
    if (before === undefined || after === undefined || others.length > 0) {
      throw new UsageError('gwconf diff needs two results, the earlier and the later one');
    }
    const { diffResults, renderDifference } = await import('../../../reports/diff/diff.ts');
    const difference = diffResults(await readRunResult(before, io.cwd), await readRunResult(after, io.cwd));
    io.stdout.write(flags.json === true ? `${JSON.stringify(difference, null, 2)}\n` : renderDifference(difference));
    return difference.regressions.length > 0 ? exitCodes.notConformant : exitCodes.conformant;
  },
};

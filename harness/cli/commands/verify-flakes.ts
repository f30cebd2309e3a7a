import type { RunResult } from '../../result/types.ts';
import { UsageError } from '../../scenario/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { runOptions } from '../options/run.ts';
import type { Command } from './command.ts';

const usualRuns = 20;

/** What makes no sense where scenarios are run for how often they pass. */
const left = new Set(['repeat-each', 'dry-run', 'last-failed', 'shard', 'baseline', 'expectations', 'strict', 'json']);

export const verifyFlakesCommand: Command = {
  path: ['verify-flakes'],
  summary: 'Run each scenario many times and tell which both passed and failed; ends with 1 where one did',
  options: [
    {
      name: 'runs',
      kind: 'integer',
      min: 2,
      max: 1000,
      describe: 'How often to run each scenario',
      group: 'How to run',
      defaultText: `${usualRuns}`,
      inFile: false,
    },
    ...runOptions.filter(({ name }) => !left.has(name)),
  ],
  examples: [
    ['verify-flakes --runs 20 --only HTTPRouteWeight', 'one scenario, twenty times'],
    ['verify-flakes --runs 5 --profiles GATEWAY-HTTP', 'a whole profile, five times'],
  ],
  async run({ flags }, context) {
    const [{ readRequest }, { executeRun }, { countFlakes, renderFlakes }] = await Promise.all([
      import('../run/read-request.ts'),
      import('../run/execute.ts'),
      import('../../../reports/flakes/flakes.ts'),
    ]);
    const { runs = usualRuns, ...asked } = flags;
    const { request, rerun, fromFile } = readRequest(asked, context);
    const { settings } = request;
    if (settings.failFast) throw new UsageError('gwconf verify-flakes runs all to the end; leave out --fail-fast');
    const judge = (result: RunResult): number => {
      const rows = countFlakes(result);
      context.io.stdout.write(`\n${renderFlakes(rows)}`);
      // What always fails is no flake; what could not be tried says nothing.
      if (rows.some(({ flaky }) => flaky)) return exitCodes.notConformant;
      const isTold = rows.length > 0 && rows.every(({ errors }) => errors === 0) && result.errors.length === 0;
      return isTold ? exitCodes.conformant : exitCodes.harness;
    };
    return await executeRun(
      { ...request, rerun, fromFile, settings: { ...settings, repeatEach: Number(runs) }, judge },
      context,
    );
  },
};

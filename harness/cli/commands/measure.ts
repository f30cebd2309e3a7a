import type { RunResult } from '../../result/types.ts';
import { exitCodes } from '../exit-codes.ts';
import { runOptions } from '../options/run.ts';
import type { Command } from './command.ts';

const usual = { rounds: 20, atOnce: 4 };

/** What says which scenarios of the suite to run, and what their verdicts are for. */
const left = new Set([
  'conformance-profiles',
  'run-test',
  'skip-tests',
  'skip-provisional-tests',
  'grep',
  'scenarios',
  'last-failed',
  'repeat-each',
  'dry-run',
  'shard',
  'baseline',
  'expectations',
  'strict',
  'level',
  'concurrency',
  'fail-fast',
  'json',
  'log-result',
  'done-file',
  'rerun',
]);

export const measureCommand: Command = {
  path: ['measure'],
  summary: 'Time how long changes take until status and traffic show them, and what fails meanwhile',
  options: [
    {
      name: 'rounds',
      kind: 'integer',
      min: 1,
      max: 1000,
      describe: 'How often to make each change',
      group: 'What to measure',
      defaultText: `${usual.rounds}`,
    },
    {
      name: 'at-once',
      kind: 'integer',
      min: 1,
      max: 100,
      describe: 'Rounds at the same time, each of which is load for the others',
      group: 'What to measure',
      defaultText: `${usual.atOnce}`,
    },
    ...runOptions.filter(({ name }) => !left.has(name)),
  ],
  examples: [
    ['measure', 'the reference gateway on an embedded cluster'],
    ['measure --provider kind --implementation traefik --rounds 50', 'another one'],
  ],
  async run({ flags }, context) {
    const [{ readRequest }, { executeRun }, { measureChanges }, { renderMeasurements }, { measureRounds }] =
      await Promise.all([
        import('../run/read-request.ts'),
        import('../run/execute.ts'),
        import('../../../reports/measure/measure.ts'),
        import('../../../reports/measure/render.ts'),
        import('../../../suites/index.ts'),
      ]);
    const { rounds = usual.rounds, 'at-once': atOnce = usual.atOnce, ...asked } = flags;
    const { request, rerun, fromFile } = readRequest(asked, context);
    const scenarios = measureRounds(Number(rounds));
    const { wiring, io } = context;
    const timed = {
      ...wiring,
      // No profile counts a round, and no official test is one.
      loadCatalogue: async () => {
        const catalogue = await wiring.loadCatalogue();
        const releases = catalogue.releases.map((release) => ({ ...release, tests: [], profiles: [] }));
        return { ...catalogue, scenarios, profiles: [], releases };
      },
    };
    const judge = (result: RunResult): number => {
      io.stdout.write(`\n${renderMeasurements(measureChanges(result))}`);
      return result.errors.length > 0 ? exitCodes.harness : result.exitCode;
    };
    const { selection, ...settings } = request.settings;
    return await executeRun(
      {
        ...request,
        rerun,
        fromFile,
        settings: {
          ...settings,
          concurrency: Number(atOnce),
          rerunFailures: false,
          selection: { ...selection, only: [], skip: [], profiles: [] },
        },
        judge,
      },
      { ...context, wiring: timed },
    );
  },
};

import { UsageError } from '../../scenario/errors.ts';
import { runOptions } from '../options/run.ts';
import type { RunRequest } from '../run/request.ts';
import type { Command, CommandContext } from './command.ts';

export const runCommand: Command = {
  path: ['run'],
  summary: 'Run the suite against an implementation and write its conformance report',
  options: runOptions,
  examples: [
    ['run', 'test the reference gateway on an embedded cluster'],
    ['run --run-test HTTPRouteHeaderMatching', 'one scenario only'],
    ['run --grep "redirect"', 'rows only whose name matches'],
    ['run --profiles GATEWAY-HTTP --skip-tests HTTPRouteWeight', 'a profile, without one of its scenarios'],
    ['run --seed 7f3a --keep=on-failure', 'the names of an earlier run; look around after a failure'],
    ['run --scenarios checks', 'your own scenarios of the folder checks beside those of the suite'],
    ['run --set faults=NAME', 'see what a defect in the gateway looks like'],
    ['run --json | jq .profiles', 'the result for another program'],
  ],
  async run({ flags }, context) {
    // Loaded when it is needed: help and completion must be instant.
    const [{ readRequest }, { executeRun }] = await Promise.all([
      import('../run/read-request.ts'),
      import('../run/execute.ts'),
    ]);
    const { request, rerun, repeat, fromFile } = readRequest(flags, context);
    const asked = flags['last-failed'] === true ? await askLastFailed(request, context.io.cwd) : request;
    if (asked === undefined) {
      context.io.stdout.write('nothing failed in the last run\n');
      return 0;
    }
    if (flags['dry-run'] === true) return await showPlan(asked, context);
    return await executeRun({ ...asked, rerun, repeat: repeat(asked.settings), fromFile }, context);
  },
};

/** The same for what did not pass the last time; undefined where everything did. What is known to fail is left out. */
async function askLastFailed(request: RunRequest, cwd: string): Promise<RunRequest | undefined> {
  const { settings, resultPath } = request;
  if (settings.selection.only.length > 0) throw new UsageError('--last-failed and --only cannot be given together');
  const { readRunResult } = await import('../results/read.ts');
  const { scenarios } = await readRunResult(resultPath, cwd);
  const only = scenarios
    .filter(({ outcome, knownFailure }) => (outcome === 'failed' || outcome === 'error') && knownFailure === undefined)
    .map(({ id }) => id);
  if (only.length === 0) return undefined;
  return { ...request, settings: { ...settings, selection: { ...settings.selection, only } } };
}

async function showPlan(request: RunRequest, context: CommandContext): Promise<number> {
  const [{ describePlan }, { chooseImplementation }] = await Promise.all([
    import('../run/dry-run.ts'),
    import('../run/implementation.ts'),
  ]);
  const { io, wiring } = context;
  const profile = await chooseImplementation(request, context);
  io.stdout.write(describePlan(request, await wiring.loadCatalogue(), profile, io.stdout.columns));
  return 0;
}

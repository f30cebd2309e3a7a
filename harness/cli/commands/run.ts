import { UsageError } from '../../scenario/errors.ts';
import { usualName } from '../config/usual-name.ts';
import { runOptions } from '../options/run.ts';
import type { OptionValues } from '../options/spec.ts';
import { type RunRequest, toRunRequest } from '../run/request.ts';
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
    const [{ loadConfig }, { executeRun }, { composeRerun }] = await Promise.all([
      import('../config/load.ts'),
      import('../run/execute.ts'),
      import('../run/rerun-command.ts'),
    ]);
    const named = typeof flags.config === 'string' ? flags.config : undefined;
    const file = loadConfig(named, context.io.cwd, runOptions);
    // A parameter of the file stays where the flags set another one.
    const set = { ...asRecord(file.set), ...asRecord(flags.set) };
    const values = { ...file, ...flags, set };
    const { cwd, env } = context.io;
    const rerun = composeRerun(values, { cwd, env, program: context.program, fromFile: Object.keys(file).length > 0 });
    const fromFile = describeFile(file, flags, named);
    const request = toRunRequest(values, cwd, context.wiring);
    const asked = flags['last-failed'] === true ? await askLastFailed(request, cwd) : request;
    if (asked === undefined) {
      context.io.stdout.write('nothing failed in the last run\n');
      return 0;
    }
    if (flags['dry-run'] === true) return await showPlan(asked, context);
    return await executeRun({ ...asked, rerun, fromFile }, context);
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

function asRecord(value: unknown): Record<string, string> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, string>) : {};
}

/** What the file says that no flag says otherwise: a run must not depend on a file that nobody thinks of. */
function describeFile(file: OptionValues, flags: OptionValues, named: string | undefined): string | undefined {
  const names = Object.keys(file).filter((name) => name === 'set' || flags[name] === undefined);
  return names.length > 0 ? `settings of ${named ?? usualName}: ${names.join(', ')}` : undefined;
}

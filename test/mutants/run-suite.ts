import { catalogue } from '../../suites/index.ts';
import { type Ending, runProgram } from '../run-program.ts';
import { listFeatureFlags } from './features.ts';
import { buildChangedProgram } from './generate/program.ts';
import type { Kind, Subject } from './judge.ts';

/** How long a defect is waited for in vain, as a share of what the suite promises to wait. */
const hurry = 0.1;

/** A variant is given the time that the suite promises; the control, no more than the defects. */
const timing: Record<Kind, { parameter?: string; timeoutScale: number; limitMs: number }> = {
  control: { timeoutScale: hurry, limitMs: 900_000 },
  defect: { parameter: 'faults', timeoutScale: hurry, limitMs: 300_000 },
  generated: { timeoutScale: hurry, limitMs: 900_000 },
  variant: { parameter: 'variants', timeoutScale: 1, limitMs: 900_000 },
};

/** A part of the scenarios, up to the first failure, is over in a minute; a gateway that spins would hold up the others. */
const PART_LIMIT_MS = 180_000;

/** Runs the suite against one gateway, in a process of its own that writes into `folder`. Rejects where there is no build to change. */
export async function runSuite(subject: Subject, folder: string, quick: boolean, signal: AbortSignal): Promise<Ending> {
  const { parameter, timeoutScale, limitMs: wholeMs } = timing[subject.kind];
  const limitMs = subject.kind === 'generated' && subject.only !== undefined ? PART_LIMIT_MS : wholeMs;
  const changed = parameter === undefined ? [] : ['--set', `${parameter}=${subject.name}`];
  if (subject.only !== undefined) changed.push('--only', subject.only);
  changed.push(...listFeatureFlags(subject.needs ?? [], catalogue.scenarios));
  const fixed = ['--no-rerun', '--seed', 'mutants', '--timeout-scale', `${timeoutScale}`];
  const flags = [...changed, ...fixed, ...(quick ? ['--fail-fast'] : [])];
  if (!subject.mutant) return runProgram(folder, subject.name, flags, limitMs, signal);
  const program = await buildChangedProgram([subject.mutant, ...(subject.beside ?? [])]).catch((error: unknown) => {
    // Only the mistake itself says something of the mutant, not what is wrong with the build.
    if (error instanceof Error && 'errors' in error) return error;
    throw error;
  });
  if (program instanceof Error) return { stderr: program.message };
  try {
    return await runProgram(folder, subject.name, flags, limitMs, signal, program.launcher);
  } finally {
    await program.remove();
  }
}

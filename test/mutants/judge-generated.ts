import { availableParallelism, loadavg } from 'node:os';
import { listLikely } from './generate/likely.ts';
import type { Mutant } from './generate/types.ts';
import { type Ending, type Judgement, judgeRun, type Subject } from './judge.ts';

/** Runs the suite against a subject, up to the first failure. */
export type Try = (subject: Subject) => Promise<Ending>;

/** How many of the likely scenarios are run at once: enough to catch most mistakes in seconds, then most of the others. */
const STAGES = [7, 25] as const;

/**
 * Judges one of hundreds at a small part of the cost of a whole run: the scenarios that are likely to catch it are run
 * first, then those that come next, and all only where these pass. Either ends with the first failure. What says nothing, as a run on a busy machine
 * does now and then, is tried once more.
 * @param before judgements of others, from which is learnt what is likely
 */
export async function judgeGenerated(
  subject: Subject & { mutant: Mutant },
  before: readonly Judgement[],
  run: Try,
  isBusy = isMachineBusy,
): Promise<Judgement> {
  const likely = listLikely(subject.mutant, before, STAGES[0] + STAGES[1]);
  // What is likely may need features that the gateway does not claim, as those of Ingress.
  const asked = { ...subject, needs: likely };
  const ask = async (only?: readonly string[]) =>
    judgeRun(subject, await run(only ? { ...asked, only: only.join(',') } : asked));
  const askAgain = async (only?: readonly string[]) => {
    const first = await ask(only);
    return first.verdict === 'broken' || first.verdict === 'unproven' ? ask(only) : first;
  };
  /** A faultless gateway, too, may be late on a busy machine. */
  const confirm = async (judgement: Judgement) => {
    if (judgement.verdict !== 'expected' || !isBusy()) return judgement;
    return ask(judgement.failed);
  };
  for (const ids of [likely.slice(0, STAGES[0]), likely.slice(STAGES[0])]) {
    if (ids.length === 0) continue;
    const judgement = await confirm(await askAgain(ids));
    if (judgement.verdict === 'expected' || judgement.verdict === 'broken') return judgement;
  }
  return confirm(await askAgain());
}

function isMachineBusy(): boolean {
  const [lastMinute = 0] = loadavg();
  return lastMinute > 2 * availableParallelism();
}

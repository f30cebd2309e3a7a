import { availableParallelism, loadavg } from 'node:os';
import { listLikely } from './generate/likely.ts';
import type { Mutant } from './generate/types.ts';
import { type Ending, type Judgement, judgeRun, type Subject } from './judge.ts';

/** Runs the suite against a subject, up to the first failure. */
export type Try = (subject: Subject) => Promise<Ending>;

/** Enough to catch most mistakes, and few enough to take seconds. */
const FIRST = 7;

/**
 * Judges one of hundreds at a small part of the cost of a whole run: the scenarios that are likely to catch it are run
 * first, and all only where these pass. Either ends with the first failure. What says nothing, as a run on a busy machine
 * does now and then, is tried once more.
 * @param before judgements of others, from which is learnt what is likely
 */
export async function judgeGenerated(
  subject: Subject & { mutant: Mutant },
  before: readonly Judgement[],
  run: Try,
  isBusy = isMachineBusy,
): Promise<Judgement> {
  const ask = async (only?: readonly string[]) =>
    judgeRun(subject, await run(only ? { ...subject, only: only.join(',') } : subject));
  const askAgain = async (only?: readonly string[]) => {
    const first = await ask(only);
    return first.verdict === 'broken' || first.verdict === 'unproven' ? ask(only) : first;
  };
  /** A faultless gateway, too, may be late on a busy machine. */
  const confirm = async (judgement: Judgement) => {
    if (judgement.verdict !== 'expected' || !isBusy()) return judgement;
    return ask(judgement.failed);
  };
  const likely = await confirm(await askAgain(listLikely(subject.mutant, before, FIRST)));
  if (likely.verdict === 'expected' || likely.verdict === 'broken') return likely;
  return confirm(await askAgain());
}

function isMachineBusy(): boolean {
  const [lastMinute = 0] = loadavg();
  return lastMinute > 2 * availableParallelism();
}

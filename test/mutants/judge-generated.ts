import { availableParallelism, loadavg } from 'node:os';
import { listLikely } from './generate/likely.ts';
import type { Mutant } from './generate/types.ts';
import { type Ending, type Judgement, judgeRun, miss, type Subject } from './judge.ts';

/** A gateway that makes one mistake of a machine's. */
export type Generated = Subject & { mutant: Mutant };

/** Runs the suite against a subject: up to the first failure where that is enough. */
export type Try = (subject: Subject, quick: boolean) => Promise<Ending>;

/** How many of the likely scenarios are run at once: enough to catch most mistakes in seconds, then most of the others. */
const STAGES = [7, 25] as const;

/** How many mistakes one gateway may make at once: most of those that are left change nothing that a scenario sees. */
const GROUP = 8;

/**
 * Asks the scenarios that are likely to catch a mistake, those first that are most likely to, up to the first failure.
 * `unexpected` says that the others are still to be asked, and `only` names those that were.
 * @param before judgements of others, from which is learnt what is likely
 */
export async function judgeLikely(
  subject: Generated,
  before: readonly Judgement[],
  run: Try,
  isBusy = isMachineBusy,
): Promise<Judgement> {
  const likely = listLikely(subject.mutant, before, STAGES[0] + STAGES[1]);
  // What is likely may need features that the gateway does not claim, as those of Ingress.
  const asked = { ...subject, needs: likely };
  for (const ids of [likely.slice(0, STAGES[0]), likely.slice(STAGES[0])]) {
    if (ids.length === 0) continue;
    const judgement = await judgeOne({ ...asked, only: ids.join(',') }, run, isBusy);
    if (judgement.verdict === 'expected' || judgement.verdict === 'broken') return judgement;
  }
  return { ...miss(subject), only: likely.join(',') };
}

/** Puts into one group what can be made at once: each mistake in a file of its own. */
export function groupByFile<T extends Pick<Generated, 'mutant'>>(subjects: readonly T[]): readonly (readonly T[])[] {
  const groups: T[][] = [];
  for (const subject of subjects) {
    const isFree = (group: readonly T[]) =>
      group.length < GROUP && group.every(({ mutant }) => mutant.file !== subject.mutant.file);
    const group = groups.find(isFree);
    if (group) group.push(subject);
    else groups.push([subject]);
  }
  return groups;
}

/**
 * Asks all scenarios about several mistakes with one gateway that makes them all, each in a file of its own. Where none
 * fails, none is caught. Where some do, each mistake alone is asked with these, and those that pass are put together again.
 */
export async function judgeTogether(
  subjects: readonly Generated[],
  run: Try,
  isBusy = isMachineBusy,
): Promise<readonly Judgement[]> {
  const [first, ...others] = subjects;
  if (!first) return [];
  if (others.length === 0) return [await judgeOne(first, run, isBusy)];
  const beside = others.map(({ mutant }) => mutant);
  const needs = subjects.flatMap((subject) => subject.needs ?? []);
  const { verdict, failed } = judgeRun(first, await run({ ...first, beside, needs }, false));
  if (verdict === 'unexpected') return subjects.map(miss);
  if (verdict === 'broken') return judgeHalves(subjects, run, isBusy);
  const judgements: Judgement[] = [];
  const left: Generated[] = [];
  for (const subject of subjects) {
    const alone = await judgeOne({ ...subject, only: failed.join(',') }, run, isBusy);
    if (alone.verdict === 'expected') judgements.push(alone);
    else left.push(subject);
  }
  const rest = left.length === subjects.length ? judgeHalves(left, run, isBusy) : judgeTogether(left, run, isBusy);
  return [...judgements, ...(await rest)];
}

async function judgeHalves(subjects: readonly Generated[], run: Try, isBusy: () => boolean) {
  const middle = Math.ceil(subjects.length / 2);
  const half = await judgeTogether(subjects.slice(0, middle), run, isBusy);
  return [...half, ...(await judgeTogether(subjects.slice(middle), run, isBusy))];
}

/** What says nothing, as a run on a busy machine does now and then, is tried once more. */
async function judgeOne(asked: Generated, run: Try, isBusy: () => boolean): Promise<Judgement> {
  const { only: _, ...subject } = asked;
  const ask = async (one: Generated) => judgeRun(subject, await run(one, true));
  const first = await ask(asked);
  const judgement = first.verdict === 'broken' || first.verdict === 'unproven' ? await ask(asked) : first;
  // A faultless gateway, too, may be late on a busy machine.
  return judgement.verdict === 'expected' && isBusy() ? ask({ ...asked, only: judgement.failed.join(',') }) : judgement;
}

function isMachineBusy(): boolean {
  const [lastMinute = 0] = loadavg();
  return lastMinute > 2 * availableParallelism();
}

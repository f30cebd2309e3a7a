import { join } from 'node:path';
import { listLikely } from './generate/likely.ts';
import { type Judgement, judgeRun, type Subject } from './judge.ts';
import { type Generated, groupByFile, judgeLikely, judgeTogether } from './judge-generated.ts';
import type { OfficialVerdict } from './official.ts';
import type { Options } from './options.ts';
import { runSuite } from './run-suite.ts';
import { findKept, findLeft, hasOfficial, keepJudgement, readJudgements } from './store.ts';
import { describeOfficial } from './table.ts';

/**
 * Judgements in the order of the subjects, whichever run ends first; without those that `signal` came before. The runs
 * write into `folder`. Progress goes to stderr.
 */
export async function judgeAll(options: Options, folder: string, signal: AbortSignal): Promise<readonly Judgement[]> {
  const { subjects, jobs, quick, official, resume } = options;
  const kept = resume === undefined ? [] : await readJudgements(resume);
  const judgements = new Map<Subject, Judgement>();
  const left: Generated[] = [];
  const run = (subject: Subject, untilFailure: boolean) => runSuite(subject, folder, untilFailure, signal);
  const keep = async (judgement: Judgement) => {
    // A run that was ended says nothing.
    if (resume !== undefined && !signal.aborted) await keepJudgement(resume, judgement);
  };
  const finish = async (subject: Subject, own: Judgement, isNew: boolean) => {
    const isComplete = !official || hasOfficial(own);
    const judgement = isComplete ? own : { ...own, official: await askOfficial(subject, folder, signal) };
    if (signal.aborted) return;
    judgements.set(subject, judgement);
    if (isComplete && !isNew) return;
    console.error(`${judgements.size}/${subjects.length} ${describeProgress(judgement)}`);
    await keep(judgement);
  };
  await share(jobs, subjects, signal, async (subject) => {
    const known = findKept(kept, subject);
    if (known) return finish(subject, known, false);
    if (!isGenerated(subject)) return finish(subject, judgeRun(subject, await run(subject, quick)), true);
    const likely = findLeft(kept, subject) ?? (await judgeLikely(subject, [...kept, ...judgements.values()], run));
    if (likely.verdict !== 'unexpected') return finish(subject, likely, true);
    // What was asked may need features that the gateway does not claim, and so may what is asked now.
    left.push({ ...subject, needs: listLikely(subject.mutant, [], Number.POSITIVE_INFINITY) });
    await keep(likely);
  });
  await share(jobs, groupByFile(left), signal, async (group) => {
    for (const judgement of await judgeTogether(group, run)) {
      const subject = subjects.find((one) => one.kind === 'generated' && one.name === judgement.name);
      if (subject) await finish(subject, judgement, true);
    }
  });
  return subjects.flatMap((subject) => judgements.get(subject) ?? []);
}

/** Does the work on each of them, so many at a time, until `signal` comes. */
async function share<T>(jobs: number, all: readonly T[], signal: AbortSignal, work: (one: T) => Promise<void>) {
  const waiting = all.values();
  const worker = async () => {
    // The workers share one iterator: each takes the next.
    for (const one of waiting) {
      if (signal.aborted) return;
      await work(one);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}

function isGenerated(subject: Subject): subject is Generated {
  return subject.mutant !== undefined;
}

/** Variants are left out: what is inconvenient to a suite that waits for less says nothing of the gateway. */
async function askOfficial(
  subject: Subject,
  folder: string,
  signal: AbortSignal,
): Promise<OfficialVerdict | undefined> {
  if (subject.kind === 'variant') return undefined;
  const { runOfficial } = await import('./official.ts');
  return runOfficial(subject, join(folder, `official-${subject.name}`), signal);
}

function describeProgress(judgement: Judgement): string {
  const other = judgement.official ? `; official suite: ${describeOfficial(judgement)}` : '';
  return `${judgement.kind} ${judgement.name}: ${judgement.verdict}${other}`;
}

import { join } from 'node:path';
import { type Judgement, judgeRun, type Subject } from './judge.ts';
import { judgeGenerated } from './judge-generated.ts';
import type { OfficialVerdict } from './official.ts';
import type { Options } from './options.ts';
import { runSuite } from './run-suite.ts';
import { findKept, keepJudgement, readJudgements } from './store.ts';
import { describeOfficial } from './table.ts';

/**
 * Judgements in the order of the subjects, whichever run ends first; without those that `signal` came before. The runs
 * write into `folder`. Progress goes to stderr.
 */
export async function judgeAll(options: Options, folder: string, signal: AbortSignal): Promise<readonly Judgement[]> {
  const { subjects, jobs, official, resume } = options;
  const kept = resume === undefined ? [] : await readJudgements(resume);
  const judgements = new Map<number, Judgement>();
  const waiting = subjects.entries();
  const work = async () => {
    // The workers share one iterator: each takes the next subject.
    for (const [index, subject] of waiting) {
      if (signal.aborted) return;
      const known = findKept(kept, subject, official);
      const before = [...kept, ...judgements.values()];
      const judgement = known ?? (await judge(subject, before, options, folder, signal));
      // A run that was ended says nothing.
      if (signal.aborted) return;
      judgements.set(index, judgement);
      if (known) continue;
      console.error(`${judgements.size}/${subjects.length} ${describeProgress(judgement)}`);
      if (resume !== undefined) await keepJudgement(resume, judgement);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return subjects.flatMap((_, index) => judgements.get(index) ?? []);
}

async function judge(
  subject: Subject,
  before: readonly Judgement[],
  { quick, official }: Options,
  folder: string,
  signal: AbortSignal,
): Promise<Judgement> {
  const { mutant } = subject;
  const own = mutant
    ? await judgeGenerated({ ...subject, mutant }, before, (one) => runSuite(one, folder, true, signal))
    : judgeRun(subject, await runSuite(subject, folder, quick, signal));
  return official && !signal.aborted ? { ...own, official: await askOfficial(subject, folder, signal) } : own;
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

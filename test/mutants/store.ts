import { appendFile, readFile } from 'node:fs/promises';
import type { Judgement, Subject } from './judge.ts';

/** What was judged before an interruption: one JSON object a line. Empty where there is no such file yet. */
export async function readJudgements(path: string): Promise<readonly Judgement[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter(Boolean).flatMap(parseLine);
}

export async function keepJudgement(path: string, judgement: Judgement): Promise<void> {
  await appendFile(path, `${JSON.stringify(judgement)}\n`);
}

/**
 * What is kept of a subject, where it answers what is asked now: all scenarios answer for one of them, too. A broken run
 * answers nothing; of a generated defect it was tried twice, and says that the gateway does not start.
 */
export function findKept(kept: readonly Judgement[], { kind, name, only }: Named): Judgement | undefined {
  const fits = (one: Judgement) => one.only === only || one.only === undefined;
  const says = (one: Judgement) => one.verdict !== 'broken' || kind === 'generated';
  return kept.findLast((one) => isOf(one, kind, name) && fits(one) && says(one));
}

/** Whether nothing is left to ask the official suite about it. */
export function hasOfficial({ kind, official }: Pick<Judgement, 'kind' | 'official'>): boolean {
  return kind === 'variant' || (official !== undefined && official.broken === undefined);
}

/** What is kept of a generated defect that some of the scenarios, named by `only`, did not catch. */
export function findLeft(kept: readonly Judgement[], { kind, name }: Named): Judgement | undefined {
  return kept.findLast((one) => isOf(one, kind, name) && one.only !== undefined && one.verdict === 'unexpected');
}

type Named = Pick<Subject, 'kind' | 'name' | 'only'>;

function isOf(one: Judgement, kind: Subject['kind'], name: string): boolean {
  return one.kind === kind && one.name === name;
}

/** The last line may have been cut off. */
function parseLine(line: string): Judgement[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

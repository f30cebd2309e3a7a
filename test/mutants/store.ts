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
 * answers nothing.
 */
export function findKept(
  kept: readonly Judgement[],
  { kind, name, only }: Subject,
  official: boolean,
): Judgement | undefined {
  return kept.findLast(
    (one) =>
      one.kind === kind &&
      one.name === name &&
      (one.only === only || one.only === undefined) &&
      one.verdict !== 'broken' &&
      (!official || kind === 'variant' || (one.official !== undefined && one.official.broken === undefined)),
  );
}

/** The last line may have been cut off. */
function parseLine(line: string): Judgement[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

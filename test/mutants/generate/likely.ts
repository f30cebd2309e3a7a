import { readFileSync } from 'node:fs';
import type { Judgement } from '../judge.ts';
import type { Mistake } from './types.ts';

/** Scenarios that exercise the sources whose path, from the gateway's folder, begins so. */
export interface Exercised {
  path: string;
  scenarios: readonly string[];
}

export const exercised: readonly Exercised[] = JSON.parse(
  readFileSync(new URL('likely.json', import.meta.url), 'utf8'),
);

const folder = 'embedded/gateway/';

type Place = Pick<Mistake, 'file' | 'place'>;

/**
 * So many scenarios that are most likely to catch a mistake, best first: those that exercise its file, and those that caught
 * others in the same function, file or folder.
 */
export function listLikely(mistake: Place, judgements: readonly Judgement[], count: number): readonly string[] {
  const scores = new Map<string, number>();
  const add = (ids: readonly string[], points: number) => {
    for (const id of ids) scores.set(id, (scores.get(id) ?? 0) + points);
  };
  const path = mistake.file.replace(folder, '');
  // The longer the path that an entry names, the more it says of the file.
  for (const entry of exercised) if (path.startsWith(entry.path)) add(entry.scenarios, 1 + entry.path.length);
  for (const { verdict, failed, mistake: other } of judgements) {
    if (other && verdict === 'expected') add(failed, weigh(mistake, other));
  }
  const ranked = [...scores].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
  return ranked.slice(0, count).map(([id]) => id);
}

/** How much the catch of one mistake says of another. */
function weigh(a: Place, b: Place): number {
  if (a.file === b.file) return a.place === b.place ? 30 : 10;
  return folderOf(a.file) === folderOf(b.file) ? 3 : 1;
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}

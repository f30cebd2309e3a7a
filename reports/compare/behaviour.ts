import type { Answered, Behaviour, Comparison, HeaderUse, Promptness, Subject, Trait } from './types.ts';

const TRAITS: readonly Trait[] = ['status', 'redirect', 'version'];

/**
 * What implementations do differently though both are right: the specification leaves it open. Only rows that at least two
 * passed are compared.
 */
export function compareBehaviour(
  subjects: readonly Subject[],
): Pick<Comparison, 'behaviours' | 'headers' | 'promptness'> {
  const names = [...new Set(subjects.flatMap(({ answers }) => [...answers.keys()]))].sort();
  const rows = names
    .map((name) => subjects.map(({ answers }) => answers.get(name)))
    .filter((answers) => answers.filter((one) => one !== undefined).length > 1);
  return {
    behaviours: rows.flatMap((answers) => TRAITS.flatMap((trait) => compareTrait(answers, trait))),
    headers: compareHeaders(rows, subjects.length),
    promptness: subjects.flatMap(measurePromptness),
  };
}

function compareTrait(answers: readonly (Answered | undefined)[], trait: Trait): Behaviour[] {
  const values = answers.map((one) => one && (one.answer[trait] ?? 'none'));
  const [first] = answers.filter((one) => one !== undefined);
  if (!first || new Set(values.filter((value) => value !== undefined)).size < 2) return [];
  return [{ test: first.test, row: first.row, level: first.level, trait, values }];
}

/** Of rows that every subject with answers passed, so that the counts can be compared. */
function compareHeaders(rows: readonly (readonly (Answered | undefined)[])[], count: number): HeaderUse[] {
  const having = Array.from({ length: count }, (_, at) => rows.some((answers) => answers[at] !== undefined));
  const whole = rows.filter((answers) => answers.every((one, at) => one !== undefined || !having[at]));
  const uses = new Map<string, number[]>();
  for (const answers of whole) {
    for (const [at, one] of answers.entries()) {
      for (const name of one?.answer.headers ?? []) {
        const use = uses.get(name) ?? Array.from({ length: count }, () => 0);
        use[at] = (use[at] ?? 0) + 1;
        uses.set(name, use);
      }
    }
  }
  return [...uses]
    .map(([name, counts]) => ({ name, rows: counts }))
    .filter((use) => new Set(use.rows.filter((_, at) => having[at])).size > 1)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function measurePromptness({ name, answers }: Subject): Promptness[] {
  const times = [...answers.values()].flatMap(({ rightAfterMs }) => rightAfterMs ?? []).sort((a, b) => a - b);
  if (times.length === 0) return [];
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return [{ subject: name, rows: times.length, median: at(0.5), p90: at(0.9), most: times.at(-1) ?? 0 }];
}

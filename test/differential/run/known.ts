import type { Difference } from './compare.ts';

/** A difference that is left as it is: it must occur, and says why it may. */
export interface KnownDifference {
  group: string;
  /** Requests whose answers differ. */
  steps: readonly string[];
  /** Where, in each of them: `body.message`. */
  paths: readonly string[];
  /** One sentence. */
  what: string;
  /** Why it may stay, and why no object of the Gateway API and no controller of it meets it. */
  why: string;
}

export interface Judgement {
  /** Differences that nobody knows of. */
  unknown: readonly Difference[];
  /** `GROUP STEP PATH` of known differences that there are no more. */
  gone: readonly string[];
}

/** @param groups names of those that were compared: of others nothing can be told */
export function judgeDifferences(
  found: readonly Difference[],
  known: readonly KnownDifference[],
  groups: readonly string[],
): Judgement {
  const expected = known.filter(({ group }) => groups.includes(group)).flatMap(nameEach);
  const names = new Set(found.map(nameOne));
  return {
    unknown: found.filter((difference) => !expected.includes(nameOne(difference))),
    gone: expected.filter((name) => !names.has(name)),
  };
}

function nameEach({ group, steps, paths }: KnownDifference): string[] {
  return steps.flatMap((step) => paths.map((path) => nameOne({ group, step, path })));
}

function nameOne({ group, step, path }: Pick<Difference, 'group' | 'step' | 'path'>): string {
  return `${group} ${step} ${path}`;
}

export function formatDifference(difference: Difference): string {
  return `${nameOne(difference)}\n  real ${show(difference.real)}\n  ours ${show(difference.ours)}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

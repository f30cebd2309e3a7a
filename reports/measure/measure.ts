import { quantileSorted } from 'simple-statistics';
import type { ChangeRecord, RunResult } from '../../harness/result/types.ts';

/** What shows a change: the object's status, the first right answer, or that all answers are right from then on. */
export type SeenIn = 'status' | 'first answer' | 'all answers';

/** How long it took until something showed a change, over all rounds. */
export interface Seen {
  in: SeenIn;
  /** Ascending, ms; of the rounds in which it came. */
  times: readonly number[];
  /** Rounds in which it did not come in time. */
  missed: number;
  median: number;
  p90: number;
  p99: number;
  most: number;
}

/** One kind of change, over all rounds. */
export interface Measurement {
  change: string;
  rounds: number;
  seen: readonly Seen[];
  /** Sent while it was made and until it had held. */
  requests: number;
  /** Answers that were right neither before nor after, by what came. */
  errors: readonly { kind: string; count: number }[];
}

const TIMES = {
  status: 'statusAfterMs',
  'first answer': 'firstAfterMs',
  'all answers': 'allAfterMs',
} as const satisfies Record<SeenIn, keyof ChangeRecord>;

/**
 * How long changes took until status and traffic showed them, from the moment at which the API server had taken them, and
 * what failed meanwhile. Rows of one name are rounds of one measurement; in the order in which a run comes to them.
 */
export function measureChanges({ scenarios }: Pick<RunResult, 'scenarios'>): Measurement[] {
  const rounds = new Map<string, ChangeRecord[]>();
  for (const { name, change } of scenarios.flatMap(({ rows }) => rows)) {
    if (change) rounds.set(name, [...(rounds.get(name) ?? []), change]);
  }
  return [...rounds].map(([change, records]) => ({
    change,
    rounds: records.length,
    seen: (['status', 'first answer', 'all answers'] as const)
      .filter((seenIn) => seenIn !== 'status' || records.some(({ hasStatus }) => hasStatus))
      .map((seenIn) => summarize(seenIn, records)),
    requests: records.reduce((sum, { requests }) => sum + requests, 0),
    errors: sumErrors(records),
  }));
}

function summarize(seenIn: SeenIn, records: readonly ChangeRecord[]): Seen {
  const times = records.flatMap((record) => record[TIMES[seenIn]] ?? []).sort((a, b) => a - b);
  const at = (share: number): number => (times.length === 0 ? 0 : quantileSorted(times, share));
  return {
    in: seenIn,
    times,
    missed: records.length - times.length,
    median: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    most: times.at(-1) ?? 0,
  };
}

function sumErrors(records: readonly ChangeRecord[]): Measurement['errors'] {
  const counts = new Map<string, number>();
  for (const { kind, count } of records.flatMap(({ errors }) => errors)) {
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => ({ kind, count }));
}

/** All of one measurement, by kind: `503 × 4, none ECONNRESET × 1 of 900 requests`; how none is said is left to who asks. */
export function describeErrors({ errors, requests }: Pick<Measurement, 'errors' | 'requests'>): string {
  if (errors.length === 0) return `none in ${requests}`;
  return `${errors.map(({ kind, count }) => `${kind} × ${count}`).join(', ')} in ${requests}`;
}

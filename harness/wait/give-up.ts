import type { Attempt, WaitTools } from './types.ts';

/** When it is no use to wait any longer for rows that stay wrong. */
export interface GiveUp<A extends Attempt> {
  /** How long a row must have given one and the same wrong answer before anything is asked, and again after that, ms. */
  steadyMs: number;
  /** A row whose answer was the same so often in a row is not merely unlucky; default: 5. */
  leastTimes?: number;
  /** What a bad try says, where it may be final; undefined where it may yet change by itself. */
  describe(attempt: A): string | undefined;
  /** Rows that others are waited for beside, though they are given up: what they say decides nothing for these. */
  isMinor?(row: number): boolean;
  /**
   * Shows that what is applied now is served soon. Gives how long that took, ms; undefined where it can't be shown.
   * @param rows indexes of those in question
   */
  prove(rows: readonly number[], signal: AbortSignal): Promise<number | undefined>;
}

/** What a row that is waited for has said lately. */
export interface Steadiness {
  /** The same wrong answer since `since`, so many times; undefined where there is none. */
  said?: string;
  since: number;
  times: number;
  /** When it last gave an answer that may yet change by itself. */
  vagueAt?: number;
}

const LEAST_TIMES = 5;
/** What was applied before has had this many times as long as what was applied later. */
const LATENCY_FACTOR = 5;

export function noteAttempt<A extends Attempt>(
  row: Steadiness,
  attempt: A,
  { describe }: Pick<GiveUp<A>, 'describe'>,
  now: number,
): void {
  const said = attempt.mismatches.length === 0 ? undefined : describe(attempt);
  if (attempt.mismatches.length > 0 && said === undefined) row.vagueAt = now;
  if (said !== row.said) Object.assign(row, { said, since: now, times: 0 });
  row.times += 1;
}

/**
 * Looks, until aborted, whether rows that are still waited for are steadily wrong, and none is vague. Then something is
 * applied anew and must be served; rows that stay as they are for several times as long as that took are hopeless, and
 * told to `end`. The verdict is clear then, so that others, which are right now and then, need not be waited for; where
 * only minor ones are hopeless, the rest is looked at on.
 */
export async function findHopeless<A extends Attempt, R extends Steadiness>(
  listOpen: () => readonly { row: R; index: number }[],
  giveUp: GiveUp<A>,
  { clock, signal }: WaitTools,
  end: (hopeless: readonly R[]) => void,
): Promise<void> {
  const { steadyMs, leastTimes = LEAST_TIMES } = giveUp;
  const isSteady = ({ said, since, times }: R, ms: number): boolean =>
    said !== undefined && times >= leastTimes && clock.now() - since >= ms;
  const isVague = ({ vagueAt }: R, ms: number): boolean => vagueAt !== undefined && clock.now() - vagueAt < ms;
  const listSteady = (ms: number): readonly { row: R; index: number }[] => {
    const open = listOpen();
    return open.some(({ row }) => isVague(row, ms)) ? [] : open.filter(({ row }) => isSteady(row, ms));
  };
  for (;;) {
    await clock.sleep(steadyMs / 4, signal);
    const steady = listSteady(steadyMs);
    if (steady.length === 0) continue;
    const indexes = steady.map(({ index }) => index);
    const took = await giveUp.prove(indexes, signal);
    if (took === undefined) return;
    const wait = Math.max(steadyMs, took * LATENCY_FACTOR);
    await clock.sleep(wait, signal);
    const hopeless = listSteady(steadyMs + wait).filter(({ index }) => indexes.includes(index));
    if (hopeless.length === 0) continue;
    end(hopeless.map(({ row }) => row));
    if (!hopeless.every(({ index }) => giveUp.isMinor?.(index))) return;
  }
}

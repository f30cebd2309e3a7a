import { consistently } from './consistently.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { eventually, type Probe } from './eventually.ts';
import { createGate } from './gate.ts';
import { findHopeless, type GiveUp, noteAttempt, type Steadiness } from './give-up.ts';
import { linkSignal } from './link.ts';
import { createNaps } from './naps.ts';
import { type RelapseRule, type RelapseWatch, SUSPECT_PAUSE_MS, watchRelapse } from './relapse.ts';
import type { Attempt, Clock, TimePolicy, WaitOutcome, WaitTools } from './types.ts';

/** Tries in flight at the same time, over all rows of a step. */
const IN_FLIGHT = 8;
/** The row that looks for all pauses for at most this share of the time waited so far, and seldom less than this. */
const SCOUT = { share: 0.1, leastMs: 100 };
/** Rows that are right now and then do not keep the others awake. */
const WAKE_EVERY_MS = 250;

/** Once rows were wrong again that had been right, all must hold for a window so many times as long. */
const AFTER_RELAPSE = 4;

/** What may make the waiting shorter. */
export interface Aids<A extends Attempt> {
  /** Ends it before the deadline where all that is not good is so for good. */
  giveUp?: GiveUp<A>;
  /** Finds rows that were right, then wrong, whatever came after. */
  relapse?: RelapseRule<A>;
  /** Resolves when it is worth the while to try the probe of this index. */
  arrive?(index: number, signal: AbortSignal): Promise<void>;
}

interface Row<A extends Attempt> extends Steadiness {
  probe: Probe<A>;
  satisfied: boolean;
  /** It is waited for now. */
  sought: boolean;
  /** Its last try was bad. */
  bad: boolean;
  /** Why it is waited for no longer. */
  end?: 'givenUp' | 'undecided';
  tries: number;
  /** Tries that were good. */
  right: number;
  relapse: RelapseWatch<A> | undefined;
  last?: A;
  firstGoodAt?: number;
  endedAt: number;
}

/**
 * Waits for the rows of one step together. First every row by itself reaches its good tries in a row. Then all are
 * confirmed: they are tried again and again, each over connections of its own, for the whole settle window. Only then
 * have the rows that expect an answer proven that the configuration is live, so that a row that expects none means
 * something. A row that fails the confirmation waits again, and all are confirmed again, until the deadline: a replica
 * that learns later than another costs time and no verdict. It may also be a server that is wrong now and then, so that
 * the next confirmation is longer.
 * @param policy gives the deadline, which all rows share, and the good tries in a row
 * @param settle gives the length of the confirmation, and its least number of rounds
 * @param aids what may make the waiting shorter
 * @returns the outcomes in the order of `probes`
 */
export async function eventuallyAll<A extends Attempt>(
  policy: TimePolicy,
  settle: TimePolicy,
  probes: readonly Probe<A>[],
  tools: WaitTools,
  { giveUp, arrive, relapse }: Aids<A> = {},
): Promise<readonly WaitOutcome<A>[]> {
  const { clock } = tools;
  const link = linkSignal(tools.signal);
  const linked = { clock, signal: link.signal };
  const gate = createGate(IN_FLIGHT);
  const start = clock.now();
  const deadline = startDeadline(clock, () => policy.timeoutMs);
  const rows = probes.map((probe, index): Row<A> => {
    const row: Row<A> = {
      probe: async (number, signal) => {
        await arrive?.(index, signal);
        const attempt = await gate(() => probe(number, signal));
        row.relapse?.note(attempt, clock.now());
        if (giveUp) noteAttempt(row, attempt, giveUp, clock.now());
        if (attempt.mismatches.length === 0) {
          row.right += 1;
          row.firstGoodAt ??= clock.now();
        }
        noteTurn(row, attempt.mismatches.length > 0);
        return attempt;
      },
      satisfied: false,
      sought: false,
      bad: false,
      since: start,
      times: 0,
      tries: 0,
      right: 0,
      relapse: relapse && watchRelapse(relapse),
      endedAt: start,
    };
    return row;
  });
  const naps = createNaps(clock);
  let wokenAt = start;
  // What one row finds served the others may find, too: they need not sleep on.
  const noteTurn = (row: Row<A>, bad: boolean): void => {
    const isNews = row.bad && !bad && clock.now() - wokenAt >= WAKE_EVERY_MS;
    row.bad = bad;
    if (!isNews) return;
    wokenAt = clock.now();
    naps.wake();
  };
  // One of them looks more often on behalf of all: the last, which is the latest applied where it is a control route.
  const isScout = (row: Row<A>): boolean => rows.findLast(({ sought, bad }) => sought && bad) === row;
  const clockFor = (row: Row<A>): Clock => ({
    now: () => clock.now(),
    date: () => clock.date(),
    alarm: (ms, ring) => clock.alarm(ms, ring),
    sleep(ms, signal) {
      if (!row.bad) return clock.sleep(ms, signal);
      if (row.relapse?.isSuspect()) return clock.sleep(Math.min(ms, SUSPECT_PAUSE_MS), signal);
      const most = isScout(row) ? Math.max((clock.now() - start) * SCOUT.share, SCOUT.leastMs) : ms;
      return naps.sleep(Math.min(ms, most), signal);
    },
  });
  const listSought = () => rows.flatMap((row, index) => (row.sought ? [{ row, index }] : []));
  // The others are not waited for either, nor those that fail the confirmation later.
  const end = (hopeless: readonly Row<A>[]): void => {
    const isMinor = (row: Row<A>): boolean => giveUp?.isMinor?.(rows.indexOf(row)) ?? false;
    const ended = hopeless.every(isMinor) ? rows.filter(isMinor) : rows;
    for (const row of ended) row.end ??= hopeless.includes(row) ? 'givenUp' : 'undecided';
  };
  try {
    let waiting = rows;
    let window = settle;
    while (waiting.length > 0) {
      const watch = linkSignal(link.signal);
      if (giveUp) findHopeless(listSought, giveUp, { clock, signal: watch.signal }, end).catch(() => {});
      await Promise.all(
        waiting.map((row) => {
          const untilEnd = { left: () => (row.end ? 0 : deadline.left()) };
          return seekRow(row, policy, { clock: clockFor(row), signal: link.signal }, untilEnd);
        }),
      ).finally(() => watch.end());
      waiting = await confirmRows(
        rows.filter((row) => row.satisfied),
        window,
        linked,
      );
      window = { ...settle, timeoutMs: settle.timeoutMs * AFTER_RELAPSE };
      if (deadline.left() <= 0) break;
    }
  } finally {
    // Where one row throws, the others must not go on trying.
    link.end();
  }
  return rows.map(({ satisfied, end: reason, tries, right, endedAt, last, firstGoodAt, ...row }) => {
    const good = firstGoodAt === undefined ? {} : { firstGoodMs: firstGoodAt - start };
    const found = row.relapse?.found();
    const outcome = {
      satisfied,
      tries,
      elapsedMs: endedAt - start,
      last,
      ...good,
      ...(found ? { relapse: found } : {}),
    };
    if (satisfied) return outcome;
    return { ...outcome, ...(reason ? { unfinished: reason } : {}), ...(right > 0 ? { right } : {}) };
  });
}

async function seekRow<A extends Attempt>(
  row: Row<A>,
  policy: TimePolicy,
  tools: WaitTools,
  deadline: Deadline,
): Promise<void> {
  const before = row.tries;
  row.sought = true;
  const outcome = await eventually(policy, (attempt, signal) => row.probe(before + attempt, signal), tools, deadline);
  row.sought = false;
  row.tries = before + outcome.tries;
  row.satisfied = outcome.satisfied;
  row.last = outcome.last;
  row.endedAt = tools.clock.now();
}

/** Tries all rows in rounds through the window. Ends with the first round that has bad rows, and gives these. */
async function confirmRows<A extends Attempt>(
  rows: readonly Row<A>[],
  settle: TimePolicy,
  tools: WaitTools,
): Promise<Row<A>[]> {
  const { clock } = tools;
  const tryAll = async (round: number, signal: AbortSignal): Promise<Attempt> => {
    const tried = orderRows(rows, round).map(async (row) => {
      row.tries += 1;
      row.last = await row.probe(row.tries, signal);
      row.satisfied = row.last.mismatches.length === 0;
      row.endedAt = clock.now();
      return row.last.mismatches;
    });
    return { mismatches: (await Promise.all(tried)).flat() };
  };
  if (rows.length > 0) await consistently(settle, tryAll, tools);
  return rows.filter((row) => !row.satisfied);
}

/**
 * The order of a round. Where replicas take connections in turn, a fixed order would lead a row to the same one for
 * ever. Beginning one row later after every second round does not, whether the number of rows is odd or even.
 */
function orderRows<R>(rows: readonly R[], round: number): R[] {
  const first = Math.floor((round - 1) / 2) % rows.length;
  return [...rows.slice(first), ...rows.slice(0, first)];
}

import { messageOf } from '../../common/message-of.ts';
import { formatMismatches } from '../../match/format.ts';
import { describeUnreached, explainUnreached } from '../../protocols/common/unreached.ts';
import type { Exchange } from '../../protocols/types.ts';
import type { MismatchRecord } from '../../result/types.ts';
import { Mismatch } from '../../scenario/errors.ts';
import type { WaitOutcome } from '../../wait/types.ts';
import type { RowOutcome } from '../context.ts';
import type { PlacedControl } from '../control/place.ts';
import type { Exchanged } from './types.ts';

type Judged = Omit<RowOutcome, 'startedAt' | 'exchanges'>;

/**
 * @param doubt what speaks against a row that held
 * @param note how a row that held was proven, where that is not obvious
 * @param exchanges of the row
 */
export function judgeRow(
  outcome: WaitOutcome<Exchanged>,
  doubt: MismatchRecord | undefined,
  note: string | undefined,
  exchanges: readonly Exchange[],
): Judged {
  const { firstGoodMs } = outcome;
  const judged = judgeOutcome(outcome, doubt, note, exchanges);
  return firstGoodMs === undefined ? judged : { ...judged, rightAfterMs: Math.round(firstGoodMs) };
}

function judgeOutcome(
  { satisfied, tries, elapsedMs, last, unfinished, right }: WaitOutcome<Exchanged>,
  doubt: MismatchRecord | undefined,
  note: string | undefined,
  exchanges: readonly Exchange[],
): Judged {
  const durationMs = Math.round(elapsedMs);
  if (satisfied && !doubt) {
    return { outcome: 'passed', ...(note ? { message: note } : {}), durationMs, tries, mismatches: [] };
  }
  if (unfinished === 'undecided') {
    const message = `not decided: another row was given up (${describeTries(tries)} in ${seconds(durationMs)})`;
    return { outcome: 'skipped', message, durationMs, tries, mismatches: [] };
  }
  if (!satisfied && explainUnreached(last?.exchange.error) !== undefined) {
    const message = `${describeNoWay(exchanges)} (${describeTries(tries)} in ${seconds(durationMs)})`;
    return { outcome: 'error', message, durationMs, tries, mismatches: [] };
  }
  const mismatches = satisfied && doubt ? [doubt] : (last?.mismatches ?? []);
  const why = unfinished ? ', the same answer each time, while a route made later was served' : '';
  const turns = right === undefined ? '' : `, ${right} of them right`;
  const message = `${formatMismatches(mismatches)} (${describeTries(tries)}${turns} in ${seconds(durationMs)}${why})`;
  return { outcome: 'failed', message, durationMs, tries, mismatches };
}

/** A row that could not be sent, since its Gateway has no address. */
export function failRow(reason: Mismatch | undefined): Judged {
  const message = reason?.message ?? 'the row was not sent';
  return { outcome: 'failed', message, durationMs: 0, tries: 0, mismatches: reason?.mismatches ?? [] };
}

/** What speaks against rows that expect an absence: nothing shows that the configuration is served at all. */
export async function findDoubt(
  control: PlacedControl,
  outcome: WaitOutcome<Exchanged> | undefined,
): Promise<MismatchRecord | undefined> {
  if (!outcome || outcome.satisfied) return undefined;
  // A listener that has become unusable meanwhile may have been meant to; then nothing can be served there.
  if (!(await control.isStillHealthy())) return undefined;
  return {
    path: `control route ${control.line}`,
    expected: 'to be served, so that the absence of another answer means something',
    observed: outcome.last?.mismatches[0]?.observed ?? 'nothing',
  };
}

export function describeProof(control: PlacedControl | undefined): string | undefined {
  if (!control) return 'no control route fits the Gateway; confirmed for a longer time instead';
  if (!control.instead) return undefined;
  return `proven live by a control route on ${control.instead}, and confirmed for a longer time`;
}

/** Why a row says nothing: its Gateway could not be reached at any of its addresses. */
export function describeNoWay(exchanges: readonly Exchange[]): string {
  return `this machine could not reach the Gateway, so this says nothing: ${describeUnreached(exchanges)}`;
}

export function describeTries(tries: number): string {
  return tries === 1 ? '1 try' : `${tries} tries`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** The outcome of rows whose step threw: a Mismatch is the implementation's, all else is ours. */
export function describeThrown(error: unknown): Pick<RowOutcome, 'outcome' | 'message' | 'mismatches'> {
  if (error instanceof Mismatch) return { outcome: 'failed', message: error.message, mismatches: error.mismatches };
  const message = messageOf(error);
  const unexpected = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return { outcome: 'error', message: unexpected ? `unexpected ${error.name}: ${message}` : message, mismatches: [] };
}

import { formatMismatches } from '../../match/format.ts';
import { findLabel } from '../../protocols/common/backends.ts';
import { isRefusal } from '../../protocols/common/refused.ts';
import { explainUnreached } from '../../protocols/common/unreached.ts';
import { protocolOf } from '../../protocols/index.ts';
import type { Backends, Exchange } from '../../protocols/types.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { DistributionStep } from '../../scenario/traffic.ts';
import { startDeadline } from '../../wait/deadline.ts';
import type { Judging, Locating, Naming, RowOutcome, Sending } from '../context.ts';
import { createDistributionTest } from '../shares/index.ts';
import { BATCH, nameCopies, weighCopies } from './copies.ts';
import { sendOnce } from './exchange.ts';
import { describeNoWay } from './judge.ts';
import { identify, type TrafficRow, toRequest } from './row.ts';
import { sendSteadily } from './send-steadily.ts';
import { locate } from './target.ts';

/** The test ends by itself; this many traffic time-outs later something is wrong with the harness or the machine. */
const PATIENCE = 10;
/** However short the time-outs are: thousands of answers take their time on a busy machine. */
const LEAST_PATIENCE_MS = 600_000;
/**
 * Of thousands of connections a network may lose a few, which says nothing about shares: so many, or this share of all,
 * are sent again. More than that is a failure.
 */
const MAY_BE_LOST = {
  tcp: { few: 3, share: 0.01 },
  // A busy machine drops datagrams, as it may.
  udp: { few: 20, share: 0.2 },
} as const;
/** Thousands of requests that nothing comes after: those go first that further steps wait for. */
const URGENCY = 1;
/** Exchanges kept as evidence. */
const KEPT = 40;
/** What a connection that was refused or reset counts as, where such are a share. */
const REJECTED = 'no backend, by rejecting the connection';

/** What must be served before shares are counted: each answer comes from where one may. */
export function toSharedTraffic(naming: Naming, step: DistributionStep): TrafficRow {
  const sources = listSources(step);
  const { copies } = protocolOf(step.protocol);
  const send = step.copies && copies ? copies.mark(step.send) : step.send;
  return {
    ...toRequest(step.protocol, send, step.target, naming),
    // Errors can be shares, too.
    provesLive: false,
    wantsAnswer: true,
    match(exchange, { backends }) {
      const observed = nameSource(step, exchange, backends);
      return sources.includes(observed) ? [] : [{ path: 'backend', expected: sources.join(' or '), observed }];
    },
  };
}

/**
 * Counts answers until the sequential test has decided. Weights that were patched may be served by one replica and not
 * yet by another: counting begins after all that was tried with it has been confirmed.
 * @param row of `toSharedTraffic`, and `served` what came of it
 */
export async function countShares(
  context: Sending & Locating & Judging,
  { protocol, request, destination, entry }: TrafficRow,
  step: DistributionStep,
  served: RowOutcome,
): Promise<RowOutcome> {
  const { clock, policies, signal } = context;
  const started = clock.now();
  const location = await locate(destination, context);
  const { port } = entry;
  const kept = served.exchanges.slice(-KEPT);
  const send = async (): Promise<Exchange> => {
    const exchange = await sendOnce(context, { protocol: protocol.name, location, port, request }, signal, URGENCY);
    kept.push(exchange);
    if (kept.length > KEPT) kept.shift();
    return exchange;
  };
  const common = (): Pick<RowOutcome, 'startedAt' | 'durationMs' | 'exchanges'> => ({
    startedAt: served.startedAt,
    durationMs: served.durationMs + Math.round(clock.now() - started),
    exchanges: kept,
  });

  const test = createDistributionTest({ weights: countedOf(step), tolerance: step.tolerance });
  const deadline = startDeadline(clock, Math.max(policies.traffic.timeoutMs * PATIENCE, LEAST_PATIENCE_MS));
  const lost: Exchange[] = [];
  let taken = 0;
  const { few, share } = MAY_BE_LOST[entry.transport];
  const lostTooMany = (): boolean => lost.length > Math.max(few, taken * share);
  const isOver = (): boolean => test.state() !== 'continue' || lostTooMany();
  const answered: Exchange[] = [];
  do {
    await sendSteadily(send, (exchange) => {
      taken += 1;
      if (!identify(exchange) && !isShare(step, exchange)) lost.push(exchange);
      else if (step.copies) answered.push(exchange);
      else test.add(nameSource(step, exchange, context.backends));
      if (deadline.left() < 0) {
        throw new HarnessError(`the shares were still undecided after ${test.record().requests} requests`);
      }
      return !isOver() && answered.length < BATCH;
    });
    for (const source of await nameAll(context, step, answered.splice(0))) test.add(source);
  } while (!isOver());
  if (lostTooMany()) {
    const last = lost.at(-1);
    if (last && explainUnreached(last.error) !== undefined) throw new HarnessError(describeNoWay(lost));
    const mismatches = describeLost(lost, taken);
    return { ...common(), outcome: 'failed', message: formatMismatches(mismatches), tries: taken, mismatches };
  }
  const distribution = test.record();
  const result = { ...common(), tries: distribution.requests, distribution };
  if (test.state() === 'pass') return { ...result, outcome: 'passed', mismatches: [] };
  const mismatches = test.mismatches();
  return { ...result, outcome: 'failed', message: formatMismatches(mismatches), mismatches };
}

/** What those are counted as whose copies had to be looked for. */
async function nameAll(
  context: Sending & Judging,
  step: DistributionStep,
  exchanges: readonly Exchange[],
): Promise<readonly string[]> {
  const { copies } = step;
  if (!copies || exchanges.length === 0) return [];
  const sources = listSources(step);
  return nameCopies(context, { ...step, copies }, exchanges, (exchange) => {
    const source = nameSource(step, exchange, context.backends);
    return sources.includes(source) ? undefined : source;
  });
}

function countedOf(step: DistributionStep): Readonly<Record<string, number>> {
  return step.copies ? weighCopies(step.copies) : weightsOf(step);
}

function listSources(step: DistributionStep): readonly string[] {
  return Object.keys(weightsOf(step));
}

function weightsOf({ weights, answers = {}, rejected }: DistributionStep): Readonly<Record<string, number>> {
  const codes = Object.entries(answers).map(([code, weight]) => [`status ${code}`, weight] as const);
  return { ...weights, ...Object.fromEntries(codes), ...(rejected === undefined ? {} : { [REJECTED]: rejected }) };
}

/** Whether a connection without an answer is one of those that are counted. */
function isShare({ rejected }: DistributionStep, { error }: Exchange): boolean {
  return rejected !== undefined && error !== undefined && isRefusal(error);
}

function describeLost(lost: readonly Exchange[], sent: number): FieldMismatch[] {
  const codes = [...new Set(lost.map(({ error }) => error?.code ?? 'unknown'))].sort().join(', ');
  return [{ path: 'answer', expected: 'to each request', observed: `none to ${lost.length} of ${sent} (${codes})` }];
}

/** What answered: the label of a backend, `status 500`, what was rejected, or what went wrong. */
function nameSource(step: DistributionStep, exchange: Exchange, backends: Backends): string {
  const answer = identify(exchange);
  if (!answer && isShare(step, exchange)) return REJECTED;
  if (!answer) return `no answer (${exchange.error?.code ?? 'unknown'})`;
  const { backend, code } = answer;
  if (!backend) return `status ${code}`;
  return findLabel(backend, backends) ?? `pod ${backend.pod} in namespace ${backend.namespace}`;
}

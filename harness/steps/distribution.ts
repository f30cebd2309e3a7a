import { formatMismatches } from '../match/format.ts';
import type { HttpExchange } from '../protocols/http/types.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { DistributionStep } from '../scenario/steps.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { sendOnce } from './exchange.ts';
import { resolveRef } from './refs.ts';
import { findEntry, gatewayOf, requireHttp, resolveRequest } from './requests.ts';
import { sendSteadily } from './send-steadily.ts';
import { createDistributionTest } from './shares/index.ts';
import type { TrafficRow } from './traffic.ts';

/** The test ends by itself; this many traffic time-outs later something is wrong with the harness or the machine. */
const PATIENCE = 10;
/** However short the time-outs are: thousands of answers take their time on a busy machine. */
const LEAST_PATIENCE_MS = 600_000;
/**
 * Of thousands of connections a network may lose a few, which says nothing about shares: so many, or this share of all,
 * are sent again. More than that is a failure.
 */
const MAY_BE_LOST = { few: 3, share: 0.01 };
/** Thousands of requests that nothing comes after: those go first that further steps wait for. */
const URGENCY = 1;
/** Exchanges kept as evidence. */
const KEPT = 40;

/** What must be served before shares are counted: each answer comes from where one may. */
export function toSharedTraffic({ backends }: StepContext, step: DistributionStep): TrafficRow {
  const sources = Object.keys(weightsOf(step));
  return {
    send: requireHttp(step).send,
    target: step.target,
    // Errors can be shares, too.
    provesLive: false,
    wantsAnswer: true,
    match(exchange) {
      const observed = nameSource(exchange, backends);
      return sources.includes(observed) ? [] : [{ path: 'backend', expected: sources.join(' or '), observed }];
    },
  };
}

/**
 * Counts answers until the sequential test has decided. Weights that were patched may be served by one replica and not
 * yet by another: counting begins after all that was tried with it has been confirmed.
 * @param served what came of its row of `toSharedTraffic`
 */
export async function countShares(
  context: StepContext,
  step: DistributionStep,
  served: RowOutcome,
): Promise<RowOutcome> {
  const { clock, policies, signal } = context;
  const started = clock.now();
  const gateway = resolveRef(gatewayOf(step.target), context.env, context.resources);
  const { port } = findEntry(requireHttp(step).send, step.target);
  const remote = { address: await context.findAddress(gateway, signal), port };
  const request = resolveRequest(requireHttp(step).send, context.env);
  const kept = served.exchanges.slice(-KEPT);
  const send = async (): Promise<HttpExchange> => {
    const exchange = await sendOnce(context, remote, request, signal, URGENCY);
    kept.push(exchange);
    if (kept.length > KEPT) kept.shift();
    return exchange;
  };
  const common = (): Pick<RowOutcome, 'startedAt' | 'durationMs' | 'exchanges'> => ({
    startedAt: served.startedAt,
    durationMs: served.durationMs + Math.round(clock.now() - started),
    exchanges: kept,
  });

  const test = createDistributionTest({ weights: weightsOf(step), tolerance: step.tolerance });
  const deadline = clock.now() + Math.max(policies.traffic.timeoutMs * PATIENCE, LEAST_PATIENCE_MS);
  const lost: HttpExchange[] = [];
  let taken = 0;
  const lostTooMany = (): boolean => lost.length > Math.max(MAY_BE_LOST.few, taken * MAY_BE_LOST.share);
  await sendSteadily(send, (exchange) => {
    taken += 1;
    if (exchange.response) test.add(nameSource(exchange, context.backends));
    else lost.push(exchange);
    if (clock.now() > deadline) {
      throw new HarnessError(`the shares were still undecided after ${test.record().requests} requests`);
    }
    return test.state() === 'continue' && !lostTooMany();
  });
  if (lostTooMany()) {
    const mismatches = describeLost(lost, taken);
    return { ...common(), outcome: 'failed', message: formatMismatches(mismatches), tries: taken, mismatches };
  }
  const distribution = test.record();
  const result = { ...common(), tries: distribution.requests, distribution };
  if (test.state() === 'pass') return { ...result, outcome: 'passed', mismatches: [] };
  const mismatches = test.mismatches();
  return { ...result, outcome: 'failed', message: formatMismatches(mismatches), mismatches };
}

function weightsOf({ weights, answers = {} }: DistributionStep): Readonly<Record<string, number>> {
  const codes = Object.entries(answers).map(([code, weight]) => [`status ${code}`, weight] as const);
  return { ...weights, ...Object.fromEntries(codes) };
}

function describeLost(lost: readonly HttpExchange[], sent: number): FieldMismatch[] {
  const codes = [...new Set(lost.map(({ error }) => error?.code ?? 'unknown'))].sort().join(', ');
  return [{ path: 'answer', expected: 'to each request', observed: `none to ${lost.length} of ${sent} (${codes})` }];
}

/** What answered: the label of a backend, `status 500`, or what went wrong. */
function nameSource({ echo, response, error }: HttpExchange, backends: StepContext['backends']): string {
  if (echo) {
    const owner = Object.entries(backends).find(
      ([, { pods, namespace }]) => namespace === echo.namespace && pods.has(echo.pod),
    );
    return owner ? owner[0] : `pod ${echo.pod} in namespace ${echo.namespace}`;
  }
  return response ? `status ${response.status}` : `no answer (${error?.code ?? 'unknown'})`;
}

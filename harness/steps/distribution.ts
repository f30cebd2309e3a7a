import { createDistributionTest } from '../distribution/index.ts';
import { formatMismatches } from '../match/format.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { DistributionStep } from '../scenario/steps.ts';
import type { HttpExchange } from '../traffic/types.ts';
import { eventuallyAll } from '../wait/eventually-all.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { placeControlRoute } from './control/place.ts';
import { type Exchanged, sendOnce } from './exchange.ts';
import { describeTries, seconds } from './judge.ts';
import { resolveRef } from './refs.ts';
import { findEntry, resolveRequest } from './requests.ts';

/** Requests at the same time, each over a connection of its own. */
const PARALLEL = 16;
/** The test ends by itself; this many traffic time-outs later something is wrong with the harness or the machine. */
const PATIENCE = 10;
/** However short the time-outs are: thousands of answers take their time on a busy machine. */
const LEAST_PATIENCE_MS = 600_000;
/**
 * Of thousands of connections a network may lose a few, which says nothing about shares: so many, or this share of all,
 * are sent again. More than that is a failure.
 */
const MAY_BE_LOST = { few: 3, share: 0.01 };
/** Exchanges kept as evidence. */
const KEPT = 40;

/** Waits until the backends are served, then counts answers until the sequential test has decided. */
export async function runDistribution(context: StepContext, step: DistributionStep): Promise<RowOutcome> {
  const { clock, policies, signal, state } = context;
  const started = clock.now();
  const startedAt = clock.date().toISOString();
  const gateway = resolveRef(step.target.gateway ?? 'Gateway/shared', context.env, context.resources);
  const entry = findEntry(step.send, step.target);
  const remote = { address: await context.findAddress(gateway, signal), port: entry.port };
  const request = resolveRequest(step.send, context.env);
  const answers = Object.entries(step.answers ?? {}).map(([code, weight]) => [`status ${code}`, weight] as const);
  const weights = { ...step.weights, ...Object.fromEntries(answers) };
  const kept: HttpExchange[] = [];
  const send = async (one: AbortSignal): Promise<HttpExchange> => {
    const exchange = await sendOnce(context, remote, request, one);
    kept.push(exchange);
    if (kept.length > KEPT) kept.shift();
    return exchange;
  };

  // Weights that were patched may be served by one replica and not yet by another: counting begins after that.
  const control = state.changed ? await placeControlRoute(context, gateway, entry) : undefined;
  const probe = async (_attempt: number, one: AbortSignal): Promise<Exchanged> => {
    const exchange = await send(one);
    const source = nameSource(exchange, context.backends);
    const expected = Object.keys(weights).join(' or ');
    return { exchange, mismatches: source in weights ? [] : [{ path: 'backend', expected, observed: source }] };
  };
  const probes = control ? [probe, control.probe] : [probe];
  const outcomes = await eventuallyAll(policies.traffic, policies.settle, probes, { clock, signal }).finally(() =>
    control?.remove(),
  );
  const tries = outcomes[0]?.tries ?? 0;
  const common = (): Pick<RowOutcome, 'startedAt' | 'durationMs' | 'exchanges'> => ({
    startedAt,
    durationMs: Math.round(clock.now() - started),
    exchanges: kept,
  });
  const unserved = outcomes.find(({ satisfied }) => !satisfied);
  if (unserved) {
    const mismatches = unserved.last?.mismatches ?? [];
    const message = `${formatMismatches(mismatches)} (${describeTries(tries)} in ${seconds(clock.now() - started)})`;
    return { ...common(), outcome: 'failed', message, tries, mismatches };
  }

  const test = createDistributionTest({ weights, tolerance: step.tolerance });
  const deadline = clock.now() + Math.max(policies.traffic.timeoutMs * PATIENCE, LEAST_PATIENCE_MS);
  const lost: HttpExchange[] = [];
  let taken = 0;
  const lostTooMany = (): boolean => lost.length > Math.max(MAY_BE_LOST.few, taken * MAY_BE_LOST.share);
  await sendSteadily(
    () => send(signal),
    (exchange) => {
      taken += 1;
      if (exchange.response) test.add(nameSource(exchange, context.backends));
      else lost.push(exchange);
      if (clock.now() > deadline) {
        throw new HarnessError(`the shares were still undecided after ${test.record().requests} requests`);
      }
      return test.state() === 'continue' && !lostTooMany();
    },
  );
  if (lostTooMany()) {
    const mismatches = describeLost(lost, taken);
    return { ...common(), outcome: 'failed', message: formatMismatches(mismatches), tries: taken, mismatches };
  }
  state.changed = false;
  const distribution = test.record();
  const result = { ...common(), tries: distribution.requests, distribution };
  if (test.state() === 'pass') return { ...result, outcome: 'passed', mismatches: [] };
  const mismatches = test.mismatches();
  return { ...result, outcome: 'failed', message: formatMismatches(mismatches), mismatches };
}

/**
 * Keeps `PARALLEL` requests in flight and takes their answers in the order sent, so that the verdict does not depend on
 * which came back first. Ends once `take` wants no more, and all that were sent have their answer.
 */
async function sendSteadily<A>(send: () => Promise<A>, take: (answer: A) => boolean): Promise<void> {
  const inFlight: Promise<A>[] = [];
  try {
    for (;;) {
      while (inFlight.length < PARALLEL) {
        const answer = send();
        // One that throws before its turn has come is heard then.
        answer.catch(() => {});
        inFlight.push(answer);
      }
      const answer = inFlight.shift();
      if (answer === undefined || !take(await answer)) return;
    }
  } finally {
    await Promise.allSettled(inFlight);
  }
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

import { formatMismatches } from '../match/format.ts';
import { matchHttp } from '../match/http.ts';
import type { HttpExpectation } from '../scenario/expectations.ts';
import type { HttpRow, TrafficTarget } from '../scenario/steps.ts';
import type { HttpExchange } from '../traffic/types.ts';
import type { Probe } from '../wait/eventually.ts';
import { eventuallyAll } from '../wait/eventually-all.ts';
import type { TimePolicy, WaitOutcome } from '../wait/types.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { type PlacedControl, placeControlRoute } from './control/place.ts';
import { type Exchanged, sendOnce } from './exchange.ts';
import { resolveRef } from './refs.ts';
import { type Entry, findEntry, resolveRequest } from './requests.ts';

/** A window this many times as long stands in for a control route that could not be where it should. */
const UNPROVEN_WINDOW = 3;

/** Whether the row can hold only once the scenario's own configuration is served. */
export function provesLive(expect: HttpExpectation): boolean {
  return 'backend' in expect || 'oneOf' in expect || 'redirect' in expect;
}

/** Tries rows together until all hold and have held for the settle window. */
export async function runHttpRows(
  context: StepContext,
  rows: readonly Pick<HttpRow, 'send' | 'expect'>[],
  target: TrafficTarget,
): Promise<RowOutcome[]> {
  const { clock, policies, signal, state } = context;
  const gateway = resolveRef(target.gateway ?? 'Gateway/shared', context.env, context.resources);
  const startedAt = clock.date().toISOString();
  const address = await context.findAddress(gateway, signal);
  const exchanges: HttpExchange[][] = rows.map(() => []);
  const probes = rows.map((row, index): Probe<Exchanged> => {
    const request = resolveRequest(row.send, context.env);
    const remote = { address, port: findEntry(row.send, target).port };
    return async (_attempt, probeSignal) => {
      const exchange = await sendOnce(context, remote, request, probeSignal);
      exchanges[index]?.push(exchange);
      return { exchange, mismatches: matchHttp(exchange, row.expect, { backends: context.backends, request }) };
    };
  });

  const needsControl = state.changed || !rows.some(({ expect }) => provesLive(expect));
  const control = needsControl ? await placeControl(context, gateway, rows, target) : undefined;
  const settle = needsControl && (!control || control.instead) ? widen(policies.settle) : policies.settle;
  try {
    const all = control ? [...probes, control.probe] : probes;
    const outcomes = await eventuallyAll(policies.traffic, settle, all, { clock, signal });
    const doubt = control ? await findDoubt(control, outcomes.at(-1)) : undefined;
    if (!doubt && outcomes.slice(0, rows.length).every(({ satisfied }) => satisfied)) state.changed = false;
    const note = needsControl ? describeProof(control) : undefined;
    return rows.map(({ expect }, index) => {
      const outcome = outcomes[index];
      if (!outcome) throw new RangeError(`row ${index} has no outcome`);
      const unproven = doubt !== undefined && !provesLive(expect) ? doubt : undefined;
      return { ...judge(outcome, unproven, note), startedAt, exchanges: exchanges[index] ?? [] };
    });
  } finally {
    await control?.remove();
  }
}

function judge(
  { satisfied, tries, elapsedMs, last }: WaitOutcome<Exchanged>,
  doubt: PlainMismatch | undefined,
  note: string | undefined,
): Omit<RowOutcome, 'startedAt' | 'exchanges'> {
  const durationMs = Math.round(elapsedMs);
  if (satisfied && !doubt) {
    return { outcome: 'passed', ...(note ? { message: note } : {}), durationMs, tries, mismatches: [] };
  }
  const mismatches = satisfied && doubt ? [doubt] : (last?.mismatches ?? []);
  const message = `${formatMismatches(mismatches)} (${describeTries(tries)} in ${seconds(durationMs)})`;
  return { outcome: 'failed', message, durationMs, tries, mismatches };
}

type PlainMismatch = { path: string; expected: string; observed: string };

/** What speaks against rows that expect an absence: nothing shows that the configuration is served at all. */
async function findDoubt(
  control: PlacedControl,
  outcome: WaitOutcome<Exchanged> | undefined,
): Promise<PlainMismatch | undefined> {
  if (!outcome || outcome.satisfied) return undefined;
  // A listener that has become unusable meanwhile may have been meant to; then nothing can be served there.
  if (!(await control.isStillHealthy())) return undefined;
  return {
    path: `control route ${control.line}`,
    expected: 'to be served, so that the absence of another answer means something',
    observed: outcome.last?.mismatches[0]?.observed ?? 'nothing',
  };
}

async function placeControl(
  context: StepContext,
  gateway: Parameters<typeof placeControlRoute>[1],
  rows: readonly Pick<HttpRow, 'send' | 'expect'>[],
  target: TrafficTarget,
): Promise<PlacedControl | undefined> {
  const entries = rows.map(({ send }): Entry => findEntry(send, target));
  const [first] = entries;
  return first && placeControlRoute(context, gateway, first);
}

function describeProof(control: PlacedControl | undefined): string | undefined {
  if (!control) return 'no control route fits the Gateway; confirmed for a longer time instead';
  if (!control.instead) return undefined;
  return `proven live by a control route on ${control.instead}, and confirmed for a longer time`;
}

function widen(settle: TimePolicy): TimePolicy {
  return { ...settle, timeoutMs: settle.timeoutMs * UNPROVEN_WINDOW };
}

export function describeTries(tries: number): string {
  return tries === 1 ? '1 try' : `${tries} tries`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

import { storageName } from '../kube/key.ts';
import type { HttpExchange, ResolvedHttpRequest } from '../protocols/http/types.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import { Mismatch } from '../scenario/errors.ts';
import type { ObjectKey } from '../scenario/kubernetes.ts';
import type { HttpRequest, Level, TrafficTarget } from '../scenario/steps.ts';
import type { Probe } from '../wait/eventually.ts';
import { eventuallyAll } from '../wait/eventually-all.ts';
import { settleAll } from '../wait/together.ts';
import type { TimePolicy } from '../wait/types.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { type PlacedControl, placeControlRoute } from './control/place.ts';
import { type Exchanged, sendOnce } from './exchange.ts';
import { createGiveUp } from './give-up.ts';
import { describeProof, failRow, findDoubt, judgeRow } from './judge.ts';
import { resolveRef } from './refs.ts';
import { type Entry, findEntry, gatewayOf, resolveRequest } from './requests.ts';

/** A request that is tried until its answer holds. */
export interface TrafficRow {
  send: HttpRequest;
  target: TrafficTarget;
  /** A row of level `spec` that is given up leaves the others waiting. */
  level?: Level;
  /** It can hold only once the scenario's own configuration is served. */
  provesLive: boolean;
  /** False where a connection that is refused may be what is expected. */
  wantsAnswer: boolean;
  /** @throws HarnessError where the expectation names a backend that the scenario does not have */
  match(exchange: HttpExchange, request: ResolvedHttpRequest): readonly FieldMismatch[];
}

/** A window this many times as long stands in for a control route that could not be where it should. */
const UNPROVEN_WINDOW = 3;

/** The rows that go to one Gateway, and what shows that its configuration is live. */
interface Side {
  gateway: ObjectKey;
  address?: string;
  /** Why nothing can be sent to it. */
  unreachable?: Mismatch;
  needsControl: boolean;
  control?: PlacedControl;
}

/** Tries rows together until all hold and have held for the settle window. They may go to several Gateways. */
export async function runTraffic(context: StepContext, rows: readonly TrafficRow[]): Promise<RowOutcome[]> {
  const { clock, policies, signal, state } = context;
  const startedAt = clock.date().toISOString();
  const sides = new Map<string, Side>();
  const exchanges: HttpExchange[][] = rows.map(() => []);
  try {
    const owners = await findSides(context, rows, sides);
    const tried = rows.flatMap((row, index) => {
      const address = owners[index]?.address;
      if (address === undefined) return [];
      const remote = { address, port: findEntry(row.send, row.target).port };
      const probe = createProbe(context, row, remote, exchanges[index]);
      return [{ row, index, probe, remote: row.wantsAnswer ? remote : undefined }];
    });
    const controlled = [...sides.values()].flatMap(({ control }) => control ?? []);
    const probes = [...tried.map(({ probe }) => probe), ...controlled.map(({ probe }) => probe)];
    const remotes = [...tried.map(({ remote }) => remote), ...controlled.map(({ remote }) => remote)];
    const destinations = tried.flatMap(({ row, index }) => {
      const gateway = owners[index]?.gateway;
      return gateway ? [{ gateway, entry: findEntry(row.send, row.target), level: row.level }] : [];
    });
    const outcomes = await eventuallyAll(
      policies.traffic,
      chooseWindow(sides, policies.settle),
      probes,
      { clock, signal },
      {
        giveUp: createGiveUp(context, destinations),
        async arrive(index, during) {
          const { timeoutMs } = policies.request;
          if (remotes[index]) await context.client.reach(remotes[index], { timeoutMs, signal: during });
        },
      },
    );
    const doubts = new Map(
      await Promise.all(
        controlled.map(
          async (control, index) => [control, await findDoubt(control, outcomes[tried.length + index])] as const,
        ),
      ),
    );
    if (outcomes.every(({ satisfied }) => satisfied)) state.changed = false;
    return rows.map((row, index) => {
      const side = owners[index];
      const common = { startedAt, exchanges: exchanges[index] ?? [] };
      const outcome = outcomes[tried.findIndex((one) => one.index === index)];
      if (!side || side.unreachable || !outcome) return { ...failRow(side?.unreachable), ...common };
      const doubt = side.control && !row.provesLive ? doubts.get(side.control) : undefined;
      const note = side.needsControl ? describeProof(side.control) : undefined;
      return { ...judgeRow(outcome, doubt, note), ...common };
    });
  } finally {
    // A controller may go through all that it has for each route that goes: the last ones go with their namespace.
    if (!state.isLast) await Promise.all([...sides.values()].map(({ control }) => control?.remove()));
  }
}

/** The side of each row; `sides` gets each as soon as it is there, so that its control route is removed in any case. */
async function findSides(
  context: StepContext,
  rows: readonly TrafficRow[],
  sides: Map<string, Side>,
): Promise<readonly (Side | undefined)[]> {
  const keys = rows.map(({ target }) => resolveRef(gatewayOf(target), context.env, context.resources));
  const prepared = keys.map(async (gateway, index) => {
    const name = storageName(gateway);
    const first = rows[index];
    if (sides.has(name) || !first) return;
    const own = rows.filter((_, other) => keys[other] && storageName(keys[other]) === name);
    const needsControl = context.state.changed || !own.some(({ provesLive }) => provesLive);
    const side: Side = { gateway, needsControl };
    sides.set(name, side);
    await prepareSide(context, side, findEntry(first.send, first.target));
  });
  // All are awaited, so that none makes a control route after the others were removed.
  await settleAll(prepared);
  return keys.map((key) => sides.get(storageName(key)));
}

async function prepareSide(context: StepContext, side: Side, entry: Entry): Promise<void> {
  try {
    side.address = await context.findAddress(side.gateway, context.signal);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    side.unreachable = error;
    return;
  }
  if (side.needsControl) side.control = await placeControlRoute(context, side.gateway, entry);
}

function createProbe(
  context: StepContext,
  { send, match }: TrafficRow,
  remote: { address: string; port: number },
  kept: HttpExchange[] = [],
): Probe<Exchanged> {
  const request = resolveRequest(send, context.env);
  return async (_attempt, signal) => {
    const exchange = await sendOnce(context, remote, request, signal);
    kept.push(exchange);
    return { exchange, mismatches: match(exchange, request) };
  };
}

function chooseWindow(sides: ReadonlyMap<string, Side>, settle: TimePolicy): TimePolicy {
  const isUnproven = ({ needsControl, control, unreachable }: Side): boolean =>
    needsControl && !unreachable && (!control || control.instead !== undefined);
  if (![...sides.values()].some(isUnproven)) return settle;
  return { ...settle, timeoutMs: settle.timeoutMs * UNPROVEN_WINDOW };
}

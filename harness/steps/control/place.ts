import { keyOf } from '../../kube/key.ts';
import type { ObjectKey } from '../../scenario/kubernetes.ts';
import type { Probe } from '../../wait/eventually.ts';
import type { StepContext } from '../context.ts';
import { type Exchanged, sendOnce } from '../exchange.ts';
import type { Entry } from '../requests.ts';
import { type Choice, chooseControlRoute, isStillHealthy } from './choose.ts';

/** Path of the mismatch of a control route that is not served. */
export const CONTROL_PATH = 'control route';

/** A control route in place: what serves it knows every object that was applied before it. */
export interface PlacedControl {
  probe: Probe<Exchanged>;
  remote: { address: string; port: number };
  /** What carries it instead, where the listener under test cannot. */
  instead?: string;
  /** `GET http://host/path`, for messages. */
  line: string;
  isStillHealthy(): Promise<boolean>;
  remove(): Promise<void>;
}

/**
 * Rows that expect an absence (404, a refused connection) hold before anything is programmed too. A control route is
 * applied after the scenario's objects, on the same Gateway, and must be served before such rows count.
 */
export async function placeControlRoute(
  context: StepContext,
  target: ObjectKey,
  entry: Entry,
): Promise<PlacedControl | undefined> {
  context.state.controlRoutes += 1;
  const word = `${context.env.name(`control-${context.state.controlRoutes}`)}`;
  const choice = await chooseControlRoute(context, target, entry, word);
  if (!choice) return undefined;
  const { control } = choice;
  for (const object of control.objects) await context.create(object);
  const route = await context.create(control.route);
  const address = await context.findAddress(choice.gateway, context.signal);
  const remote = { address, port: control.entry.port };
  return {
    probe: async (_attempt, signal) => probeControl(context, choice, remote, signal),
    remote,
    ...(choice.instead === undefined ? {} : { instead: choice.instead }),
    line: `${control.request.method} ${control.request.scheme}://${control.request.host}${control.request.path}`,
    isStillHealthy: () => isStillHealthy(context, choice),
    // The route would count in the Gateway's attachedRoutes.
    remove: async () => void (await context.api.delete(keyOf(route))),
  };
}

async function probeControl(
  context: StepContext,
  { control }: Choice,
  remote: { address: string; port: number },
  signal: AbortSignal,
): Promise<Exchanged> {
  const exchange = await sendOnce(context, remote, control.request, signal);
  const { response, error, echo } = exchange;
  if (response?.status === 200 && echo?.path === control.request.path) return { exchange, mismatches: [] };
  const observed = response ? `an answer with ${response.status}` : (error?.message ?? 'nothing');
  return { exchange, mismatches: [{ path: CONTROL_PATH, expected: '200 by a backend', observed }] };
}

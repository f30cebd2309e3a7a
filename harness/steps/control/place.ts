import { keyOf } from '../../kube/key.ts';
import type { Entry } from '../../protocols/types.ts';
import type { ObjectKey } from '../../scenario/kubernetes.ts';
import type { Probe } from '../../wait/eventually.ts';
import type { Location, Placing } from '../context.ts';
import { sendOnce } from '../traffic/exchange.ts';
import { locate } from '../traffic/target.ts';
import type { Exchanged } from '../traffic/types.ts';
import { chooseControlRoute, isStillHealthy } from './choose.ts';
import { chooseControlIngress } from './ingress.ts';

/** Path of the mismatch of a control route that is not served. */
export const CONTROL_PATH = 'control route';

/** A control route in place: what serves it knows every object that was applied before it. */
export interface PlacedControl {
  probe: Probe<Exchanged>;
  location: Location;
  port: number;
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
  context: Placing,
  target: ObjectKey,
  entry: Entry,
): Promise<PlacedControl | undefined> {
  const word = context.nextControlName();
  const choice =
    chooseControlIngress(context, target, entry, word) ?? (await chooseControlRoute(context, target, entry, word));
  if (!choice) return undefined;
  const { control, parent, instead } = choice;
  const { proof, request, line } = control;
  for (const object of control.objects) await context.create(object);
  const route = await context.create(control.route);
  const location = await locate({ name: '', parent }, context);
  const { port } = control.entry;
  return {
    async probe(_attempt, signal) {
      const exchange = await sendOnce(context, { protocol: proof.protocol, location, port, request }, signal);
      const observed = proof.findLack(exchange);
      if (observed === undefined) return { exchange, mismatches: [] };
      return { exchange, mismatches: [{ path: CONTROL_PATH, expected: '200 by a backend', observed }] };
    },
    location,
    port,
    ...(instead === undefined ? {} : { instead }),
    line,
    isStillHealthy: () => isStillHealthy(context, choice),
    // The route would count in the Gateway's attachedRoutes.
    remove: async () => void (await context.api.delete(keyOf(route))),
  };
}

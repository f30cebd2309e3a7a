import { kinds, newObject } from '../../kinds/index.ts';
import { keyOf } from '../../kube/key.ts';
import { httpControl } from '../../protocols/http/control.ts';
import type { InsideDestination, Placing } from '../context.ts';
import { sendOnce } from '../traffic/exchange.ts';
import { CONTROL_PATH, type PlacedControl } from './place.ts';

const PORT = 80;

/**
 * A Service of our own with a route in the mesh, asked from the pod that the rows are sent from: whoever serves it knows what
 * was applied before.
 */
export async function placeMeshControl(context: Placing, { from }: InsideDestination): Promise<PlacedControl> {
  const { env, servicePort } = context;
  const { namespace } = env;
  const word = context.nextControlName();
  const host = `${word}.${namespace}`;
  const backend = context.findService(namespace);
  for (const object of backend.objects) await context.create(object);
  // No pod is behind it, so that nothing but the route can answer.
  const ports = [{ name: 'http', port: PORT, appProtocol: 'http' }];
  const service = await context.create(newObject(kinds.Service, { name: word, namespace }, { spec: { ports } }));
  const composed = httpControl.compose({
    parentRef: { group: '', kind: kinds.Service.kind, name: word, port: PORT },
    namespace,
    word,
    host,
    tls: false,
    service: { name: backend.name, port: servicePort },
  });
  const route = await context.create(composed.route);
  const location = await context.findInside({ from, host, port: PORT });
  const { request, line } = composed;
  return {
    async probe(_attempt, signal) {
      const exchange = await sendOnce(
        context,
        { protocol: httpControl.protocol, location, port: PORT, request },
        signal,
      );
      const observed = httpControl.findLack(exchange);
      if (observed === undefined) return { exchange, mismatches: [] };
      return { exchange, mismatches: [{ path: CONTROL_PATH, expected: '200 by a backend', observed }] };
    },
    location,
    port: PORT,
    line,
    isStillHealthy: async () => true,
    async remove() {
      await context.api.delete(keyOf(route));
      await context.api.delete(keyOf(service));
    },
  };
}

import { absent, apply, http, patch, remove } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  arrives,
  attached,
  CONTAINER_PORTS,
  exactPath,
  httpRoute,
  proves,
  type ServicePort,
  scenario,
  service,
} from '../../kit/index.ts';

/**
 * The lowest and the highest port, and those around what is left of 16 bits with a sign. None that is usual for TLS: where no
 * appProtocol says what a port speaks, that may be inferred.
 */
const PORTS = [1, 32_767, 32_768, 65_535];
/** Nobody listens there. */
const DEAD = 9;

const dead = { name: 'dead', port: 80, targetPort: DEAD };
const live = (port: number, name = `port-${port}`) => ({ name, port, targetPort: CONTAINER_PORTS.http.number });

/** A Service of these ports for the pod of v1. A pod of its own has its name as its label. */
function ports(env: ScenarioEnv, list: readonly ServicePort[]): KubeObject {
  const selector = { app: env.backend('v1').name };
  return service({ name: env.name('ports'), namespace: env.namespace, selector, ports: list });
}

export default scenario({
  id: 'SpecHTTPRoutePorts',
  title: 'A backend is reached by every port that a Service may have, beside others of it, and as they change',
  requirements: ['httproute.backends.service-port', 'route.backendref.weight-zero'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: { own: true } },
  resources: (env) => [
    ports(env, [dead, ...PORTS.map((port) => live(port))]),
    httpRoute(env, 'by-port', {
      rules: [
        // Whoever takes the first port that a route names for all of them leads every request to nobody.
        { matches: [exactPath('/dead')], backendRefs: [{ name: env.name('ports'), port: 80 }] },
        ...PORTS.map((port) => ({
          matches: [exactPath(`/${port}`)],
          backendRefs: [{ name: env.name('ports'), port }],
        })),
        {
          matches: [exactPath('/beside')],
          backendRefs: [
            { name: env.name('ports'), port: 80, weight: 0 },
            { name: env.name('ports'), port: 65_535, weight: 1 },
          ],
        },
      ],
    }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/by-port'),
    http([
      ...proves('httproute.backends.service-port', arrives('port 1', { path: '/1' }, 'v1')),
      ...PORTS.slice(1).flatMap((port) =>
        proves('httproute.backends.service-port', arrives(`port ${port}`, { path: `/${port}` }, 'v1')),
      ),
      ...proves(
        'route.backendref.weight-zero',
        arrives('the second of two ports of one Service, the first of which has weight 0', { path: '/beside' }, 'v1'),
      ),
    ]),
    patch('the Service gets a port, and its first leads to the pod', 'Service/ports', {
      spec: { ports: [live(80, 'dead'), live(2), ...PORTS.map((port) => live(port))] },
    }),
    patch('the route names other ports', 'HTTPRoute/by-port', {
      spec: {
        rules: [2, 80].map((port) => ({
          matches: [exactPath(`/${port}`)],
          backendRefs: [{ name: env.name('ports'), port }],
        })),
      },
    }),
    ...attached('HTTPRoute/by-port'),
    http([
      ...proves(
        'httproute.backends.service-port',
        arrives('a port that came', { path: '/2' }, 'v1'),
        arrives('a port that leads to the pod now', { path: '/80' }, 'v1'),
      ),
    ]),
    remove('the Service goes', 'Service/ports'),
    ...proves('httproute.backends.service-port', absent('Service/ports')),
    apply('one of its name comes, with a port that the first had not', [ports(env, [live(2)])]),
    http([...proves('httproute.backends.service-port', arrives('the port of the new one', { path: '/2' }, 'v1'))]),
  ],
});

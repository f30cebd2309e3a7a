import { http, scenario, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  arrives,
  ECHO_PORT,
  ECHO_PORT_NAME,
  echoPod,
  endpointSlices,
  exactPath,
  httpRoute,
  ROUTE_ATTACHED,
  service,
} from '../../kit/index.ts';

const PORT = 8080;
const PORT_NAME = 'web';

/** Services with hand-written endpoints, which lead to the shared backend. */
const MANUAL = { manual: { headless: false }, 'manual-headless': { headless: true } };

/** Services that select the scenario's own pod; the first is the backend's own. */
const SELECTING = {
  own: { headless: false, targetPort: ECHO_PORT },
  'named-port': { headless: false, targetPort: ECHO_PORT_NAME },
  headless: { headless: true, targetPort: ECHO_PORT },
  'headless-named-port': { headless: true, targetPort: ECHO_PORT_NAME },
};

function manualService(env: ScenarioEnv, label: string, headless: boolean): KubeObject[] {
  const identity = { name: env.name(label), namespace: env.namespace };
  const addresses = env.backends.shared?.addresses ?? [];
  return [
    service({ ...identity, headless, ports: [{ name: PORT_NAME, port: PORT, targetPort: ECHO_PORT }] }),
    ...endpointSlices({ service: identity, addresses, ports: [{ name: PORT_NAME, port: ECHO_PORT }] }),
  ];
}

export default scenario({
  id: 'HTTPRouteServiceTypes',
  title:
    'A backend is reached whether its endpoints are written by hand or selected, with a cluster address or without',
  requirements: ['httproute.backends.service', 'route.status.resolved-refs'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.4',
  backends: { shared: {}, own: { own: true } },
  resources: (env) => {
    const app = env.name('own');
    return [
      echoPod({ name: app, namespace: env.namespace, image: env.echoImage, app }),
      ...Object.entries(MANUAL).flatMap(([label, { headless }]) => manualService(env, label, headless)),
      ...Object.entries(SELECTING).map(([label, { headless, targetPort }]) =>
        service({
          name: env.name(label),
          namespace: env.namespace,
          headless,
          selector: { app },
          ports: [{ name: PORT_NAME, port: PORT, targetPort }],
        }),
      ),
      httpRoute(env, 'by-service-type', {
        rules: [...Object.keys(MANUAL), ...Object.keys(SELECTING)].map((label) => ({
          matches: [exactPath(`/${label}`)],
          backendRefs: [{ name: env.name(label), port: PORT }],
        })),
      }),
    ];
  },
  steps: [
    status('HTTPRoute/by-service-type', { conditions: ROUTE_ATTACHED }),
    http([
      arrives('endpoints by hand', { path: '/manual' }, 'shared'),
      arrives('endpoints by hand, headless', { path: '/manual-headless' }, 'shared'),
      arrives('selected pod', { path: '/own' }, 'own'),
      arrives('selected pod, named port', { path: '/named-port' }, 'own'),
      arrives('selected pod, headless', { path: '/headless' }, 'own'),
      arrives('selected pod, headless, named port', { path: '/headless-named-port' }, 'own'),
    ]),
  ],
});

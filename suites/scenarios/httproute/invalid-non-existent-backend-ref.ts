import { apply, http, scenario, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  ECHO_PORT,
  endpointSlices,
  exactPath,
  httpRoute,
  ROUTE_ATTACHED,
  ruleTo,
  service,
  unresolved,
} from '../../kit/index.ts';

const PORT = 8080;

export default scenario({
  id: 'HTTPRouteInvalidNonExistentBackendRef',
  title: 'A backend that does not exist does not resolve, and its rule answers 500 until the backend comes to be',
  requirements: [
    'httproute.backends.not-found',
    'httproute.backends.all-invalid-500',
    'route.status.accepted',
    'route.status.resolved-refs',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'only-missing', {
      hostnames: [env.host('only-missing')],
      rules: [{ backendRefs: [{ name: env.name('never'), namespace: env.namespace, port: PORT }] }],
    }),
    httpRoute(env, 'also-missing', {
      rules: [
        { matches: [exactPath('/late')], backendRefs: [{ name: env.name('late'), port: PORT }] },
        ruleTo(env, 'v1', exactPath('/present')),
      ],
    }),
  ],
  steps: (env) => {
    const late = { name: env.name('late'), namespace: env.namespace };
    const addresses = env.backends.v1?.addresses ?? [];
    const toPresent = arrives('another rule of the same route', { path: '/present' }, 'v1');
    return [
      status('HTTPRoute/only-missing', { conditions: unresolved('BackendNotFound') }),
      status('HTTPRoute/also-missing', { conditions: unresolved('BackendNotFound') }),
      http([
        answers('the only backend', { host: env.host('only-missing') }, 500),
        answers('the backend of one rule', { path: '/late' }, 500),
        toPresent,
      ]),
      apply('the missing Service is made', [
        service({ ...late, ports: [{ name: 'http', port: PORT, targetPort: ECHO_PORT }] }),
        ...endpointSlices({ service: late, addresses, ports: [{ name: 'http', port: ECHO_PORT }] }),
      ]),
      status('HTTPRoute/also-missing', { conditions: ROUTE_ATTACHED }),
      http([arrives('the backend that came to be', { path: '/late' }, 'v1'), toPresent]),
    ];
  },
});

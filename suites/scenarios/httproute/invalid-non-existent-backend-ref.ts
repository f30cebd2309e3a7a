import { apply, http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  exactPath,
  httpRoute,
  proves,
  ruleTo,
  scenario,
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
  backends: { v1: {}, late: { late: 'service', podOf: 'v1' } },
  resources: (env) => [
    httpRoute(env, 'only-missing', {
      hostnames: [env.host('only-missing')],
      rules: [{ backendRefs: [{ name: env.name('never'), namespace: env.namespace, port: PORT }] }],
    }),
    httpRoute(env, 'also-missing', {
      rules: [ruleTo(env, 'late', exactPath('/late')), ruleTo(env, 'v1', exactPath('/present'))],
    }),
  ],
  steps: (env) => {
    const toPresent = proves(
      'httproute.backends.all-invalid-500',
      arrives('another rule of the same route', { path: '/present' }, 'v1'),
    );
    return [
      ...proves(
        ['httproute.backends.not-found', 'route.status.accepted', 'route.status.resolved-refs'],
        status('HTTPRoute/only-missing', { conditions: unresolved('BackendNotFound') }),
        status('HTTPRoute/also-missing', { conditions: unresolved('BackendNotFound') }),
      ),
      http([
        ...proves(
          'httproute.backends.all-invalid-500',
          answers('the only backend', { host: env.host('only-missing') }, 500),
          answers('the backend of one rule', { path: '/late' }, 500),
        ),
        ...toPresent,
      ]),
      apply('the missing Service is made', [], ['late']),
      ...attached('HTTPRoute/also-missing'),
      http([
        ...proves('httproute.backends.not-found', arrives('the backend that came to be', { path: '/late' }, 'late')),
        ...toPresent,
      ]),
    ];
  },
});

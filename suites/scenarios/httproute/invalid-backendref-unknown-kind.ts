import { http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  backendRef,
  exactPath,
  httpRoute,
  proves,
  ruleTo,
  scenario,
  unresolved,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteInvalidBackendRefUnknownKind',
  title: 'A backend of an unknown kind does not resolve, and its rule answers 500',
  requirements: [
    'httproute.backends.invalid-kind',
    'reference.unknown-kind.backend',
    'httproute.backends.all-invalid-500',
    'route.status.accepted',
    'route.status.resolved-refs',
    'route.status.observed-generation',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'only-unknown', {
      hostnames: [env.host('only-unknown')],
      rules: [{ backendRefs: [backendRef(env, 'v1', { group: 'example.net', kind: 'Aviary' })] }],
    }),
    httpRoute(env, 'also-unknown', {
      rules: [
        // The name is that of a Service, so only the group tells that it is none.
        {
          matches: [exactPath('/foreign-group')],
          backendRefs: [backendRef(env, 'v1', { group: 'example.net', kind: 'Service' })],
        },
        ruleTo(env, 'v1', exactPath('/service')),
      ],
    }),
  ],
  steps: (env) => [
    ...proves(
      [
        'httproute.backends.invalid-kind',
        'reference.unknown-kind.backend',
        'route.status.accepted',
        'route.status.resolved-refs',
        'route.status.observed-generation',
      ],
      status('HTTPRoute/only-unknown', { conditions: unresolved('InvalidKind') }),
      status('HTTPRoute/also-unknown', { conditions: unresolved('InvalidKind') }),
    ),
    http([
      ...proves(
        'httproute.backends.all-invalid-500',
        answers('unknown kind', { host: env.host('only-unknown'), path: '/any' }, 500),
        answers('known kind of an unknown group', { path: '/foreign-group' }, 500),
        arrives('another rule of the same route', { path: '/service' }, 'v1'),
      ),
    ]),
  ],
});

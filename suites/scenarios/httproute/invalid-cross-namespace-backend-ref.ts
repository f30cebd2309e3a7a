import { http, status } from '../../../harness/scenario/define.ts';
import { answers, arrives, exactPath, httpRoute, proves, ruleTo, scenario, unresolved } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteInvalidCrossNamespaceBackendRef',
  title: 'A backend in another namespace is out of reach without a grant',
  requirements: [
    'referencegrant.required',
    'httproute.backends.ref-not-permitted',
    'httproute.backends.all-invalid-500',
    'route.status.accepted',
    'route.status.resolved-refs',
  ],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.0',
  namespaces: { target: {} },
  backends: { near: {}, far: { namespace: 'target' } },
  resources: (env) => [
    httpRoute(env, 'only-far', { hostnames: [env.host('only-far')], rules: [ruleTo(env, 'far')] }),
    httpRoute(env, 'also-far', {
      rules: [ruleTo(env, 'far', exactPath('/far')), ruleTo(env, 'near', exactPath('/near'))],
    }),
  ],
  steps: (env) => [
    ...proves(
      ['httproute.backends.ref-not-permitted', 'route.status.accepted', 'route.status.resolved-refs'],
      status('HTTPRoute/only-far', { conditions: unresolved('RefNotPermitted') }),
      status('HTTPRoute/also-far', { conditions: unresolved('RefNotPermitted') }),
    ),
    http([
      ...proves(
        ['referencegrant.required', 'httproute.backends.all-invalid-500'],
        answers('the only backend', { host: env.host('only-far') }, 500),
        answers('the backend of one rule', { path: '/far' }, 500),
      ),
      ...proves(
        'httproute.backends.all-invalid-500',
        arrives('another rule of the same route', { path: '/near' }, 'near'),
      ),
    ]),
  ],
});

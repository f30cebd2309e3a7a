import { apply, http, remove, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  backendRef,
  type Citations,
  citing,
  exactPath,
  fromKind,
  httpRoute,
  ROUTE_ATTACHED,
  referenceGrant,
  ruleTo,
  scenario,
  toBackend,
  unresolved,
} from '../../kit/index.ts';

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.resolved-refs'],
  unresolved: ['httproute.backends.not-found', 'route.status.resolved-refs'],
  served: ['httproute.backends.service', 'httproute.backends.endpoints'],
  failing: ['httproute.backends.all-invalid-500', 'httproute.backends.not-found'],
};

export default scenario({
  id: 'SpecHTTPRouteServiceNamesakes',
  title: 'Of Services of one name in two namespaces each leads to its own endpoints, whatever becomes of the other',
  requirements: [
    'httproute.backends.service',
    'httproute.backends.endpoints',
    'httproute.backends.not-found',
    'httproute.backends.all-invalid-500',
    'route.status.resolved-refs',
  ],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.0',
  level: 'spec',
  namespaces: { far: {} },
  backends: { near: {}, far: { namespace: 'far', namesakeOf: 'near', late: 'service' } },
  resources: (env) => [
    httpRoute(env, 'to-near', { rules: [ruleTo(env, 'near', exactPath('/near'))] }),
    // Of one route, so that what is kept by route and name alone is mixed up.
    httpRoute(env, 'to-both', {
      hostnames: [env.host('both')],
      rules: [
        ruleTo(env, 'near', exactPath('/near')),
        { matches: [exactPath('/far')], backendRefs: [backendRef(env, 'far')] },
      ],
    }),
    referenceGrant(env, 'grant', {
      namespace: 'far',
      from: [fromKind(env, 'HTTPRoute')],
      to: [toBackend(env, 'far')],
    }),
  ],
  steps: (env) => {
    const near = (when: string) => [
      arrives(`${when}: the Service of the route’s namespace`, { path: '/near' }, 'near'),
      arrives(`${when}: the same beside its namesake`, { host: env.host('both'), path: '/near' }, 'near'),
    ];
    const far = { host: env.host('both'), path: '/far' };
    const there = [
      status('HTTPRoute/to-near', { conditions: ROUTE_ATTACHED }),
      status('HTTPRoute/to-both', { conditions: ROUTE_ATTACHED }),
    ];
    const gone = [
      status('HTTPRoute/to-near', { conditions: ROUTE_ATTACHED }),
      status('HTTPRoute/to-both', { conditions: unresolved('BackendNotFound') }),
    ];
    return citing(SHOWN, [
      ...gone,
      http([answers('before it is there: the far Service', far, 500), ...near('before the far one is there')]),
      apply('the far Service comes', [], ['far']),
      ...there,
      http([arrives('both are there: the far Service', far, 'far'), ...near('both are there')]),
      remove('the far Service goes', 'Service/far/near'),
      ...gone,
      http([answers('after it went: the far Service', far, 500), ...near('after the far one went')]),
      apply('the far Service comes anew', [], ['far']),
      ...there,
      http([arrives('it is there anew: the far Service', far, 'far'), ...near('the far one is there anew')]),
    ]);
  },
});

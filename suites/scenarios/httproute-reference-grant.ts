import { http, remove, scenario, status } from '../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  exactPath,
  fromKind,
  httpRoute,
  ROUTE_ATTACHED,
  referenceGrant,
  ruleTo,
  toKind,
  unresolved,
} from '../base/index.ts';

export default scenario({
  id: 'HTTPRouteReferenceGrant',
  title: 'A grant lets a route reach a backend in another namespace, for as long as the grant exists',
  requirements: [
    'referencegrant.required',
    'referencegrant.revocation',
    'referencegrant.entries-or',
    'referencegrant.from',
    'referencegrant.to',
    'httproute.backends.ref-not-permitted',
    'httproute.backends.all-invalid-500',
    'route.status.resolved-refs',
  ],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.0',
  namespaces: { target: {}, bystander: {} },
  backends: { named: { namespace: 'target' }, other: { namespace: 'target' }, local: {} },
  resources: (env) => [
    referenceGrant(env, 'one-service', {
      namespace: 'target',
      // Two entries each, so that both lists are read to their end.
      from: [fromKind(env, 'HTTPRoute', 'bystander'), fromKind(env, 'HTTPRoute')],
      to: [toKind('Service', env.name('nothing')), toKind('Service', env.backends.named?.name)],
    }),
    referenceGrant(env, 'all-services', {
      namespace: 'target',
      from: [fromKind(env, 'HTTPRoute')],
      to: [toKind('Service')],
    }),
    httpRoute(env, 'crossing', {
      rules: [
        ruleTo(env, 'named', exactPath('/named')),
        ruleTo(env, 'other', exactPath('/other')),
        ruleTo(env, 'local', exactPath('/local')),
      ],
    }),
  ],
  steps: () => {
    const named = { path: '/named' };
    const other = { path: '/other' };
    const local = arrives('own namespace needs no grant', { path: '/local' }, 'local');
    return [
      status('HTTPRoute/crossing', { conditions: ROUTE_ATTACHED }),
      http([
        arrives('covered by name and by kind', named, 'named'),
        arrives('covered by kind only', other, 'other'),
        local,
      ]),
      remove('the grant for all Services goes', 'ReferenceGrant/target/all-services'),
      status('HTTPRoute/crossing', { conditions: unresolved('RefNotPermitted') }),
      http([arrives('still covered by name', named, 'named'), answers('no longer covered', other, 500), local]),
      remove('the grant for one Service goes', 'ReferenceGrant/target/one-service'),
      status('HTTPRoute/crossing', { conditions: unresolved('RefNotPermitted') }),
      http([answers('named Service is out of reach', named, 500), answers('the other one too', other, 500), local]),
    ];
  },
});

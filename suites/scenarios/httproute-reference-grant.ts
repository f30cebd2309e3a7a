import { http, remove, scenario, status } from '../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  certificateRef,
  exactPath,
  FROM_SAME,
  fromKind,
  gateway,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  ROUTE_ATTACHED,
  referenceGrant,
  ruleTo,
  tlsSecret,
  toKind,
  unresolved,
} from '../base/index.ts';

const TRUSTED = { gateway: 'Gateway/trusted' } as const;

export default scenario({
  id: 'HTTPRouteReferenceGrant',
  title:
    'A grant lets a route reach a backend, and a listener a certificate, in another namespace, until it is removed',
  requirements: [
    'referencegrant.required',
    'referencegrant.revocation',
    'referencegrant.entries-or',
    'referencegrant.from',
    'referencegrant.to',
    'httproute.backends.ref-not-permitted',
    'httproute.backends.all-invalid-500',
    'route.status.resolved-refs',
    'listener.tls.ref-not-permitted',
  ],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.0',
  namespaces: { target: {}, bystander: {} },
  backends: { named: { namespace: 'target' }, other: { namespace: 'target' }, local: {} },
  resources: async (env) => [
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
    tlsSecret(env, 'pair', await env.certificate([env.hostname]), { namespace: 'target' }),
    referenceGrant(env, 'one-secret', {
      namespace: 'target',
      from: [fromKind(env, 'Gateway')],
      to: [toKind('Secret', env.name('pair'))],
    }),
    gateway(env, 'trusted', {
      listeners: [httpsListener('https', certificateRef(env, 'pair', 'target'), { allowedRoutes: FROM_SAME })],
    }),
    httpRoute(env, 'over-tls', { parents: [ownParent(env, 'trusted')], rules: [ruleTo(env, 'local')] }),
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
      status('HTTPRoute/over-tls', { conditions: ROUTE_ATTACHED }),
      status('Gateway/trusted', { listeners: { https: { conditions: LISTENER_SERVES } } }),
      http([
        arrives('covered by name and by kind', named, 'named'),
        arrives('covered by kind only', other, 'other'),
        local,
      ]),
      http([arrives('certificate of the other namespace', { scheme: 'https' }, 'local')], TRUSTED),
      remove('the grant for all Services goes', 'ReferenceGrant/target/all-services'),
      status('HTTPRoute/crossing', { conditions: unresolved('RefNotPermitted') }),
      http([arrives('still covered by name', named, 'named'), answers('no longer covered', other, 500), local]),
      http([arrives('the certificate is still granted', { scheme: 'https' }, 'local')], TRUSTED),
      remove('the grant for one Service goes', 'ReferenceGrant/target/one-service'),
      remove('the grant for the certificate goes', 'ReferenceGrant/target/one-secret'),
      status('HTTPRoute/crossing', { conditions: unresolved('RefNotPermitted') }),
      status('Gateway/trusted', {
        listeners: { https: { conditions: { ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' } } } },
      }),
      http([answers('named Service is out of reach', named, 500), answers('the other one too', other, 500), local]),
      http(
        [
          {
            name: 'certificate is out of reach',
            send: { scheme: 'https' },
            expect: { connection: 'unserved' },
          },
        ],
        TRUSTED,
      ),
    ];
  },
});

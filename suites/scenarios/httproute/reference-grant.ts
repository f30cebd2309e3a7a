import { http, remove, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  type CertificateRef,
  certificateRef,
  exactPath,
  FROM_SAME,
  fromKind,
  gateway,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  proves,
  referenceGrant,
  ruleTo,
  scenario,
  tlsSecret,
  toBackend,
  toKind,
  unresolved,
  unserved,
} from '../../kit/index.ts';

const TRUSTED = { gateway: 'Gateway/trusted' } as const;
const STILL_TRUSTED = { gateway: 'Gateway/still-trusted' } as const;

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
  namespaces: { target: {}, emptied: {}, bystander: {} },
  backends: {
    named: { namespace: 'target' },
    other: { namespace: 'target' },
    lone: { namespace: 'emptied' },
    local: {},
  },
  resources: async (env) => {
    const grantSecret = (label: string, secret: string) =>
      referenceGrant(env, label, {
        namespace: 'target',
        from: [fromKind(env, 'Gateway')],
        to: [toKind('Secret', env.name(secret))],
      });
    const listener = (label: string, certificate: CertificateRef) =>
      httpsListener(label, certificate, { hostname: env.host(label), allowedRoutes: FROM_SAME });
    return [
      referenceGrant(env, 'one-service', {
        namespace: 'target',
        // Two entries each, so that both lists are read to their end.
        from: [fromKind(env, 'HTTPRoute', 'bystander'), fromKind(env, 'HTTPRoute')],
        to: [toKind('Service', env.name('nothing')), toBackend(env, 'named')],
      }),
      referenceGrant(env, 'all-services', {
        namespace: 'target',
        from: [fromKind(env, 'HTTPRoute')],
        to: [toKind('Service')],
      }),
      referenceGrant(env, 'only-grant', {
        namespace: 'emptied',
        from: [fromKind(env, 'HTTPRoute')],
        to: [toBackend(env, 'lone')],
      }),
      tlsSecret(env, 'pair', await env.certificate([env.host('foreign')]), { namespace: 'target' }),
      tlsSecret(env, 'kept-pair', await env.certificate([env.host('kept')]), { namespace: 'target' }),
      tlsSecret(env, 'own-pair', await env.certificate([env.host('own')])),
      grantSecret('one-secret', 'pair'),
      grantSecret('kept-secret', 'kept-pair'),
      gateway(env, 'trusted', {
        listeners: [
          listener('foreign', certificateRef(env, 'pair', 'target')),
          // It may go on serving when the other one no longer does: then it shows on their port that the removal is known.
          listener('own', certificateRef(env, 'own-pair')),
        ],
      }),
      // Apart, since one bad listener may cost a Gateway its acceptance.
      gateway(env, 'still-trusted', { listeners: [listener('kept', certificateRef(env, 'kept-pair', 'target'))] }),
      httpRoute(env, 'over-tls', {
        parents: [ownParent(env, 'trusted'), ownParent(env, 'still-trusted')],
        hostnames: [],
        rules: [ruleTo(env, 'local')],
      }),
      httpRoute(env, 'crossing', {
        rules: [
          ruleTo(env, 'named', exactPath('/named')),
          ruleTo(env, 'other', exactPath('/other')),
          ruleTo(env, 'local', exactPath('/local')),
        ],
      }),
      httpRoute(env, 'stranded', { rules: [ruleTo(env, 'lone', exactPath('/lone'))] }),
    ];
  },
  steps: (env) => {
    const named = { path: '/named' };
    const other = { path: '/other' };
    const lone = { path: '/lone' };
    const overTls = (host: string) => ({ scheme: 'https', host: env.host(host) }) as const;
    const local = proves(
      'httproute.backends.service',
      arrives('own namespace needs no grant', { path: '/local' }, 'local'),
    );
    return [
      ...attached('HTTPRoute/crossing', 'HTTPRoute/stranded', 'HTTPRoute/over-tls'),
      ...proves(
        ['referencegrant.required', 'listener.tls.ref-not-permitted'],
        status('Gateway/trusted', {
          listeners: { foreign: { conditions: LISTENER_SERVES }, own: { conditions: LISTENER_SERVES } },
        }),
        status('Gateway/still-trusted', { listeners: { kept: { conditions: LISTENER_SERVES } } }),
      ),
      http([
        ...proves(
          ['referencegrant.entries-or', 'referencegrant.from', 'referencegrant.to'],
          arrives('covered by name and by kind', named, 'named'),
          arrives('covered by kind only', other, 'other'),
        ),
        ...proves(
          ['referencegrant.from', 'referencegrant.to'],
          arrives('covered by the only grant of its namespace', lone, 'lone'),
        ),
        ...local,
      ]),
      http(
        [
          ...proves(
            ['referencegrant.from', 'referencegrant.to'],
            arrives('certificate of the other namespace', overTls('foreign'), 'local'),
          ),
          ...proves(
            'gateway.listeners.core-combinations',
            arrives('certificate of the own namespace needs no grant', overTls('own'), 'local'),
          ),
        ],
        TRUSTED,
      ),
      http(
        [
          ...proves(
            ['referencegrant.from', 'referencegrant.to'],
            arrives('another certificate of that namespace', overTls('kept'), 'local'),
          ),
        ],
        STILL_TRUSTED,
      ),

      remove('the grant for all Services goes', 'ReferenceGrant/target/all-services'),
      remove('the only grant of a namespace goes', 'ReferenceGrant/emptied/only-grant'),
      remove('the grant for the certificate goes', 'ReferenceGrant/target/one-secret'),
      ...proves(
        ['referencegrant.revocation', 'httproute.backends.ref-not-permitted', 'route.status.resolved-refs'],
        status('HTTPRoute/crossing', { conditions: unresolved('RefNotPermitted') }),
        status('HTTPRoute/stranded', { conditions: unresolved('RefNotPermitted') }),
      ),
      ...proves(
        ['referencegrant.revocation', 'listener.tls.ref-not-permitted'],
        status('Gateway/trusted', {
          listeners: { foreign: { conditions: { ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' } } } },
        }),
      ),
      http([
        ...proves(['referencegrant.entries-or', 'referencegrant.to'], arrives('still covered by name', named, 'named')),
        ...proves(
          ['referencegrant.revocation', 'httproute.backends.all-invalid-500'],
          answers('no longer covered', other, 500),
          answers('named Service is out of reach', lone, 500),
        ),
        ...local,
      ]),
      ...proves(
        ['referencegrant.revocation', 'listener.tls.ref-not-permitted'],
        http([unserved('certificate is out of reach', overTls('foreign'))], TRUSTED),
      ),
      http(
        [
          ...proves(
            'referencegrant.revocation',
            arrives('the other certificate is still granted', overTls('kept'), 'local'),
          ),
        ],
        STILL_TRUSTED,
      ),
    ];
  },
});

import { custom, http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  attached,
  backendRef,
  certificateRef,
  FROM_ALL,
  FROM_SAME,
  gateway,
  httpListener,
  httpRoute,
  httpsListener,
  type Listener,
  listenerSet,
  proves,
  rejected,
  scenario,
  setParent,
  tlsSecret,
} from '../../kit/index.ts';

/** The listeners of the set: as they are first, and as they are later. */
function listeners(env: ScenarioEnv, when: 'first' | 'later'): Listener[] {
  return [
    httpListener('open', {
      hostname: env.host('open'),
      // A list that is empty says nothing of kinds.
      allowedRoutes: { ...(when === 'first' ? FROM_SAME : FROM_ALL), kinds: [] },
    }),
    httpsListener('secure', certificateRef(env, when), { hostname: env.host('secure'), allowedRoutes: FROM_ALL }),
  ];
}

export default scenario({
  id: 'SpecListenerSetFields',
  title: 'A listener of a ListenerSet takes the routes and shows the certificate that it names now',
  requirements: ['listenerset.changes-take-effect', 'listenerset.routes.namespaces', 'listener.tls.certificate'],
  features: ['Gateway', 'HTTPRoute', 'ListenerSet'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  namespaces: { far: {} },
  backends: { v1: { namespace: 'far' } },
  resources: async (env) => [
    // The first is for a name that nobody asks for.
    tlsSecret(env, 'first', await env.certificate([env.host('other')])),
    tlsSecret(env, 'later', await env.certificate([env.host('secure')])),
    gateway(env, 'front', {
      setsFrom: { from: 'Same' },
      listeners: [httpListener('own', { hostname: env.host('own') })],
    }),
    listenerSet(env, 'tardy', {
      gateway: 'front',
      listeners: [
        httpListener('before', { hostname: env.host('before'), allowedRoutes: FROM_ALL }),
        httpsListener('tardy', certificateRef(env, 'tardy'), { hostname: env.host('tardy'), allowedRoutes: FROM_ALL }),
      ],
    }),
    httpRoute(env, 'on-tardy', {
      namespace: 'far',
      parents: [setParent(env, 'tardy', { namespace: env.namespace, sectionName: 'tardy' })],
      hostnames: [],
      rules: [{ backendRefs: [backendRef(env, 'v1', { from: 'far' })] }],
    }),
    listenerSet(env, 'changing', { gateway: 'front', listeners: listeners(env, 'first') }),
    ...(['open', 'secure'] as const).map((sectionName) =>
      httpRoute(env, `on-${sectionName}`, {
        namespace: 'far',
        parents: [setParent(env, 'changing', { namespace: env.namespace, sectionName })],
        hostnames: [],
        rules: [{ backendRefs: [backendRef(env, 'v1', { from: 'far' })] }],
      }),
    ),
  ],
  steps: (env) => {
    const change = (when: 'first' | 'later') => ({ spec: { listeners: listeners(env, when) } });
    const front = { gateway: 'Gateway/front' } as const;
    const secure = { scheme: 'https', host: env.host('secure') } as const;
    const refused = [
      ...proves(
        'listenerset.routes.namespaces',
        status('HTTPRoute/far/on-open', { conditions: rejected('NotAllowedByListeners') }),
        http([answers('a route of another namespace, which is not allowed', { host: env.host('open') }, 404)], front),
      ),
    ];
    return [
      ...attached('HTTPRoute/far/on-secure'),
      ...refused,
      ...proves(
        'listener.tls.certificate',
        http([{ name: 'the certificate of another name', send: secure, expect: { connection: 'untrusted' } }], front),
      ),
      patch('its listeners change', 'ListenerSet/changing', change('later')),
      custom({
        name: 'the certificate of the last listener of another set comes',
        reason: 'certificates are made asynchronously',
        run: async (context) => {
          await context.apply([tlsSecret(env, 'tardy', await env.certificate([env.host('tardy')]))]);
        },
      }),
      ...attached('HTTPRoute/far/on-tardy'),
      ...attached('HTTPRoute/far/on-open', 'HTTPRoute/far/on-secure'),
      ...proves(
        'listenerset.changes-take-effect',
        http(
          [
            arrives('a route of another namespace, which is allowed now', { host: env.host('open') }, 'v1'),
            arrives('the certificate that is named now', secure, 'v1'),
            arrives('the certificate that came', { scheme: 'https', host: env.host('tardy') }, 'v1'),
          ],
          front,
        ),
      ),
      patch('its listeners are as before', 'ListenerSet/changing', change('first')),
      ...refused,
    ];
  },
});

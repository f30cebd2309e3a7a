import { http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  type AllowedRoutes,
  answers,
  arrives,
  attached,
  certificateRef,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  proves,
  ruleTo,
  scenario,
  tlsSecret,
  unserved,
} from '../../kit/index.ts';

const HTTP_ROUTES: AllowedRoutes = { namespaces: { from: 'All' }, kinds: [{ kind: 'HTTPRoute' }] };
const SERVING = { conditions: LISTENER_SERVES, supportedKinds: ['HTTPRoute'], attachedRoutes: 1 } as const;

/**
 * The listeners that a Gateway may have, all with a hostname, so that its one route attaches to each. The two Gateways
 * have hostnames of their own: an implementation may serve both on one address, where listeners must be distinct.
 */
function listenersOf(env: ScenarioEnv, label: 'growing' | 'shrinking') {
  const allowedRoutes = HTTP_ROUTES;
  const hosts = {
    secure: env.host(`${label}-secure`),
    plain: env.host(`${label}-plain`),
    other: env.host(`${label}-other`),
  };
  const secure = httpsListener('secure', certificateRef(env, 'pair'), { hostname: hosts.secure, allowedRoutes });
  const plain = httpListener('plain', { hostname: hosts.plain, allowedRoutes });
  const other = httpListener('other', { hostname: hosts.other, allowedRoutes });
  return { hosts, secure, plain, other };
}

export default scenario({
  id: 'GatewayModifyListeners',
  title: 'Listeners that are added to a Gateway serve, and those that are removed no longer do',
  requirements: [
    'gateway.spec.changes-take-effect',
    'gateway.status.observed-generation',
    'gateway.listeners.unmatched-rejected',
    'listener.status.supported-kinds',
    'listener.status.attached-routes',
    'listener.status.observed-generation',
    'listener.hostname.http',
  ],
  features: ['Gateway'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: async (env) => {
    const growing = listenersOf(env, 'growing');
    const { hosts, secure, plain, other } = listenersOf(env, 'shrinking');
    return [
      tlsSecret(env, 'pair', await env.certificate([growing.hosts.secure, hosts.secure])),
      gateway(env, 'growing', { listeners: [growing.secure] }),
      gateway(env, 'shrinking', { listeners: [secure, plain, other] }),
      ...['growing', 'shrinking'].map((label) =>
        httpRoute(env, `through-${label}`, {
          parents: [ownParent(env, label)],
          hostnames: [],
          rules: [ruleTo(env, 'v1')],
        }),
      ),
    ];
  },
  steps: (env) => {
    const grown = listenersOf(env, 'growing');
    const { hosts, plain } = listenersOf(env, 'shrinking');
    const growing = { gateway: 'Gateway/growing' } as const;
    const shrinking = { gateway: 'Gateway/shrinking' } as const;
    const reachesSecure = (host: string) => arrives('over TLS', { scheme: 'https', host }, 'v1');
    const toPlain = { host: hosts.plain };
    const toOther = { host: hosts.other };
    return [
      ...attached('HTTPRoute/through-growing'),
      ...proves(
        ['listener.status.supported-kinds', 'listener.status.attached-routes'],
        status('Gateway/growing', { conditions: GATEWAY_SERVES, listeners: { secure: SERVING } }),
      ),
      ...attached('HTTPRoute/through-shrinking'),
      ...proves(
        ['listener.status.supported-kinds', 'listener.status.attached-routes'],
        status('Gateway/shrinking', {
          conditions: GATEWAY_SERVES,
          listeners: { secure: SERVING, plain: SERVING, other: SERVING },
        }),
      ),
      http([...proves('gateway.listeners.core-combinations', reachesSecure(grown.hosts.secure))], growing),
      http([...proves('gateway.listeners.core-combinations', reachesSecure(hosts.secure))], shrinking),
      http(
        [
          ...proves(
            'listener.hostname.http',
            arrives('a hostname that stays', toPlain, 'v1'),
            arrives('one that will go', toOther, 'v1'),
          ),
        ],
        shrinking,
      ),

      patch('two listeners are added', 'Gateway/growing', {
        spec: { listeners: [grown.secure, grown.plain, grown.other] },
      }),
      patch('two listeners are removed', 'Gateway/shrinking', { spec: { listeners: [plain] } }),
      ...proves(
        [
          'listener.status.supported-kinds',
          'listener.status.attached-routes',
          'gateway.spec.changes-take-effect',
          'gateway.status.observed-generation',
          'listener.status.observed-generation',
        ],
        status('Gateway/growing', {
          conditions: GATEWAY_SERVES,
          listeners: { secure: SERVING, plain: SERVING, other: SERVING },
        }),
        status('Gateway/shrinking', { conditions: GATEWAY_SERVES, listeners: { plain: SERVING } }),
      ),
      http([...proves('gateway.spec.changes-take-effect', reachesSecure(grown.hosts.secure))], growing),
      http(
        [
          ...proves(
            ['gateway.spec.changes-take-effect', 'listener.hostname.http'],
            arrives('the first new hostname', { host: grown.hosts.plain }, 'v1'),
            arrives('the second one', { host: grown.hosts.other }, 'v1'),
          ),
        ],
        growing,
      ),
      http(
        [
          ...proves('gateway.spec.changes-take-effect', arrives('a hostname that stayed', toPlain, 'v1')),
          ...proves(
            ['gateway.spec.changes-take-effect', 'gateway.listeners.unmatched-rejected'],
            answers('one that went', toOther, 404),
          ),
        ],
        shrinking,
      ),
      http(
        [
          ...proves(
            'gateway.spec.changes-take-effect',
            unserved('the TLS listener that went', { scheme: 'https', host: hosts.secure }),
          ),
        ],
        shrinking,
      ),
    ];
  },
});

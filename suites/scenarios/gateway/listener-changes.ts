import { http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { ObjectRef } from '../../../harness/scenario/steps.ts';
import {
  answers,
  arrives,
  backendRef,
  type Citations,
  citing,
  FROM_ALL,
  FROM_SAME,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  type Listener,
  ownParent,
  pathPrefix,
  ROUTE_ATTACHED,
  rejected,
  ruleTo,
  scenario,
  unserved,
} from '../../kit/index.ts';

const CHANGING: ObjectRef = 'Gateway/changing';

/** Listeners at first, and after the change; each has hostnames of its own. */
function listenersOf(env: ScenarioEnv): Readonly<Record<'before' | 'after', readonly Listener[]>> {
  const [old, now] = [env.host('old'), env.host('now')];
  const kept = httpListener('kept', { hostname: env.host('kept'), allowedRoutes: FROM_ALL });
  return {
    before: [
      kept,
      httpListener('rehosted', { hostname: old, allowedRoutes: FROM_ALL }),
      httpListener('closing', { hostname: env.host('closing'), allowedRoutes: FROM_ALL }),
      httpListener('opening', { hostname: env.host('opening'), allowedRoutes: FROM_SAME }),
      httpListener('going', { hostname: env.host('going'), allowedRoutes: FROM_ALL }),
    ],
    after: [
      httpListener('coming', { hostname: env.host('coming'), allowedRoutes: FROM_ALL }),
      httpListener('opening', { hostname: env.host('opening'), allowedRoutes: FROM_ALL }),
      kept,
      httpListener('rehosted', { hostname: now, allowedRoutes: FROM_ALL }),
      httpListener('closing', { hostname: env.host('closing'), allowedRoutes: FROM_SAME }),
    ],
  };
}

/** A listener that takes routes of one kind only. */
function kindListener(env: ScenarioEnv, kind: string): Listener {
  return httpListener('http', { hostname: env.host('rekinded'), allowedRoutes: { ...FROM_SAME, kinds: [{ kind }] } });
}

function protocolListener(env: ScenarioEnv, protocol: string): Listener {
  return httpListener('http', { protocol, hostname: env.host('mended') });
}

function serves(attachedRoutes: number) {
  return { conditions: LISTENER_SERVES, supportsAtLeast: ['HTTPRoute'], attachedRoutes } as const;
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['gateway.spec.changes-take-effect', 'route.status.accepted'],
  refused: [
    'route.parentref.section-name',
    'route.parentref.allowed-by-listener',
    'httproute.hostnames.no-intersection',
  ],
  gateway: [
    'listener.status.attached-routes',
    'listener.status.observed-generation',
    'gateway.status.observed-generation',
  ],
  served: ['gateway.spec.changes-take-effect', 'listener.hostname.http', 'listener.allowed-routes.namespaces'],
  unserved: [
    'gateway.listeners.unmatched-rejected',
    'route.parentref.detached',
    'listener.hostname.route-intersection',
  ],
};

export default scenario({
  id: 'SpecGatewayListenerChanges',
  title: 'Routes are attached to the listeners as they are now: hostname, name, kinds, protocol and allowed namespaces',
  requirements: [
    'gateway.spec.changes-take-effect',
    'gateway.status.observed-generation',
    'gateway.listeners.unmatched-rejected',
    'listener.hostname.http',
    'listener.hostname.route-intersection',
    'listener.allowed-routes.namespaces',
    'listener.status.attached-routes',
    'listener.status.observed-generation',
    'route.parentref.section-name',
    'route.parentref.allowed-by-listener',
    'route.parentref.detached',
    'httproute.hostnames.no-intersection',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  namespaces: { far: {} },
  backends: { v1: {}, v2: {}, far: { namespace: 'far' } },
  resources: (env) => [
    gateway(env, 'changing', { listeners: listenersOf(env).before }),
    // Each on its own, since a listener that is refused may cost a Gateway its acceptance.
    gateway(env, 'rekinded', { listeners: [kindListener(env, 'HTTPRoute')] }),
    gateway(env, 'mended', { listeners: [protocolListener(env, 'example.net/pigeon')] }),
    ...['rekinded', 'mended'].map((label) =>
      httpRoute(env, `to-${label}`, { parents: [ownParent(env, label)], hostnames: [], rules: [ruleTo(env, 'v1')] }),
    ),
    httpRoute(env, 'everywhere', { parents: [ownParent(env, 'changing')], hostnames: [], rules: [ruleTo(env, 'v1')] }),
    // Its path is longer, so that it answers wherever it is attached.
    httpRoute(env, 'foreign', {
      namespace: 'far',
      parents: [ownParent(env, 'changing', { namespace: env.namespace })],
      hostnames: [],
      rules: [
        {
          matches: [pathPrefix('/foreign')],
          backendRefs: [backendRef(env, 'far', { from: 'far' })],
        },
      ],
    }),
    httpRoute(env, 'of-old-host', {
      parents: [ownParent(env, 'changing')],
      hostnames: [env.host('old')],
      rules: [ruleTo(env, 'v2', pathPrefix('/old-host'))],
    }),
    httpRoute(env, 'of-new-host', {
      parents: [ownParent(env, 'changing')],
      hostnames: [env.host('now')],
      rules: [ruleTo(env, 'v2', pathPrefix('/new-host'))],
    }),
    httpRoute(env, 'by-name', {
      parents: [ownParent(env, 'changing', { sectionName: 'going' })],
      hostnames: [],
      rules: [ruleTo(env, 'v2', pathPrefix('/by-name'))],
    }),
    httpRoute(env, 'by-new-name', {
      parents: [ownParent(env, 'changing', { sectionName: 'coming' })],
      hostnames: [],
      rules: [ruleTo(env, 'v2', pathPrefix('/by-name'))],
    }),
    httpRoute(env, 'only-closing', {
      namespace: 'far',
      parents: [ownParent(env, 'changing', { namespace: env.namespace, sectionName: 'closing' })],
      hostnames: [],
      rules: [{ matches: [pathPrefix('/only')], backendRefs: [backendRef(env, 'far', { from: 'far' })] }],
    }),
    httpRoute(env, 'only-opening', {
      namespace: 'far',
      parents: [ownParent(env, 'changing', { namespace: env.namespace, sectionName: 'opening' })],
      hostnames: [],
      rules: [{ matches: [pathPrefix('/only')], backendRefs: [backendRef(env, 'far', { from: 'far' })] }],
    }),
  ],
  steps: (env) => {
    const to = (host: string, path: string) => ({ host: env.host(host), path });
    const { before, after } = listenersOf(env);
    const attached = (label: string) => status(`HTTPRoute/${label}`, { conditions: ROUTE_ATTACHED });
    const refused = (label: string, reason: string) => status(`HTTPRoute/${label}`, { conditions: rejected(reason) });
    const attachedTo = (label: string) => [
      attached(`to-${label}`),
      status(`Gateway/${label}`, { conditions: GATEWAY_SERVES, listeners: { http: serves(1) } }),
    ];
    const atFirst = [
      ...['everywhere', 'far/foreign', 'of-old-host', 'by-name', 'far/only-closing'].map(attached),
      refused('of-new-host', 'NoMatchingListenerHostname'),
      refused('by-new-name', 'NoMatchingParent'),
      refused('far/only-opening', 'NotAllowedByListeners'),
      status(CHANGING, {
        conditions: GATEWAY_SERVES,
        listeners: {
          kept: serves(2),
          rehosted: serves(3),
          closing: serves(3),
          opening: serves(1),
          going: serves(3),
        },
      }),
      http(
        [
          arrives('kept: its hostname', to('kept', '/'), 'v1'),
          arrives('kept: a route of another namespace', to('kept', '/foreign'), 'far'),
          arrives('rehosted: its hostname', to('old', '/'), 'v1'),
          arrives('rehosted: a route of that hostname', to('old', '/old-host'), 'v2'),
          answers('rehosted: a hostname of no listener', to('now', '/'), 404),
          arrives('closing: a route of another namespace', to('closing', '/foreign'), 'far'),
          arrives('opening: not for another namespace', to('opening', '/foreign'), 'v1'),
          arrives('going: its hostname', to('going', '/'), 'v1'),
          arrives('going: a route that names it', to('going', '/by-name'), 'v2'),
          answers('coming: not there yet', to('coming', '/'), 404),
        ],
        { gateway: CHANGING },
      ),
    ];
    return citing(SHOWN, [
      ...atFirst,

      ...attachedTo('rekinded'),
      status('Gateway/mended', {
        conditions: { Accepted: { status: 'False', reason: 'ListenersNotValid' } },
        listeners: { http: { conditions: { Accepted: { status: 'False', reason: 'UnsupportedProtocol' } } } },
      }),
      http([arrives('rekinded: while it takes the kind of the route', to('rekinded', '/'), 'v1')], {
        gateway: 'Gateway/rekinded',
      }),

      patch('every listener but one changes, and so does their order', CHANGING, { spec: { listeners: after } }),
      patch('rekinded: its listener takes another kind', 'Gateway/rekinded', {
        spec: { listeners: [kindListener(env, 'GRPCRoute')] },
      }),
      patch('mended: its listener gets a protocol that is supported', 'Gateway/mended', {
        spec: { listeners: [protocolListener(env, 'HTTP')] },
      }),
      refused('to-rekinded', 'NotAllowedByListeners'),
      status('Gateway/rekinded', { listeners: { http: { attachedRoutes: 0 } } }),
      ...attachedTo('mended'),
      http([unserved('rekinded: when it takes another kind', to('rekinded', '/'))], { gateway: 'Gateway/rekinded' }),
      http([arrives('mended: when its protocol is supported', to('mended', '/'), 'v1')], { gateway: 'Gateway/mended' }),
      ...['everywhere', 'far/foreign', 'of-new-host', 'by-new-name', 'far/only-opening'].map(attached),
      refused('of-old-host', 'NoMatchingListenerHostname'),
      refused('by-name', 'NoMatchingParent'),
      refused('far/only-closing', 'NotAllowedByListeners'),
      status(CHANGING, {
        conditions: GATEWAY_SERVES,
        listeners: {
          kept: serves(2),
          rehosted: serves(3),
          closing: serves(1),
          opening: serves(3),
          coming: serves(3),
        },
      }),
      http(
        [
          arrives('kept: its hostname', to('kept', '/'), 'v1'),
          arrives('rehosted: its new hostname', to('now', '/'), 'v1'),
          arrives('rehosted: a route of the new hostname', to('now', '/new-host'), 'v2'),
          answers('rehosted: its old hostname', to('old', '/'), 404),
          answers('rehosted: a route of the old hostname', to('old', '/old-host'), 404),
          arrives('closing: no longer for another namespace', to('closing', '/foreign'), 'v1'),
          arrives('opening: for another namespace, too', to('opening', '/foreign'), 'far'),
          answers('going: gone', to('going', '/'), 404),
          arrives('coming: its hostname', to('coming', '/'), 'v1'),
          arrives('coming: a route that names it', to('coming', '/by-name'), 'v2'),
        ],
        { gateway: CHANGING },
      ),

      // What was removed once must be served where it is there again.
      patch('every listener is again what it was first', CHANGING, { spec: { listeners: before } }),
      patch('rekinded: its listener takes its first kind again', 'Gateway/rekinded', {
        spec: { listeners: [kindListener(env, 'HTTPRoute')] },
      }),
      ...attachedTo('rekinded'),
      http([arrives('rekinded: when it takes the kind of the route again', to('rekinded', '/'), 'v1')], {
        gateway: 'Gateway/rekinded',
      }),
      ...atFirst,
    ]);
  },
});

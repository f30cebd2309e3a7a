import type { ScenarioDefinition } from '../../harness/scenario/define.ts';
import { apply, custom, patch, remove, status, timed } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { HttpExpectation } from '../../harness/scenario/traffic.ts';
import {
  backendRef,
  type CatalogueScenario,
  certificateRef,
  FROM_SAME,
  fromKind,
  GATEWAY_SERVES,
  gateway,
  type HttpRouteRule,
  httpListener,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  ROUTE_ATTACHED,
  referenceGrant,
  ruleTo,
  scenario,
  tlsSecret,
  toBackend,
  unresolved,
} from '../kit/index.ts';

type Round = Pick<
  CatalogueScenario,
  'title' | 'requirements' | 'features' | 'backends' | 'namespaces' | 'resources'
> & {
  steps: (env: ScenarioEnv) => readonly unknown[];
};

const attached = { ref: 'HTTPRoute/measured', expect: { conditions: ROUTE_ATTACHED } } as const;
const nothing: HttpExpectation = { status: 404 };
/** The specification asks for 503 where a Service has no ready endpoint, and allows others in its wake. */
const noEndpoint: HttpExpectation = { status: [500, 502, 503, 504] };
const by = (backend: string): HttpExpectation => ({ backend, saw: { rest: 'any' } });

function measured(env: ScenarioEnv, rules: readonly HttpRouteRule[]) {
  return httpRoute(env, 'measured', { rules });
}

function weighted(env: ScenarioEnv, v1: number, v2: number): HttpRouteRule {
  return { backendRefs: [backendRef(env, 'v1', { weight: v1 }), backendRef(env, 'v2', { weight: v2 })] };
}

/** What a route of the shared Gateway goes through. */
const route: Round = {
  title: 'How long it takes until a route that comes, changes and goes is served so',
  requirements: ['route.status.accepted', 'httproute.no-rule-404', 'route.backendref.weight-zero'],
  features: ['Gateway', 'HTTPRoute'],
  backends: { v1: {}, v2: {} },
  steps: (env) => [
    timed({
      name: 'route added',
      change: apply('the route comes', [measured(env, [weighted(env, 1, 0)])]),
      send: {},
      before: nothing,
      after: by('v1'),
      status: attached,
    }),
    timed({
      name: 'weight changed',
      change: apply('all weight moves', [measured(env, [weighted(env, 0, 1)])]),
      send: {},
      before: by('v1'),
      after: by('v2'),
      status: attached,
    }),
    timed({
      name: 'backend changed',
      change: apply('its backend changes', [measured(env, [ruleTo(env, 'v1')])]),
      send: {},
      before: by('v2'),
      after: by('v1'),
      status: attached,
    }),
    timed({
      name: 'route removed',
      change: remove('the route goes', 'HTTPRoute/measured'),
      send: {},
      before: by('v1'),
      after: nothing,
    }),
  ],
};

const grant: Round = {
  title: 'How long it takes until a grant that comes and goes is followed',
  requirements: ['referencegrant.required', 'referencegrant.revocation'],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  namespaces: { far: {} },
  backends: { far: { namespace: 'far' } },
  resources: (env) => [measured(env, [ruleTo(env, 'far')])],
  steps: (env) => [
    timed({
      name: 'grant given',
      change: apply('the grant comes', [
        referenceGrant(env, 'permit', {
          namespace: 'far',
          from: [fromKind(env, 'HTTPRoute')],
          to: [toBackend(env, 'far')],
        }),
      ]),
      send: {},
      before: { status: 500 },
      after: by('far'),
      status: attached,
    }),
    timed({
      name: 'grant revoked',
      change: remove('the grant goes', 'ReferenceGrant/far/permit'),
      send: {},
      before: by('far'),
      after: { status: 500 },
      status: { ref: attached.ref, expect: { conditions: unresolved('RefNotPermitted') } },
    }),
  ],
};

const endpoints: Round = {
  title: 'How long it takes until a backend that becomes ready is served',
  requirements: ['httproute.backends.endpoints'],
  features: ['Gateway', 'HTTPRoute'],
  backends: { healed: { late: 'endpoints' } },
  resources: (env) => [measured(env, [ruleTo(env, 'healed')])],
  steps: () => [
    timed({
      name: 'backend healed',
      change: apply('its endpoints come', [], ['healed']),
      send: {},
      before: noEndpoint,
      after: by('healed'),
    }),
  ],
};

const certificate: Round = {
  title: 'How long it takes until a renewed certificate is shown',
  requirements: ['listener.tls.certificate'],
  features: ['Gateway', 'HTTPRoute'],
  backends: { v1: {} },
  resources: async (env) => [
    tlsSecret(env, 'pair', await env.certificate([`old.${env.host('tls')}`])),
    gateway(env, 'own', {
      listeners: [
        httpsListener('tls', certificateRef(env, 'pair'), {
          hostname: `*.${env.host('tls')}`,
          allowedRoutes: FROM_SAME,
        }),
      ],
    }),
    httpRoute(env, 'measured', { parents: [ownParent(env, 'own')], hostnames: [], rules: [ruleTo(env, 'v1')] }),
  ],
  steps: (env) => [
    status('Gateway/own', { conditions: GATEWAY_SERVES, listeners: { tls: { conditions: LISTENER_SERVES } } }),
    timed({
      name: 'certificate renewed',
      change: custom({
        name: 'a new certificate comes',
        reason: 'certificates are made asynchronously',
        async run(context) {
          const renewed = await env.certificate([`new.${env.host('tls')}`]);
          await context.apply([tlsSecret(env, 'pair', renewed)]);
        },
      }),
      // The old certificate does not name this host.
      send: { scheme: 'https', host: `new.${env.host('tls')}` },
      after: by('v1'),
      target: { gateway: 'Gateway/own' },
    }),
  ],
};

const listener: Round = {
  title: 'How long it takes until a listener more is served',
  requirements: ['gateway.listeners.core-combinations'],
  features: ['Gateway', 'HTTPRoute'],
  backends: { v1: {} },
  resources: (env) => [
    gateway(env, 'own', {
      listeners: [httpListener('kept', { hostname: env.host('kept'), allowedRoutes: FROM_SAME })],
    }),
    httpRoute(env, 'measured', { parents: [ownParent(env, 'own')], hostnames: [], rules: [ruleTo(env, 'v1')] }),
  ],
  steps: (env) => [
    status('Gateway/own', { conditions: GATEWAY_SERVES }),
    timed({
      name: 'listener added',
      change: patch('a listener comes', 'Gateway/own', {
        spec: {
          listeners: ['kept', 'added'].map((name) =>
            httpListener(name, { hostname: env.host(name), allowedRoutes: FROM_SAME }),
          ),
        },
      }),
      send: { host: env.host('added') },
      before: { connection: 'unserved' },
      after: by('v1'),
      target: { gateway: 'Gateway/own' },
      status: {
        ref: 'Gateway/own',
        expect: { listeners: { added: { conditions: LISTENER_SERVES, attachedRoutes: 1 } } },
      },
    }),
  ],
};

const ROUNDS = { Route: route, Grant: grant, Endpoints: endpoints, Certificate: certificate, Listener: listener };

/**
 * Changes to be timed, not to be certified: each scenario is one round of some. Rounds that run at the same time are the load of one
 * another.
 */
export function measureRounds(rounds: number): ScenarioDefinition[] {
  return Array.from({ length: rounds }, (_, at) =>
    Object.entries(ROUNDS).map(([name, definition]) =>
      scenario({ id: `Measure${name}${at + 1}`, since: 'v1.0', level: 'spec', ...definition } as CatalogueScenario),
    ),
  ).flat();
}

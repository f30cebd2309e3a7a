import { apply, http, remove, type ScenarioDefinition, scenario, status } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { HttpRow } from '../../harness/scenario/traffic.ts';
import {
  answers,
  arrives,
  FROM_SAME,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  ownParent,
  proves,
  ROUTE_ATTACHED,
  ruleTo,
} from '../kit/index.ts';

const ROUTES = 500;
/** Every so many of them are asked. */
const EVERY = 41;
const BACKENDS = ['v1', 'v2', 'v3'] as const;
const TARGET = { gateway: 'Gateway/own' } as const;
/** The one that goes and comes again. */
const CHANGING = 250;

function route(env: ScenarioEnv, number: number): KubeObject {
  return httpRoute(env, `route-${number}`, {
    parents: [ownParent(env, 'own')],
    hostnames: [env.host(`r${number}`)],
    rules: [ruleTo(env, backendOf(number))],
  });
}

function backendOf(number: number): string {
  return BACKENDS[number % BACKENDS.length] ?? 'v1';
}

export const manyRoutes: ScenarioDefinition = scenario({
  id: 'SpecGatewayManyRoutes',
  title: `A listener counts and serves ${ROUTES} routes, and follows when one of them goes and comes`,
  requirements: ['listener.status.attached-routes', 'route.status.accepted', 'httproute.hostnames.select'],
  features: ['Gateway', 'HTTPRoute', 'Scale'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  resources: (env) => [
    gateway(env, 'own', { listeners: [httpListener('http', { allowedRoutes: FROM_SAME })] }),
    ...Array.from({ length: ROUTES }, (_, number) => route(env, number)),
  ],
  steps: (env) => {
    const counts = (attachedRoutes: number) =>
      proves(
        'listener.status.attached-routes',
        status('Gateway/own', { listeners: { http: { conditions: LISTENER_SERVES, attachedRoutes } } }),
      );
    const served = (number: number): HttpRow => ({
      ...arrives(`route ${number}`, { host: env.host(`r${number}`) }, backendOf(number)),
      requirements: ['httproute.hostnames.select'],
    });
    const numbers = Array.from({ length: Math.ceil(ROUTES / EVERY) }, (_, at) => at * EVERY);
    return [
      ...counts(ROUTES),
      ...[0, CHANGING, ROUTES - 1].flatMap((number) =>
        proves('route.status.accepted', status(`HTTPRoute/route-${number}`, { conditions: ROUTE_ATTACHED })),
      ),
      http(
        [
          served(ROUTES - 1),
          ...numbers.map(served),
          ...proves('httproute.hostnames.select', answers('a hostname of none', { host: env.host('none') }, 404)),
        ],
        TARGET,
      ),
      remove('one of them goes', `HTTPRoute/route-${CHANGING}`),
      ...counts(ROUTES - 1),
      http(
        proves('httproute.hostnames.select', answers('the one that went', { host: env.host(`r${CHANGING}`) }, 404)),
        TARGET,
      ),
      apply('it comes again', [route(env, CHANGING)]),
      ...counts(ROUTES),
      http([{ ...served(CHANGING), name: 'the one that came again' }], TARGET),
    ];
  },
});

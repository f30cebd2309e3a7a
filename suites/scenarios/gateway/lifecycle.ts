import { absent, apply, http, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  type Citations,
  citing,
  FROM_SAME,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  ownParent,
  pathPrefix,
  ROUTE_ATTACHED,
  rejected,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** A Gateway with a listener for each of these hosts, all of which have the names that they are given. */
function gatewayFor(env: ScenarioEnv, label: string, ...hosts: string[]) {
  return gateway(env, label, {
    listeners: hosts.map((host) => httpListener(host, { hostname: env.host(host), allowedRoutes: FROM_SAME })),
  });
}

function serves(attachedRoutes: number) {
  return { conditions: LISTENER_SERVES, attachedRoutes } as const;
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted'],
  refused: ['route.parentref.section-name'],
  gateway: ['listener.status.attached-routes', 'gateway.status.observed-generation'],
  served: ['gateway.spec.changes-take-effect', 'route.parentref.each-separately'],
  unserved: ['gateway.listeners.unmatched-rejected'],
  other: ['gateway.spec.changes-take-effect'],
};

export default scenario({
  id: 'SpecGatewayLifecycle',
  title: 'Routes are attached to a Gateway whichever of them came first, and to one that is made anew',
  requirements: [
    'route.status.accepted',
    'route.parentref.each-separately',
    'gateway.spec.changes-take-effect',
    'gateway.listeners.unmatched-rejected',
    'listener.status.attached-routes',
    'gateway.status.observed-generation',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    gatewayFor(env, 'anew', 'first', 'second'),
    httpRoute(env, 'to-anew', { parents: [ownParent(env, 'anew')], hostnames: [], rules: [ruleTo(env, 'v1')] }),
    httpRoute(env, 'to-first', {
      parents: [ownParent(env, 'anew', { sectionName: 'first' })],
      hostnames: [],
      rules: [ruleTo(env, 'v2', pathPrefix('/named'))],
    }),
    // Its Gateway comes later.
    httpRoute(env, 'to-late', { parents: [ownParent(env, 'late')], hostnames: [], rules: [ruleTo(env, 'v1')] }),
    httpRoute(env, 'to-both', {
      parents: [ownParent(env, 'late'), ownParent(env, 'anew')],
      hostnames: [],
      rules: [ruleTo(env, 'v2', pathPrefix('/both'))],
    }),
  ],
  steps: (env) => {
    const to = (host: string, path = '/') => ({ host: env.host(host), path });
    const attached = (label: string) => status(`HTTPRoute/${label}`, { conditions: ROUTE_ATTACHED });
    const anew = { gateway: 'Gateway/anew' } as const;
    const late = { gateway: 'Gateway/late' } as const;
    return citing(SHOWN, [
      attached('to-anew'),
      attached('to-first'),
      status('Gateway/anew', { conditions: GATEWAY_SERVES, listeners: { first: serves(3), second: serves(2) } }),
      http(
        [arrives('the first listener', to('first'), 'v1'), arrives('the second', to('second', '/both'), 'v2')],
        anew,
      ),

      remove('a Gateway goes', 'Gateway/anew'),
      absent('Gateway/anew'),
      apply('one of its name comes, and a later one for routes that wait', [
        gatewayFor(env, 'anew', 'third', 'second'),
        gatewayFor(env, 'late', 'fourth'),
      ]),
      attached('to-anew'),
      attached('to-late'),
      attached('to-both'),
      status('HTTPRoute/to-first', { conditions: rejected('NoMatchingParent') }),
      status('Gateway/anew', { conditions: GATEWAY_SERVES, listeners: { third: serves(2), second: serves(2) } }),
      status('Gateway/late', { conditions: GATEWAY_SERVES, listeners: { fourth: serves(2) } }),
      http(
        [
          arrives('a listener that the former Gateway had not', to('third'), 'v1'),
          arrives('a route of two Gateways', to('third', '/both'), 'v2'),
          arrives('a listener that both had', to('second'), 'v1'),
          answers('a listener that only the former one had', to('first'), 404),
        ],
        anew,
      ),
      http(
        [
          arrives('a Gateway that came after its route', to('fourth'), 'v1'),
          arrives('a route of two', to('fourth', '/both'), 'v2'),
        ],
        late,
      ),
    ]);
  },
});

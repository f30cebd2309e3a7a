import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  attached,
  FROM_SAME,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  pathPrefix,
  proves,
  rejected,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const ACCEPTED = { Accepted: 'True', ResolvedRefs: 'True' } as const;
const CHOOSY = { gateway: 'Gateway/choosy' } as const;

function hostsOf(env: ScenarioEnv) {
  const above = env.host('above');
  return {
    above,
    exact: `precise.${above}`,
    beside: `beside.${above}`,
    wild: env.host('wild'),
    lone: env.host('lone'),
    strange: env.host('strange'),
    // The shared Gateway gets names of its own, in case that an implementation serves both on one address.
    free: env.host('free'),
    freeWild: env.host('free-wild'),
  };
}

export default scenario({
  id: 'HTTPRouteHostnameIntersection',
  title: 'A route serves the hostnames that it has in common with a listener, and no others',
  requirements: [
    'listener.hostname.http',
    'listener.hostname.route-intersection',
    'listener.status.attached-routes',
    'gateway.listeners.wildcard-any-depth',
    'gateway.listeners.unmatched-rejected',
    'route.parentref.partial-attachment',
    'httproute.hostnames.select',
    'httproute.hostnames.ignore-port',
    'httproute.hostnames.forward-host',
    'httproute.hostnames.wildcard',
    'httproute.hostnames.outside-listener-ignored',
    'httproute.hostnames.no-intersection',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  resources: (env) => {
    const { above, exact, wild, lone, strange, free, freeWild } = hostsOf(env);
    const allowedRoutes = { ...FROM_SAME, kinds: [{ kind: 'HTTPRoute' }] };
    const route = (label: string, backend: string, path: string, hostnames: string[]) =>
      httpRoute(env, label, {
        parents: [ownParent(env, 'choosy')],
        hostnames,
        rules: [ruleTo(env, backend, pathPrefix(path))],
      });
    return [
      gateway(env, 'choosy', {
        listeners: [
          httpListener('exact', { hostname: exact, allowedRoutes }),
          httpListener('wild', { hostname: `*.${wild}`, allowedRoutes }),
          httpListener('lone', { hostname: `*.${lone}`, allowedRoutes }),
        ],
      }),
      route('exact-in-exact', 'v1', '/a', [strange, `*.${strange}`, exact]),
      route('exact-in-wild', 'v2', '/b', [strange, wild, `one.${wild}`, `two.${wild}`, `one.two.${wild}`]),
      route('wild-over-exact', 'v3', '/c', [strange, `*.${above}`]),
      route('wild-in-wild', 'v1', '/d', [`*.${lone}`]),
      route('nothing-in-common', 'v2', '/e', [`wrong.${strange}`, wild]),
      httpRoute(env, 'own-names', {
        hostnames: [free, `one.${free}`, `*.${freeWild}`],
        rules: [ruleTo(env, 'v2')],
      }),
    ];
  },
  steps: (env) => {
    const { exact, beside, wild, lone, strange, free, freeWild } = hostsOf(env);
    const to = (host: string, path: string) => ({ host, path });
    return [
      ...attached(
        'HTTPRoute/exact-in-exact',
        'HTTPRoute/exact-in-wild',
        'HTTPRoute/wild-over-exact',
        'HTTPRoute/wild-in-wild',
        'HTTPRoute/own-names',
      ),
      ...proves(
        ['listener.hostname.route-intersection', 'httproute.hostnames.no-intersection'],
        status('HTTPRoute/nothing-in-common', { conditions: rejected('NoMatchingListenerHostname') }),
      ),
      ...proves(
        [
          'listener.status.attached-routes',
          'listener.hostname.route-intersection',
          'route.parentref.partial-attachment',
        ],
        status('Gateway/choosy', {
          listeners: {
            exact: { conditions: ACCEPTED, supportedKinds: ['HTTPRoute'], attachedRoutes: 2 },
            wild: { conditions: ACCEPTED, supportedKinds: ['HTTPRoute'], attachedRoutes: 1 },
            lone: { conditions: ACCEPTED, supportedKinds: ['HTTPRoute'], attachedRoutes: 1 },
          },
        }),
      ),
      http(
        [
          ...proves(
            ['listener.hostname.http', 'httproute.hostnames.select', 'httproute.hostnames.forward-host'],
            arrives('exact route name in an exact listener', to(exact, '/a'), 'v1'),
          ),
          ...proves(
            'httproute.hostnames.ignore-port',
            arrives('a port in the Host header', to(`${exact}:1234`, '/a'), 'v1'),
          ),
          ...proves(
            ['listener.hostname.http', 'httproute.hostnames.select'],
            arrives('another letter case', to(exact.toUpperCase(), '/a'), 'v1'),
          ),
          ...proves(
            ['httproute.hostnames.outside-listener-ignored', 'gateway.listeners.unmatched-rejected'],
            answers('route name that the listener lacks', to(strange, '/a'), 404),
            answers('route wildcard that the listener lacks', to(`any.${strange}`, '/a'), 404),
          ),
          ...proves(
            ['listener.hostname.route-intersection', 'gateway.listeners.unmatched-rejected'],
            answers('listener name that the route lacks', to(`one.${wild}`, '/a'), 404),
          ),
          ...proves('gateway.listeners.unmatched-rejected', answers('right name, wrong path', to(exact, '/none'), 404)),
        ],
        CHOOSY,
      ),
      http(
        [
          ...proves(
            ['httproute.hostnames.select', 'gateway.listeners.wildcard-any-depth'],
            arrives('exact route name in a wildcard listener', to(`one.${wild}`, '/b'), 'v2'),
            arrives('a second route name', to(`two.${wild}`, '/b'), 'v2'),
            arrives('a route name of two labels more', to(`one.two.${wild}`, '/b'), 'v2'),
          ),
          ...proves(
            ['gateway.listeners.wildcard-any-depth', 'httproute.hostnames.outside-listener-ignored'],
            answers('bare domain of the listener wildcard', to(wild, '/b'), 404),
          ),
          ...proves(
            ['listener.hostname.route-intersection', 'gateway.listeners.unmatched-rejected'],
            answers('name under the listener wildcard only', to(`three.${wild}`, '/b'), 404),
          ),
          ...proves(
            ['httproute.hostnames.outside-listener-ignored', 'gateway.listeners.unmatched-rejected'],
            answers('route name outside', to(strange, '/b'), 404),
          ),
          ...proves(
            'gateway.listeners.unmatched-rejected',
            answers('name of another listener', to(exact, '/b'), 404),
            answers('right name, wrong path', to(`one.${wild}`, '/none'), 404),
          ),
        ],
        CHOOSY,
      ),
      http(
        [
          ...proves(
            ['httproute.hostnames.wildcard', 'listener.hostname.route-intersection'],
            arrives('route wildcard over an exact listener', to(exact, '/c'), 'v3'),
          ),
          ...proves(
            ['httproute.hostnames.outside-listener-ignored', 'gateway.listeners.unmatched-rejected'],
            answers('name under the route wildcard only', to(beside, '/c'), 404),
            answers('route name outside', to(strange, '/c'), 404),
          ),
          ...proves(
            'gateway.listeners.unmatched-rejected',
            answers('name of another listener', to(`one.${wild}`, '/c'), 404),
            answers('right name, wrong path', to(exact, '/none'), 404),
          ),
        ],
        CHOOSY,
      ),
      http(
        [
          ...proves(
            ['httproute.hostnames.wildcard', 'gateway.listeners.wildcard-any-depth'],
            arrives('the same wildcard on both sides', to(`one.${lone}`, '/d'), 'v1'),
            arrives('another name under it', to(`two.${lone}`, '/d'), 'v1'),
            arrives('several labels under it', to(`one.two.${lone}`, '/d'), 'v1'),
          ),
          ...proves(
            ['httproute.hostnames.wildcard', 'gateway.listeners.unmatched-rejected'],
            answers('its bare domain', to(lone, '/d'), 404),
          ),
          ...proves(
            'gateway.listeners.unmatched-rejected',
            answers('name of another wildcard', to(`one.${wild}`, '/d'), 404),
            answers('name of an exact listener', to(exact, '/d'), 404),
            answers('right name, wrong path', to(`one.${lone}`, '/none'), 404),
          ),
        ],
        CHOOSY,
      ),
      http(
        [
          ...proves(
            ['httproute.hostnames.no-intersection', 'gateway.listeners.unmatched-rejected'],
            answers('name of a route that is not accepted', to(`wrong.${strange}`, '/e'), 404),
            answers('bare domain that such a route names', to(wild, '/e'), 404),
            answers('name of a listener', to(`one.${wild}`, '/e'), 404),
          ),
        ],
        CHOOSY,
      ),
      http([
        ...proves(
          ['httproute.hostnames.select', 'httproute.hostnames.forward-host'],
          arrives('listener without hostname: an exact name', { host: free }, 'v2'),
          arrives('another exact name', { host: `one.${free}` }, 'v2'),
        ),
        ...proves(
          'httproute.hostnames.wildcard',
          arrives('a name under a wildcard', { host: `any.${freeWild}` }, 'v2'),
        ),
        ...proves(
          ['httproute.hostnames.select', 'gateway.listeners.unmatched-rejected'],
          answers('a name under an exact one', { host: `two.${free}` }, 404),
        ),
        ...proves(
          ['httproute.hostnames.wildcard', 'gateway.listeners.unmatched-rejected'],
          answers('the bare domain of a wildcard', { host: freeWild }, 404),
        ),
        ...proves(
          ['httproute.hostnames.select', 'gateway.listeners.unmatched-rejected'],
          answers('a name of no route', { host: strange }, 404),
        ),
      ]),
    ];
  },
});

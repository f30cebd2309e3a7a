import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  attached,
  backendRef,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  ownParent,
  pathPrefix,
  proves,
  rejected,
  scenario,
  sharedParent,
} from '../../kit/index.ts';

/** A route of a namespace (by label) that leads to the backend there, on every listener that takes it. */
function routeOf(env: ScenarioEnv, team: string) {
  return httpRoute(env, `of-${team}`, {
    namespace: team,
    parents: [ownParent(env, 'selecting', { namespace: env.namespace })],
    hostnames: [],
    rules: [{ matches: [pathPrefix(`/${team}`)], backendRefs: [backendRef(env, team, { from: team })] }],
  });
}

export default scenario({
  id: 'HTTPRouteCrossNamespace',
  title: 'Routes of other namespaces attach where the listener allows their namespaces, and use the backends there',
  requirements: [
    'listener.allowed-routes.namespaces',
    'listener.status.attached-routes',
    'route.status.accepted',
    'route.parentref.allowed-by-listener',
    'httproute.backends.service',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  namespaces: {
    red: { labels: { team: 'red', stage: 'live' } },
    blue: { labels: { team: 'blue', stage: 'live' } },
    draft: { labels: { team: 'red', stage: 'draft' } },
  },
  backends: { red: { namespace: 'red' }, blue: { namespace: 'blue' }, draft: { namespace: 'draft' } },
  resources: (env) => [
    gateway(env, 'selecting', {
      listeners: [
        httpListener('by-label', {
          hostname: env.host('by-label'),
          allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { stage: 'live' } } } },
        }),
        httpListener('by-expression', {
          hostname: env.host('by-expression'),
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: {
                matchLabels: { stage: 'live' },
                matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['red'] }],
              },
            },
          },
        }),
      ],
    }),
    routeOf(env, 'red'),
    routeOf(env, 'blue'),
    routeOf(env, 'draft'),
    httpRoute(env, 'on-the-open-gateway', {
      namespace: 'draft',
      parents: [sharedParent(env)],
      rules: [{ backendRefs: [backendRef(env, 'draft', { from: 'draft' })] }],
    }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/red/of-red', 'HTTPRoute/blue/of-blue'),
    ...proves(
      ['listener.allowed-routes.namespaces', 'route.parentref.allowed-by-listener'],
      status('HTTPRoute/draft/of-draft', { conditions: rejected('NotAllowedByListeners') }),
    ),
    ...attached('HTTPRoute/draft/on-the-open-gateway'),
    ...proves(
      ['listener.status.attached-routes', 'listener.allowed-routes.namespaces'],
      status('Gateway/selecting', {
        listeners: {
          'by-label': { conditions: LISTENER_SERVES, attachedRoutes: 2 },
          'by-expression': { conditions: LISTENER_SERVES, attachedRoutes: 1 },
        },
      }),
    ),
    http(
      [
        ...proves(
          ['listener.allowed-routes.namespaces', 'httproute.backends.service'],
          arrives('one selected namespace', { host: env.host('by-label'), path: '/red' }, 'red'),
          arrives('another selected namespace', { host: env.host('by-label'), path: '/blue' }, 'blue'),
        ),
        ...proves(
          ['listener.allowed-routes.namespaces', 'httproute.no-rule-404'],
          answers('a namespace that is not selected', { host: env.host('by-label'), path: '/draft' }, 404),
        ),
        ...proves(
          'listener.allowed-routes.namespaces',
          arrives('selected by an expression', { host: env.host('by-expression'), path: '/blue' }, 'blue'),
        ),
        ...proves(
          ['listener.allowed-routes.namespaces', 'httproute.no-rule-404'],
          answers('left out by an expression', { host: env.host('by-expression'), path: '/red' }, 404),
          answers('left out by a label beside it', { host: env.host('by-expression'), path: '/draft' }, 404),
        ),
      ],
      { gateway: 'Gateway/selecting' },
    ),
    http([
      ...proves(
        ['listener.allowed-routes.namespaces', 'httproute.backends.service'],
        arrives('any namespace on a Gateway that is open to all', {}, 'draft'),
      ),
    ]),
  ],
});

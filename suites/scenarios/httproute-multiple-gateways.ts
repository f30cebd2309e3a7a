import { http, scenario, status } from '../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  FROM_SAME,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  pathPrefix,
  ROUTE_ATTACHED,
  ruleTo,
  sharedParent,
} from '../base/index.ts';

const SECOND = { gateway: 'Gateway/second' } as const;

export default scenario({
  id: 'HTTPRouteMultipleGateways',
  title: 'A route with two Gateways is served by both, and a route with one by that one only',
  requirements: [
    'route.parentref.each-separately',
    'route.status.accepted',
    'gateway.address.serves-all-listeners',
    'listener.status.attached-routes',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.4',
  resources: (env) => [
    gateway(env, 'second', { listeners: [httpListener('http', { allowedRoutes: FROM_SAME })] }),
    httpRoute(env, 'on-both', {
      parents: [sharedParent(env), ownParent(env, 'second')],
      rules: [ruleTo(env, 'v1', pathPrefix('/common'))],
    }),
    httpRoute(env, 'on-the-shared-one', { rules: [ruleTo(env, 'v2')] }),
    httpRoute(env, 'on-the-second', { parents: [ownParent(env, 'second')], rules: [ruleTo(env, 'v3')] }),
    httpRoute(env, 'name-on-the-shared-one', { hostnames: [env.host('shared-only')], rules: [ruleTo(env, 'v2')] }),
    httpRoute(env, 'name-on-the-second', {
      parents: [ownParent(env, 'second')],
      hostnames: [env.host('second-only')],
      rules: [ruleTo(env, 'v3')],
    }),
  ],
  steps: (env) => {
    const common = { path: '/common/ground' };
    const sharedOnly = { host: env.host('shared-only') };
    const secondOnly = { host: env.host('second-only') };
    return [
      status('Gateway/second', { conditions: GATEWAY_SERVES, listeners: { http: { attachedRoutes: 3 } } }),
      status('HTTPRoute/on-both', {
        parents: [
          { gateway: 'shared', conditions: ROUTE_ATTACHED },
          { gateway: 'second', conditions: ROUTE_ATTACHED },
        ],
      }),
      status('HTTPRoute/on-the-shared-one', { conditions: ROUTE_ATTACHED }),
      status('HTTPRoute/on-the-second', { conditions: ROUTE_ATTACHED }),
      status('HTTPRoute/name-on-the-shared-one', { conditions: ROUTE_ATTACHED }),
      status('HTTPRoute/name-on-the-second', { conditions: ROUTE_ATTACHED }),
      http([
        arrives('the common route through the shared Gateway', common, 'v1'),
        arrives('the route of the shared Gateway', { path: '/' }, 'v2'),
        arrives('the hostname of the shared Gateway', sharedOnly, 'v2'),
        answers('the hostname of the other Gateway', secondOnly, 404),
      ]),
      http(
        [
          arrives('the common route through the second Gateway', common, 'v1'),
          arrives('the route of the second Gateway', { path: '/' }, 'v3'),
          arrives('the hostname of the second Gateway', secondOnly, 'v3'),
          answers('the hostname of the shared Gateway', sharedOnly, 404),
        ],
        SECOND,
      ),
    ];
  },
});

import { http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  backendRef,
  FROM_SAME,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  pathPrefix,
  proves,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteInvalidCrossNamespaceParentRef',
  title: 'A route is not attached to a Gateway whose listeners do not allow its namespace',
  requirements: [
    'listener.allowed-routes.namespaces',
    'listener.status.attached-routes',
    'route.parentref.allowed-by-listener',
    'route.status.accepted',
    'route.status.resolved-refs',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  namespaces: { outside: { labels: { invited: 'no' } } },
  backends: { inside: {}, outside: { namespace: 'outside' } },
  resources: (env) => [
    gateway(env, 'closed', {
      listeners: [
        httpListener('same', { hostname: env.host('same'), allowedRoutes: FROM_SAME }),
        httpListener('unsaid', { hostname: env.host('unsaid') }),
        httpListener('selected', {
          hostname: env.host('selected'),
          allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { invited: 'yes' } } } },
        }),
      ],
    }),
    httpRoute(env, 'outsider', {
      namespace: 'outside',
      parents: [ownParent(env, 'closed', { namespace: env.namespace })],
      hostnames: [],
      rules: [{ matches: [pathPrefix('/outside')], backendRefs: [backendRef(env, 'outside', { from: 'outside' })] }],
    }),
    httpRoute(env, 'insider', {
      parents: [ownParent(env, 'closed')],
      hostnames: [],
      rules: [ruleTo(env, 'inside', pathPrefix('/inside'))],
    }),
  ],
  steps: (env) => {
    const hosts = ['same', 'unsaid', 'selected'] as const;
    const to = (label: string, path: string) => ({ host: env.host(label), path });
    return [
      ...proves(
        ['listener.allowed-routes.namespaces', 'route.parentref.allowed-by-listener', 'route.status.resolved-refs'],
        status('HTTPRoute/outside/outsider', {
          conditions: {
            Accepted: { status: 'False', reason: 'NotAllowedByListeners' },
            ResolvedRefs: { status: 'True', reason: 'ResolvedRefs' },
          },
        }),
      ),
      ...attached('HTTPRoute/insider'),
      ...proves(
        ['listener.status.attached-routes', 'listener.allowed-routes.namespaces'],
        status('Gateway/closed', {
          listeners: { same: { attachedRoutes: 1 }, unsaid: { attachedRoutes: 1 }, selected: { attachedRoutes: 0 } },
        }),
      ),
      http(
        [
          ...proves(
            'listener.allowed-routes.namespaces',
            arrives('own namespace, said so', to('same', '/inside'), 'inside'),
            arrives('own namespace by default', to('unsaid', '/inside'), 'inside'),
          ),
          ...proves(
            ['listener.allowed-routes.namespaces', 'httproute.no-rule-404'],
            answers('namespace that the selector leaves out', to('selected', '/inside'), 404),
          ),
          ...hosts.flatMap((label) =>
            proves(
              ['listener.allowed-routes.namespaces', 'httproute.no-rule-404'],
              answers(`the outsider on listener ${label}`, to(label, '/outside'), 404),
            ),
          ),
        ],
        { gateway: 'Gateway/closed' },
      ),
    ];
  },
});

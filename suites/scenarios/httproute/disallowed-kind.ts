import { status } from '../../../harness/scenario/define.ts';
import { FROM_SAME, gateway, httpRoute, ownParent, rejected, ruleTo, scenario, tlsListener } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteDisallowedKind',
  title: 'A route of a kind that no listener of its Gateway allows is not attached',
  requirements: ['listener.allowed-routes.kinds', 'route.status.accepted', 'listener.status.attached-routes'],
  features: ['Gateway', 'HTTPRoute', 'TLSRoute'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => [
    gateway(env, 'of-streams', {
      listeners: [tlsListener('streams', { allowedRoutes: { ...FROM_SAME, kinds: [{ kind: 'TLSRoute' }] } })],
    }),
    httpRoute(env, 'of-requests', {
      parents: [ownParent(env, 'of-streams', { namespace: env.namespace })],
      hostnames: [],
      rules: [ruleTo(env, 'v1')],
    }),
  ],
  steps: [
    status('HTTPRoute/of-requests', {
      conditions: {
        ...rejected('NotAllowedByListeners'),
        ResolvedRefs: { status: 'True', reason: 'ResolvedRefs' },
      },
    }),
    status('Gateway/of-streams', { listeners: { streams: { attachedRoutes: 0 } } }),
  ],
});

import { status } from '../../../harness/scenario/define.ts';
import { gateway, httpListener, httpRoute, ownParent, rejected, ruleTo, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteInvalidParentRefNotMatchingListenerPort',
  title: 'A route that names a port which no listener of its Gateway has is not attached',
  requirements: ['route.parentref.port', 'route.status.accepted', 'listener.status.attached-routes'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteDestinationPortMatching'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => [
    gateway(env, 'one-port', { listeners: [httpListener('front')] }),
    httpRoute(env, 'by-port', {
      parents: [ownParent(env, 'one-port', { namespace: env.namespace, port: 81 })],
      rules: [ruleTo(env, 'v1')],
    }),
  ],
  steps: [
    status('HTTPRoute/by-port', {
      conditions: { ...rejected('NoMatchingParent'), ResolvedRefs: { status: 'True', reason: 'ResolvedRefs' } },
    }),
    status('Gateway/one-port', { listeners: { front: { attachedRoutes: 0 } } }),
  ],
});

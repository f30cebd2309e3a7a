import { status } from '../../../harness/scenario/define.ts';
import { FROM_ALL, gateway, httpListener, httpRoute, ownParent, rejected, ruleTo, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteInvalidParentRefSectionNameNotMatchingPort',
  title: 'A route that names a listener together with a port which is not the listener’s is not attached',
  requirements: ['route.parentref.port', 'route.status.accepted', 'listener.status.attached-routes'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteParentRefPort'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => [
    gateway(env, 'one-listener', {
      listeners: [httpListener('front', { allowedRoutes: { ...FROM_ALL, kinds: [{ kind: 'HTTPRoute' }] } })],
    }),
    httpRoute(env, 'at-odds', {
      parents: [ownParent(env, 'one-listener', { namespace: env.namespace, sectionName: 'front', port: 81 })],
      rules: [ruleTo(env, 'v1')],
    }),
  ],
  steps: [
    status('HTTPRoute/at-odds', { conditions: rejected('NoMatchingParent') }),
    status('Gateway/one-listener', { listeners: { front: { attachedRoutes: 0 } } }),
  ],
});

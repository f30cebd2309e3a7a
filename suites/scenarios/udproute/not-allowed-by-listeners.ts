import { status } from '../../../harness/scenario/define.ts';
import {
  backendRef,
  gateway,
  httpListener,
  ownParent,
  proves,
  ROUTE_KITS,
  rejected,
  scenario,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.UDPRoute;

export default scenario({
  id: 'UDPRouteNotAllowedByListeners',
  title: 'A UDPRoute is not accepted by a listener of another protocol',
  requirements: ['route.parentref.protocol', 'listener.status.attached-routes'],
  features: kit.features,
  since: 'v1.6',
  gateways: [],
  backends: kit.backends({ v1: {} }),
  resources: (env) => [
    gateway(env, 'http-only', { listeners: [httpListener('http')] }),
    kit.route(env, 'misplaced', { parents: [ownParent(env, 'http-only')], backendRefs: [backendRef(env, 'v1')] }),
  ],
  steps: [
    ...proves(
      'route.parentref.protocol',
      status('UDPRoute/misplaced', { conditions: rejected('NotAllowedByListeners') }),
    ),
    ...proves(
      'listener.status.attached-routes',
      status('Gateway/http-only', { listeners: { http: { attachedRoutes: 0 } } }),
    ),
  ],
});

import { status } from '../../../harness/scenario/define.ts';
import {
  backendRef,
  gateway,
  ownParent,
  proves,
  ROUTE_KITS,
  rejected,
  scenario,
  tlsListener,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.TLSRoute;

export default scenario({
  id: 'TLSRouteInvalidNoMatchingListenerHostname',
  title: 'A TLSRoute none of whose hostnames fits a listener is not accepted',
  requirements: [
    'route.parentref.listener-hostname',
    'tlsroute.hostnames.no-intersection',
    'tlsroute.hostnames.intersection',
    'listener.status.attached-routes',
  ],
  features: kit.features,
  since: 'v1.6',
  gateways: [],
  backends: kit.backends({ v1: {} }),
  resources: (env) => {
    const own = (label: string, hostname: string) =>
      gateway(env, label, { listeners: [tlsListener('tls', { hostname })] });
    const route = (label: string, parent: string, hostname: string) =>
      kit.route(env, label, {
        parents: [ownParent(env, parent)],
        hostnames: [hostname],
        backendRefs: [backendRef(env, 'v1')],
      });
    return [
      own('exact', env.host('abc')),
      own('wild', `*.${env.host('abc')}`),
      route('beside-exact', 'exact', env.host('xyz')),
      // A wildcard stands for at least one label.
      route('beside-wild', 'wild', env.host('abc')),
    ];
  },
  steps: [
    ...proves(
      ['route.parentref.listener-hostname', 'tlsroute.hostnames.no-intersection', 'tlsroute.hostnames.intersection'],
      status('TLSRoute/beside-exact', { conditions: rejected('NoMatchingListenerHostname') }),
      status('TLSRoute/beside-wild', { conditions: rejected('NoMatchingListenerHostname') }),
    ),
    ...proves(
      'listener.status.attached-routes',
      status('Gateway/exact', { listeners: { tls: { attachedRoutes: 0 } } }),
      status('Gateway/wild', { listeners: { tls: { attachedRoutes: 0 } } }),
    ),
  ],
});

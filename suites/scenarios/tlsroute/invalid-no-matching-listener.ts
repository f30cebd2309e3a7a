import { status } from '../../../harness/scenario/define.ts';
import {
  backendRef,
  certificateRef,
  gateway,
  httpListener,
  httpsListener,
  ownParent,
  proves,
  ROUTE_KITS,
  rejected,
  scenario,
  tlsListener,
  tlsSecret,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.TLSRoute;

export default scenario({
  id: 'TLSRouteInvalidNoMatchingListener',
  title: 'A TLSRoute is accepted neither by listeners of other protocols nor by one that is not there',
  requirements: [
    'tlsroute.listener.protocol',
    'tlsroute.listener.wrong-protocol-reason',
    'route.parentref.protocol',
    'route.parentref.section-name',
    'listener.status.attached-routes',
  ],
  features: kit.features,
  since: 'v1.6',
  gateways: [],
  backends: kit.backends({ v1: {} }),
  resources: async (env) => {
    const route = (label: string, parent: string, sectionName?: string) =>
      kit.route(env, label, {
        parents: [ownParent(env, parent, sectionName ? { sectionName } : {})],
        backendRefs: [backendRef(env, 'v1')],
      });
    return [
      tlsSecret(env, 'pair', await env.certificate([env.hostname])),
      gateway(env, 'http-only', { listeners: [httpListener('http')] }),
      gateway(env, 'https-only', { listeners: [httpsListener('https', certificateRef(env, 'pair'))] }),
      gateway(env, 'tls-only', { listeners: [tlsListener('tls')] }),
      route('on-http', 'http-only'),
      route('on-https', 'https-only'),
      route('on-nothing', 'tls-only', 'nothing'),
    ];
  },
  steps: [
    ...proves(
      ['tlsroute.listener.protocol', 'tlsroute.listener.wrong-protocol-reason', 'route.parentref.protocol'],
      status('TLSRoute/on-http', { conditions: rejected('NotAllowedByListeners') }),
      status('TLSRoute/on-https', { conditions: rejected('NotAllowedByListeners') }),
    ),
    ...proves(
      'route.parentref.section-name',
      status('TLSRoute/on-nothing', { conditions: rejected('NoMatchingParent') }),
    ),
    ...proves(
      'listener.status.attached-routes',
      status('Gateway/http-only', { listeners: { http: { attachedRoutes: 0 } } }),
      status('Gateway/https-only', { listeners: { https: { attachedRoutes: 0 } } }),
      { ...status('Gateway/tls-only', { listeners: { tls: { attachedRoutes: 0 } } }), level: 'spec' as const },
    ),
  ],
});

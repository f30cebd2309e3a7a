import { http, status } from '../../../harness/scenario/define.ts';
import {
  type AllowedRoutes,
  arrives,
  attached,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  proves,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const allowedRoutes: AllowedRoutes = { kinds: [{ kind: 'HTTPRoute' }], namespaces: { from: 'Same' } };
const ACCEPTED = { Accepted: 'True', ResolvedRefs: 'True' } as const;

export default scenario({
  id: 'GatewayWithAttachedRoutesWithPort8080',
  title: 'Of two listeners on different ports only the one that a route names counts it',
  requirements: ['listener.status.attached-routes', 'listener.status.supported-kinds', 'route.parentref.section-name'],
  features: ['Gateway', 'GatewayPort8080', 'HTTPRoute'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => [
    gateway(env, 'front', {
      listeners: [
        httpListener('unattached', { port: 8080, allowedRoutes }),
        httpListener('attached', { allowedRoutes }),
      ],
    }),
    httpRoute(env, 'route', {
      parents: [ownParent(env, 'front', { sectionName: 'attached' })],
      rules: [ruleTo(env, 'v1')],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/route'),
    status('Gateway/front', {
      listeners: {
        unattached: { conditions: ACCEPTED, supportedKinds: ['HTTPRoute'], attachedRoutes: 0 },
        attached: { conditions: ACCEPTED, supportedKinds: ['HTTPRoute'], attachedRoutes: 1 },
      },
    }),
    http(
      [
        ...proves('route.parentref.section-name', {
          ...arrives('the port of the listener', {}, 'v1'),
          level: 'spec',
        }),
      ],
      { gateway: 'Gateway/front' },
    ),
  ],
});

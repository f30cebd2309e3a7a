import { status } from '../../../harness/scenario/define.ts';
import { proves, ROUTE_KITS, scenario, unresolved } from '../../kit/index.ts';

const kit = ROUTE_KITS.TLSRoute;

export default scenario({
  id: 'TLSRouteInvalidBackendRefUnknownKind',
  title: 'A TLSRoute to a backend of an unknown kind says so, and leads nowhere',
  requirements: ['route.backendref.unknown-kind', 'tlsroute.backends.invalid-rejected'],
  features: kit.features,
  since: 'v1.6',
  gateways: kit.gateways,
  backends: {},
  resources: (env) => [
    kit.route(env, 'strange', {
      backendRefs: [{ group: 'unknown.example.com', kind: 'Nothing', name: env.name('nothing'), port: 443 }],
    }),
  ],
  steps: [
    ...proves('route.backendref.unknown-kind', status('TLSRoute/strange', { conditions: unresolved('InvalidKind') })),
    kit.traffic([
      {
        name: 'leads nowhere',
        level: 'spec',
        requirements: ['tlsroute.backends.invalid-rejected'],
        expect: 'no-backend',
      },
    ]),
  ],
});

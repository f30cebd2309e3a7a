import { status } from '../../../harness/scenario/define.ts';
import { FROM_ALL, gateway, httpListener, proves, scenario } from '../../kit/index.ts';

const UNKNOWN_KIND = { ResolvedRefs: { status: 'False', reason: 'InvalidRouteKinds' } } as const;

export default scenario({
  id: 'GatewayInvalidRouteKind',
  title: 'A listener that allows unknown route kinds says so, and supports the known ones only',
  requirements: [
    'listener.allowed-routes.kinds',
    'listener.status.supported-kinds',
    'listener.status.valid-kinds',
    'listener.status.attached-routes',
    'listener.status.observed-generation',
  ],
  features: ['Gateway'],
  since: 'v1.0',
  backends: {},
  resources: (env) => [
    gateway(env, 'only-unknown', {
      listeners: [httpListener('http', { allowedRoutes: { ...FROM_ALL, kinds: [{ kind: 'PigeonRoute' }] } })],
    }),
    gateway(env, 'also-unknown', {
      listeners: [
        httpListener('mixed', {
          hostname: env.host('mixed'),
          allowedRoutes: { ...FROM_ALL, kinds: [{ kind: 'PigeonRoute' }, { kind: 'HTTPRoute' }] },
        }),
        httpListener('foreign-group', {
          hostname: env.host('foreign-group'),
          allowedRoutes: { ...FROM_ALL, kinds: [{ group: 'example.net', kind: 'HTTPRoute' }] },
        }),
      ],
    }),
  ],
  steps: [
    ...proves(
      [
        'listener.allowed-routes.kinds',
        'listener.status.supported-kinds',
        'listener.status.valid-kinds',
        'listener.status.attached-routes',
        'listener.status.observed-generation',
      ],
      status('Gateway/only-unknown', {
        listeners: { http: { conditions: UNKNOWN_KIND, supportedKinds: [], attachedRoutes: 0 } },
      }),
      status('Gateway/also-unknown', {
        listeners: {
          mixed: { conditions: UNKNOWN_KIND, supportedKinds: ['HTTPRoute'], attachedRoutes: 0 },
          'foreign-group': { conditions: UNKNOWN_KIND, supportedKinds: [], attachedRoutes: 0 },
        },
      }),
    ),
  ],
});

import { status } from '../../../harness/scenario/define.ts';
import { FROM_SAME, gateway, httpListener, proves, scenario } from '../../kit/index.ts';

const UNSUPPORTED = {
  conditions: { Accepted: { status: 'False', reason: 'UnsupportedProtocol' } },
  supportedKinds: [],
  attachedRoutes: 0,
} as const;

export default scenario({
  id: 'GatewayListenerUnsupportedProtocol',
  title: 'A listener of an unknown protocol is not accepted, and takes its Gateway down only where it is the only one',
  requirements: [
    'listener.protocol.unsupported',
    'gateway.accepted.listeners-not-valid',
    'gateway.status.observed-generation',
    'listener.status.supported-kinds',
    'listener.status.attached-routes',
  ],
  features: ['Gateway'],
  since: 'v1.3',
  backends: {},
  resources: (env) => [
    gateway(env, 'all-unknown', { listeners: [{ name: 'pigeon', port: 8080, protocol: 'PIGEON' }] }),
    gateway(env, 'some-unknown', {
      listeners: [
        httpListener('http', { allowedRoutes: { ...FROM_SAME, kinds: [{ kind: 'HTTPRoute' }] } }),
        { name: 'pigeon', port: 8080, protocol: 'PIGEON' },
      ],
    }),
  ],
  steps: [
    ...proves(
      [
        'listener.protocol.unsupported',
        'gateway.accepted.listeners-not-valid',
        'gateway.status.observed-generation',
        'listener.status.supported-kinds',
        'listener.status.attached-routes',
      ],
      status('Gateway/all-unknown', {
        conditions: { Accepted: { status: 'False', reason: 'ListenersNotValid' } },
        listeners: { pigeon: UNSUPPORTED },
      }),
      status('Gateway/some-unknown', {
        conditions: { Accepted: { status: 'True', reason: 'ListenersNotValid' } },
        listeners: {
          http: {
            conditions: { Accepted: { status: 'True', reason: 'Accepted' } },
            supportedKinds: ['HTTPRoute'],
            attachedRoutes: 0,
          },
          pigeon: UNSUPPORTED,
        },
      }),
    ),
  ],
});

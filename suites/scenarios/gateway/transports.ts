import { custom, patch, status } from '../../../harness/scenario/define.ts';
import type { ListenerExpectation } from '../../../harness/scenario/expectations.ts';
import {
  entriesOf,
  fieldsOf,
  gateway,
  httpListener,
  proves,
  scenario,
  tcpListener,
  udpListener,
} from '../../kit/index.ts';

/** That it is not accepted SHOULD be told with the listener, too. */
const CONFLICTED: ListenerExpectation = { conditions: { Accepted: { absentOr: 'False' }, Conflicted: 'True' } };
const UNTOUCHED: ListenerExpectation = { conditions: { Conflicted: { absentOr: 'False' } } };
const DISTINCT: ListenerExpectation = { conditions: { ...UNTOUCHED.conditions, Accepted: 'True' } };

const apart = tcpListener('apart');

export default scenario({
  id: 'SpecGatewayTransports',
  title: 'A TCP listener conflicts with an HTTP listener on its port until it goes, and with no UDP listener',
  requirements: ['gateway.listeners.distinct', 'gateway.listeners.conflicted'],
  features: ['Gateway', 'HTTPRoute', 'TCPRoute', 'UDPRoute'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: {},
  resources: (env) => [
    gateway(env, 'two-transports', { listeners: [tcpListener('tcp'), udpListener('udp', { port: apart.port })] }),
    gateway(env, 'crossed', { listeners: [httpListener('http'), tcpListener('tcp', { port: 80 }), apart] }),
  ],
  steps: [
    ...proves(
      'gateway.listeners.distinct',
      status('Gateway/two-transports', { listeners: { tcp: DISTINCT, udp: DISTINCT } }),
    ),
    ...proves(
      'gateway.listeners.conflicted',
      status('Gateway/crossed', { listeners: { http: CONFLICTED, tcp: CONFLICTED, apart: UNTOUCHED } }),
      custom({
        name: 'the Gateway says that listeners of it are not valid',
        reason: 'whether it is accepted all the same is left to the implementation',
        run: (context) =>
          context.expectObject('Gateway/crossed', ({ status: written }) => {
            const accepted = entriesOf(fieldsOf(written).conditions).find(({ type }) => type === 'Accepted');
            if (accepted?.reason === 'ListenersNotValid') return [];
            const observed = String(accepted?.reason ?? 'no such condition');
            return [{ path: 'status.conditions[Accepted].reason', expected: 'ListenersNotValid', observed }];
          }),
      }),
    ),
    patch('the TCP listener goes', 'Gateway/crossed', { spec: { listeners: [httpListener('http'), apart] } }),
    ...proves(
      'gateway.listeners.distinct',
      status('Gateway/crossed', { conditions: { Accepted: 'True' }, listeners: { http: DISTINCT, apart: DISTINCT } }),
    ),
  ],
});

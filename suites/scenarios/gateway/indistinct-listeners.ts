import { http, patch, status } from '../../../harness/scenario/define.ts';
import type { ConditionExpectations } from '../../../harness/scenario/expectations.ts';
import {
  arrives,
  attached,
  backendRef,
  FROM_SAME,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  ownParent,
  proves,
  ROUTE_KITS,
  ruleTo,
  scenario,
  tcpListener,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.TCPRoute;

/** Which of the two is the better one is for nobody to say. That they are not accepted SHOULD be told with each, too. */
const LOST: { conditions: ConditionExpectations } = {
  conditions: { Conflicted: 'True', Accepted: { absentOr: 'False' } },
};

function listenersWith(port: number) {
  return [httpListener('http', { allowedRoutes: FROM_SAME }), tcpListener('tcp', { port, allowedRoutes: FROM_SAME })];
}

export default scenario({
  id: 'SpecGatewayIndistinctListeners',
  title: 'Listeners of HTTP and TCP on one port are both refused, and served when the conflict is gone',
  requirements: [
    'gateway.listeners.no-winner',
    'gateway.listeners.none-distinct',
    'gateway.listeners.conflict-told',
    'gateway.listeners.tcp-shares-no-port',
    'gateway.spec.changes-take-effect',
  ],
  features: ['Gateway', 'HTTPRoute', 'TCPRoute'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: {}, stream: { serves: ['tcp'] } },
  resources: (env) => [
    gateway(env, 'clashing', {
      listeners: listenersWith(80),
    }),
    httpRoute(env, 'requests', { parents: [ownParent(env, 'clashing')], rules: [ruleTo(env, 'v1')] }),
    kit.route(env, 'connections', {
      parents: [ownParent(env, 'clashing')],
      backendRefs: [backendRef(env, 'stream')],
    }),
  ],
  steps: [
    ...proves(
      ['gateway.listeners.none-distinct', 'gateway.listeners.conflict-told'],
      status('Gateway/clashing', { conditions: { Accepted: { status: 'False', reason: 'ListenersNotValid' } } }),
    ),
    ...proves(
      ['gateway.listeners.no-winner', 'gateway.listeners.tcp-shares-no-port'],
      status('Gateway/clashing', { listeners: { http: LOST, tcp: LOST } }),
    ),
    patch('the TCP listener gets another port', 'Gateway/clashing', { spec: { listeners: listenersWith(9300) } }),
    ...proves(
      'gateway.spec.changes-take-effect',
      status('Gateway/clashing', {
        conditions: GATEWAY_SERVES,
        listeners: { http: { conditions: LISTENER_SERVES }, tcp: { conditions: LISTENER_SERVES } },
      }),
    ),
    ...attached('HTTPRoute/requests', 'TCPRoute/connections'),
    http(proves('gateway.spec.changes-take-effect', arrives('requests are served', {}, 'v1')), {
      gateway: 'Gateway/clashing',
    }),
    kit.traffic(
      [
        {
          name: 'connections are served',
          requirements: ['gateway.spec.changes-take-effect'],
          expect: { backend: 'stream' },
        },
      ],
      { gateway: 'Gateway/clashing', port: 9300 },
    ),
  ],
});

import { grpc } from '../../../harness/scenario/define.ts';
import {
  attached,
  callsTo,
  echoMethod,
  gateway,
  grpcRoute,
  httpListener,
  ownParent,
  ROUTE_KITS,
  reaches,
  scenario,
  unimplemented,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.GRPCRoute;

export default scenario({
  id: 'GRPCRouteMultipleGateways',
  title: 'A GRPCRoute of two Gateways is served by both, and one of a single Gateway by that alone',
  requirements: ['route.parentref.each-separately', 'grpcroute.match.method'],
  features: kit.features,
  since: 'v1.7',
  gateways: [],
  backends: kit.backends({ v1: {}, v2: {}, v3: {} }),
  resources: (env) => {
    const own = (label: string) => gateway(env, label, { listeners: [httpListener('http')] });
    const route = (label: string, backend: string, method: string, ...gateways: string[]) =>
      grpcRoute(env, label, {
        parents: gateways.map((name) => ownParent(env, name)),
        rules: [callsTo(env, backend, echoMethod(method))],
      });
    return [
      own('left'),
      own('right'),
      route('both', 'v1', 'Echo', 'left', 'right'),
      route('left-only', 'v2', 'EchoTwo', 'left'),
      route('right-only', 'v3', 'EchoTwo', 'right'),
      route('left-too', 'v2', 'EchoThree', 'left'),
    ];
  },
  steps: [
    ...attached('GRPCRoute/both', 'GRPCRoute/left-only', 'GRPCRoute/right-only', 'GRPCRoute/left-too'),
    grpc(
      [
        reaches('the shared route, on the left', {}, 'v1'),
        reaches('the route of the left', { method: 'EchoTwo' }, 'v2'),
      ],
      { gateway: 'Gateway/left' },
    ),
    grpc(
      [
        reaches('the shared route, on the right', {}, 'v1'),
        reaches('the route of the right, of the same method', { method: 'EchoTwo' }, 'v3'),
        unimplemented('not the route of the left', { method: 'EchoThree' }, { level: 'spec' }),
      ],
      { gateway: 'Gateway/right' },
    ),
  ],
});

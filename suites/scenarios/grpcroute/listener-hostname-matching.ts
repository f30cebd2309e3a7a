import { grpc } from '../../../harness/scenario/define.ts';
import {
  attached,
  callsTo,
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
  id: 'GRPCRouteListenerHostnameMatching',
  title: 'A GRPCRoute without hostnames gets the calls for the hostname of its listener',
  requirements: ['grpcroute.hostnames.intersection', 'gateway.listeners.most-specific-hostname'],
  features: kit.features,
  since: 'v1.6',
  gateways: [],
  backends: kit.backends({ v1: {}, v2: {}, v3: {} }),
  resources: (env) => {
    const route = (label: string, backend: string, ...sections: string[]) =>
      grpcRoute(env, label, {
        parents: sections.map((sectionName) => ownParent(env, 'several', { sectionName })),
        hostnames: [],
        rules: [callsTo(env, backend)],
      });
    return [
      gateway(env, 'several', {
        listeners: [
          httpListener('one', { hostname: env.host('bar') }),
          httpListener('two', { hostname: `foo.${env.host('bar')}` }),
          httpListener('three', { hostname: `*.${env.host('bar')}` }),
          httpListener('four', { hostname: `*.${env.host('foo')}` }),
        ],
      }),
      route('first', 'v1', 'one'),
      route('second', 'v2', 'two'),
      route('third', 'v3', 'three', 'four'),
    ];
  },
  steps: (env) => {
    const at = (authority: string) => ({ authority });
    const bar = env.host('bar');
    return [
      ...attached('GRPCRoute/first', 'GRPCRoute/second', 'GRPCRoute/third'),
      grpc(
        [
          reaches('the exact hostname', at(bar), 'v1'),
          reaches('an exact hostname below it', at(`foo.${bar}`), 'v2'),
          reaches('the wildcard', at(`baz.${bar}`), 'v3'),
          reaches('the wildcard, two labels', at(`multiple.prefixes.${bar}`), 'v3'),
          reaches('another wildcard, two labels', at(`multiple.prefixes.${env.host('foo')}`), 'v3'),
          unimplemented('the domain of a wildcard', at(env.host('foo'))),
          unimplemented('no listener’s hostname', at(env.host('elsewhere'))),
        ],
        { gateway: 'Gateway/several' },
      ),
    ];
  },
});

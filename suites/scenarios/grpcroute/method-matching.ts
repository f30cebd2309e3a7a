import { grpc } from '../../../harness/scenario/define.ts';
import {
  attached,
  callsTo,
  ECHO_SERVICE,
  echoMethod,
  grpcRoute,
  ROUTE_KITS,
  reaches,
  scenario,
  unimplemented,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.GRPCRoute;
const METHOD = { requirements: ['grpcroute.match.method'] };
const NO_RULE = { requirements: ['grpcroute.no-rule-unimplemented'] };

const exact = scenario({
  id: 'GRPCExactMethodMatching',
  title: 'A GRPCRoute selects its backend by service and method',
  requirements: ['grpcroute.match.method', 'grpcroute.no-rule-unimplemented'],
  features: kit.features,
  since: 'v1.6',
  backends: kit.backends({ v1: {}, v2: {} }),
  resources: (env) => [
    grpcRoute(env, 'methods', {
      rules: [callsTo(env, 'v1', echoMethod('Echo')), callsTo(env, 'v2', echoMethod('EchoTwo'))],
    }),
  ],
  steps: [
    ...attached('GRPCRoute/methods'),
    grpc([
      reaches('the method of the first rule', { method: 'Echo' }, 'v1', METHOD),
      reaches('the method of the second rule', { method: 'EchoTwo' }, 'v2', METHOD),
      unimplemented('a method that no rule has', { method: 'EchoThree' }, NO_RULE),
    ]),
  ],
});

const parts = scenario({
  id: 'SpecGRPCRouteMethodParts',
  title: 'A method match may name the service alone or the method alone, and the longer name goes first',
  requirements: ['grpcroute.match.method', 'grpcroute.precedence.criteria', 'grpcroute.no-rule-unimplemented'],
  features: kit.features,
  since: 'v1.6',
  level: 'spec',
  backends: kit.backends({ v1: {}, v2: {}, v3: {} }),
  resources: (env) => [
    grpcRoute(env, 'parts', {
      rules: [
        callsTo(env, 'v1', { method: { service: ECHO_SERVICE } }),
        callsTo(env, 'v2', echoMethod('EchoTwo')),
        callsTo(env, 'v3', { method: { method: 'Other' } }),
      ],
    }),
  ],
  steps: [
    ...attached('GRPCRoute/parts'),
    grpc([
      reaches('any method of the service', { method: 'Echo' }, 'v1', METHOD),
      reaches('service and method before the service alone', { method: 'EchoTwo' }, 'v2', {
        requirements: ['grpcroute.precedence.criteria'],
      }),
      unimplemented('a service with more behind its name', { service: `${ECHO_SERVICE}Two`, method: 'Echo' }, NO_RULE),
      unimplemented('a service in another case', { service: ECHO_SERVICE.toLowerCase(), method: 'Echo' }, NO_RULE),
      unimplemented('a method with more behind its name', { service: 'other.Service', method: 'OtherTwo' }, NO_RULE),
    ]),
  ],
});

const named = scenario({
  id: 'GRPCRouteNamedRule',
  title: 'Rules of a GRPCRoute may have names',
  requirements: ['grpcroute.match.method'],
  features: [...kit.features, 'GRPCRouteNamedRouteRule'],
  since: 'v1.6',
  backends: kit.backends({ v1: {}, v2: {} }),
  resources: (env) => [
    grpcRoute(env, 'named', {
      rules: [
        { name: 'named-rule', ...callsTo(env, 'v1', echoMethod('Echo')) },
        callsTo(env, 'v2', echoMethod('EchoTwo')),
      ],
    }),
  ],
  steps: [
    ...attached('GRPCRoute/named'),
    grpc([
      reaches('the rule with a name', { method: 'Echo' }, 'v1'),
      reaches('the rule without one', { method: 'EchoTwo' }, 'v2'),
    ]),
  ],
});

export default [exact, parts, named];

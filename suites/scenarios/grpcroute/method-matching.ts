import { grpc } from '../../../harness/scenario/define.ts';
import {
  attached,
  callsTo,
  ECHO_SERVICE,
  echoMethod,
  grpcRoute,
  proves,
  ROUTE_KITS,
  reaches,
  scenario,
  unimplemented,
  whereTaken,
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

const specific = scenario({
  id: 'SpecGRPCRouteSpecificMatches',
  title: 'Where GRPCRoutes with regular expressions, or with a method alone, are taken, calls are matched by them',
  requirements: ['grpcroute.match.regular-expression', 'grpcroute.match.method-alone', 'grpcroute.precedence.criteria'],
  features: kit.features,
  since: 'v1.6',
  level: 'spec',
  backends: kit.backends({ v1: {}, v2: {} }),
  resources: (env) => [
    grpcRoute(env, 'expression', {
      hostnames: [env.host('expression')],
      rules: [
        callsTo(env, 'v1', {
          method: {
            type: 'RegularExpression',
            service: ECHO_SERVICE.replace('GrpcEcho', 'Gr[a-z]*Echo'),
            method: 'Echo',
          },
        }),
      ],
    }),
    grpcRoute(env, 'other-case', {
      hostnames: [env.host('other-case')],
      rules: [
        callsTo(env, 'v1', { method: { type: 'RegularExpression', service: 'GATEWAY_[A-Z]*.*', method: 'E.*' } }),
      ],
    }),
    grpcRoute(env, 'alone', {
      hostnames: [env.host('alone')],
      rules: [
        callsTo(env, 'v1', { method: { method: 'EchoTwo' } }),
        callsTo(env, 'v2', { method: { service: ECHO_SERVICE } }),
      ],
    }),
    grpcRoute(env, 'other', {
      hostnames: [env.host('other')],
      rules: [callsTo(env, 'v1', { method: { method: 'EchoTwo' } })],
    }),
  ],
  steps: (env) => [
    ...whereTaken(
      'GRPCRoute/expression',
      'grpc',
      ...proves(
        'grpcroute.match.regular-expression',
        reaches('a service that the expression matches', { authority: env.host('expression'), method: 'Echo' }, 'v1'),
      ),
    ),
    ...whereTaken(
      'GRPCRoute/other-case',
      'grpc',
      ...proves(
        'grpcroute.match.regular-expression',
        unimplemented('an expression in another letter case', { authority: env.host('other-case'), method: 'Echo' }),
      ),
    ),
    ...whereTaken(
      'GRPCRoute/alone',
      'grpc',
      reaches('the service before the method alone', { authority: env.host('alone'), method: 'EchoTwo' }, 'v2', {
        requirements: ['grpcroute.precedence.criteria'],
      }),
    ),
    ...whereTaken(
      'GRPCRoute/other',
      'grpc',
      ...proves(
        'grpcroute.match.method-alone',
        reaches('a method alone', { authority: env.host('other'), method: 'EchoTwo' }, 'v1'),
        unimplemented('another method', { authority: env.host('other'), method: 'Echo' }),
      ),
    ),
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

export default [exact, specific, named];

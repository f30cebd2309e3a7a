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
  withMetadata,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.GRPCRoute;
const METHOD = { requirements: ['grpcroute.match.method'] };

const BOTH = { tier: 'gold', shade: 'teal' };

// Nobody can tell a backend that does not know a method from a Gateway that has no rule for it: so it is the rule that is
// off by an edit, and the backend would answer.
const NEAR_MISSES = {
  'a service in another letter case': { service: ECHO_SERVICE.toUpperCase(), method: 'Echo' },
  'the beginning of the service': { service: ECHO_SERVICE.slice(0, -1), method: 'Echo' },
  'a package of the service': { service: ECHO_SERVICE.slice(0, ECHO_SERVICE.lastIndexOf('.')), method: 'Echo' },
  'the service with more before it': { service: `more.${ECHO_SERVICE}`, method: 'Echo' },
  'the service with more behind it': { service: `${ECHO_SERVICE}Two`, method: 'Echo' },
  'another service': { service: 'other.Service', method: 'Echo' },
  // The only character of an exact name that means something in an expression.
  'a dot where the service has another character': { service: ECHO_SERVICE.replace('_', '.'), method: 'Echo' },
  'a method in another letter case': { service: ECHO_SERVICE, method: 'echo' },
  'the end of the service': { service: ECHO_SERVICE.slice(1), method: 'Echo' },
  'the end of the method': { service: ECHO_SERVICE, method: 'cho' },
  'the beginning of the method': { service: ECHO_SERVICE, method: 'Ech' },
  'the method with more behind it': { service: ECHO_SERVICE, method: 'EchoTwo' },
  'another service alone': { service: 'other.Service' },
} as const;

/** For calls of Echo the second has the better match, for those of EchoTwo the first, whatever else they match. */
const MIXED = [
  [echoMethod('EchoTwo'), { method: { service: ECHO_SERVICE } }],
  [echoMethod('Echo'), { method: { service: ECHO_SERVICE }, ...withMetadata({ tier: 'gold' }) }],
] as const;

function inTurn(label: string, authority: string) {
  const call = { authority, metadata: { tier: 'gold' } };
  return [
    reaches(`${label}: the second has the method`, { ...call, method: 'Echo' }, 'v2'),
    reaches(`${label}: the first has the method`, { ...call, method: 'EchoTwo' }, 'v1'),
  ] as const;
}

export default scenario({
  id: 'SpecGRPCRouteMethodParts',
  title:
    'A method match compares service and method whole, may name the service alone, and goes first where it names both',
  requirements: ['grpcroute.match.method', 'grpcroute.precedence.criteria', 'grpcroute.no-rule-unimplemented'],
  features: kit.features,
  since: 'v1.6',
  level: 'spec',
  backends: kit.backends({ v1: {}, v2: {}, v3: {} }),
  resources: (env) => [
    grpcRoute(env, 'parts', {
      rules: [callsTo(env, 'v1', { method: { service: ECHO_SERVICE } }), callsTo(env, 'v2', echoMethod('EchoTwo'))],
    }),
    grpcRoute(env, 'order', {
      hostnames: [env.host('order')],
      rules: [
        callsTo(env, 'v3', { method: { service: ECHO_SERVICE }, ...withMetadata({ tier: 'gold', shade: 'teal' }) }),
        callsTo(env, 'v1', { method: { service: ECHO_SERVICE }, ...withMetadata({ tier: 'gold' }) }),
        callsTo(env, 'v2', echoMethod('EchoTwo')),
        callsTo(env, 'v1', withMetadata({ tier: 'gold', shade: 'teal', plan: 'full' })),
      ],
    }),
    // Each wins some and loses others: no rule and no route goes before another as a whole.
    grpcRoute(env, 'in-turn', {
      hostnames: [env.host('turn')],
      rules: [callsTo(env, 'v1', ...MIXED[0]), callsTo(env, 'v2', ...MIXED[1])],
    }),
    ...MIXED.map((matches, index) =>
      grpcRoute(env, `mixed-${index}`, {
        hostnames: [env.host('mixed')],
        rules: matches.map((match) => callsTo(env, index === 0 ? 'v1' : 'v2', match)),
      }),
    ),
    grpcRoute(env, 'near', {
      hostnames: [env.host('near')],
      rules: [callsTo(env, 'v3', ...Object.values(NEAR_MISSES).map((method) => ({ method })))],
    }),
  ],
  steps: (env) => {
    const ordered = { authority: env.host('order'), metadata: { ...BOTH, plan: 'full' } };
    return [
      ...attached(
        'GRPCRoute/parts',
        'GRPCRoute/order',
        'GRPCRoute/near',
        'GRPCRoute/in-turn',
        'GRPCRoute/mixed-0',
        'GRPCRoute/mixed-1',
      ),
      grpc([
        reaches('any method of the service', { method: 'Echo' }, 'v1', METHOD),
        reaches('service and method before the service alone', { method: 'EchoTwo' }, 'v2', {
          requirements: ['grpcroute.precedence.criteria'],
        }),
        ...proves(
          'grpcroute.precedence.criteria',
          ...inTurn('turn', env.host('turn')),
          ...inTurn('mixed', env.host('mixed')),
          reaches('a method before two headers', { ...ordered, method: 'EchoTwo' }, 'v2'),
          reaches('a service and two headers before three headers', { ...ordered, method: 'Echo' }, 'v3'),
          reaches(
            'a service and one header, where the second is another',
            { ...ordered, metadata: { ...BOTH, shade: 'rust' } },
            'v1',
          ),
        ),
        unimplemented(
          `no rule fits, though there are rules for ${Object.keys(NEAR_MISSES).join(', ')}`,
          { authority: env.host('near'), method: 'Echo' },
          { requirements: ['grpcroute.match.method', 'grpcroute.no-rule-unimplemented'] },
        ),
        reaches(
          'the method that one of those rules has',
          { authority: env.host('near'), method: 'EchoTwo' },
          'v3',
          METHOD,
        ),
      ]),
    ];
  },
});

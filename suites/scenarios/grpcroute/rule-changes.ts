import { absent, apply, grpc, patch, remove } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  attached,
  backendRef,
  callsTo,
  echoMethod,
  type GrpcRouteRule,
  grpcRoute,
  proves,
  reaches,
  scenario,
  unimplemented,
  withMetadata,
} from '../../kit/index.ts';

interface Rules {
  before: GrpcRouteRule[];
  after: GrpcRouteRule[];
}

/** By route, the rules that it has first and afterwards. Each route has a hostname of its own. */
function rulesOf(env: ScenarioEnv): Record<string, Rules> {
  const weighted = (v1: number, v2: number): GrpcRouteRule => ({
    backendRefs: [backendRef(env, 'v1', { weight: v1 }), backendRef(env, 'v2', { weight: v2 })],
  });
  const setting = (value: string): GrpcRouteRule => ({
    ...callsTo(env, 'v1'),
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'stage', value }] } }],
  });
  return {
    method: {
      before: [callsTo(env, 'v1', echoMethod('Echo'))],
      after: [callsTo(env, 'v1', echoMethod('EchoTwo'))],
    },
    header: {
      before: [callsTo(env, 'v1', withMetadata({ colour: 'red' }))],
      after: [callsTo(env, 'v1', withMetadata({ colour: 'blue' }))],
    },
    order: {
      before: [callsTo(env, 'v1', echoMethod('Echo')), callsTo(env, 'v2', echoMethod('Echo'))],
      after: [callsTo(env, 'v2', echoMethod('Echo')), callsTo(env, 'v1', echoMethod('Echo'))],
    },
    more: {
      before: [callsTo(env, 'v1')],
      after: [callsTo(env, 'v1'), callsTo(env, 'v2', echoMethod('Echo'))],
    },
    fewer: {
      before: [callsTo(env, 'v2', echoMethod('Echo')), callsTo(env, 'v1')],
      after: [callsTo(env, 'v1')],
    },
    last: {
      before: [callsTo(env, 'v1', echoMethod('Echo')), callsTo(env, 'v2', echoMethod('EchoTwo'))],
      after: [callsTo(env, 'v1', echoMethod('Echo'))],
    },
    weight: { before: [weighted(1, 0)], after: [weighted(0, 1)] },
    filter: { before: [setting('first')], after: [callsTo(env, 'v1')] },
    // An empty list is none at all: it takes every call.
    'no-match': {
      before: [callsTo(env, 'v1', echoMethod('EchoTwo')), { ...callsTo(env, 'v2'), matches: [] }],
      after: [callsTo(env, 'v1', echoMethod('EchoTwo'))],
    },
    backends: { before: [callsTo(env, 'v1')], after: [{ backendRefs: [] }] },
  };
}

export default scenario({
  id: 'SpecGRPCRouteRuleChanges',
  title:
    'Calls are led by the rules and hostnames that a GRPCRoute has now: edited, reordered, added, removed, made anew',
  requirements: [
    'grpcroute.no-rule-unimplemented',
    'grpcroute.backends.receive-calls',
    'grpcroute.backends.all-invalid-unavailable',
    'grpcroute.precedence.criteria',
    'grpcroute.filters.request-header-modifier',
    'route.status.accepted',
  ],
  features: ['Gateway', 'GRPCRoute'],
  since: 'v1.6',
  level: 'spec',
  backends: { v1: { serves: ['grpc'] }, v2: { serves: ['grpc'] } },
  resources: (env) => [
    ...Object.entries(rulesOf(env)).map(([label, { before }]) =>
      grpcRoute(env, label, { hostnames: [env.host(label)], rules: before }),
    ),
    grpcRoute(env, 'rehosted', { hostnames: [env.host('old')], rules: [callsTo(env, 'v1')] }),
    grpcRoute(env, 'anew', { hostnames: [env.host('anew')], rules: [callsTo(env, 'v1', echoMethod('Echo'))] }),
  ],
  steps: (env) => {
    const routes = Object.entries(rulesOf(env));
    const to = (label: string) => ({ authority: env.host(label) });
    const two = (label: string) => ({ ...to(label), method: 'EchoTwo' });
    const coloured = (colour: string) => ({ ...to('header'), metadata: { colour } });
    const served = (name: string, send: object, backend: string) =>
      proves('grpcroute.backends.receive-calls', reaches(name, send, backend));
    const unserved = (name: string, send: object) =>
      proves('grpcroute.no-rule-unimplemented', unimplemented(name, send));
    const change = (label: string, rules: GrpcRouteRule[]) =>
      patch(`${label}: the rules change`, `GRPCRoute/${label}`, { spec: { rules } });
    const statuses = attached(...routes.map(([label]) => `GRPCRoute/${label}` as const));
    const both = attached('GRPCRoute/rehosted', 'GRPCRoute/anew');
    const [filtered, unfiltered] = [{ stage: 'first' }, { stage: 'mine' }];
    const stage = (saw: Record<string, string>) =>
      proves(
        'grpcroute.filters.request-header-modifier',
        reaches('filter: what the backend sees', { ...to('filter'), metadata: { stage: 'mine' } }, 'v1', {
          saw: { metadata: saw },
        }),
      );
    const sendBefore = [
      ...served('method: the first', to('method'), 'v1'),
      ...unserved('method: the second', two('method')),
      ...served('header: the first value', coloured('red'), 'v1'),
      ...unserved('header: the second value', coloured('blue')),
      ...proves(
        ['grpcroute.precedence.criteria', 'grpcroute.precedence.first-rule'],
        reaches('order: the first of equal rules', to('order'), 'v1'),
      ),
      ...proves('grpcroute.rules.every-call', reaches('more: the only rule', to('more'), 'v1')),
      ...proves(
        'grpcroute.rules.every-call',
        reaches('no-match: the rule with an empty list', to('no-match'), 'v2'),
        reaches('no-match: the rule before it', two('no-match'), 'v1'),
      ),
      ...served('fewer: the better rule', to('fewer'), 'v2'),
      ...served('last: the rule that goes', two('last'), 'v2'),
      ...served('weight: all for the first backend', to('weight'), 'v1'),
      ...stage(filtered),
      ...served('backends: one', to('backends'), 'v1'),
    ] as const;
    return [
      ...statuses,
      ...both,
      grpc([
        ...sendBefore,
        ...served('rehosted: the old hostname', to('old'), 'v1'),
        ...unserved('rehosted: the new hostname', to('new')),
        ...served('anew: the first route', to('anew'), 'v1'),
      ]),

      ...routes.map(([label, { after }]) => change(label, after)),
      patch('rehosted: the hostname changes', 'GRPCRoute/rehosted', { spec: { hostnames: [env.host('new')] } }),
      remove('anew: the route goes', 'GRPCRoute/anew'),
      ...proves('route.status.accepted', absent('GRPCRoute/anew')),
      apply('anew: one of the same name comes', [
        grpcRoute(env, 'anew', { hostnames: [env.host('anew')], rules: [callsTo(env, 'v2', echoMethod('EchoTwo'))] }),
      ]),
      ...statuses,
      ...both,
      grpc([
        ...unserved('method: the first', to('method')),
        ...served('method: the second', two('method'), 'v1'),
        ...unserved('header: the first value', coloured('red')),
        ...served('header: the second value', coloured('blue'), 'v1'),
        ...proves(
          'grpcroute.precedence.criteria',
          reaches('order: the first of equal rules, reordered', to('order'), 'v2'),
          reaches('more: the rule that came', to('more'), 'v2'),
        ),
        ...served('more: the rule before it', two('more'), 'v1'),
        ...unserved('no-match: when that rule went', to('no-match')),
        ...served('fewer: what the better rule leaves', to('fewer'), 'v1'),
        ...unserved('last: the rule that went', two('last')),
        ...served('weight: all for the second backend', to('weight'), 'v2'),
        ...stage(unfiltered),
        {
          name: 'backends: none',
          send: to('backends'),
          expect: { code: 'UNAVAILABLE' },
          requirements: ['grpcroute.backends.all-invalid-unavailable'],
        },
        ...unserved('rehosted: the old hostname', to('old')),
        ...served('rehosted: the new hostname', to('new'), 'v1'),
        ...unserved('anew: the method of the former route', to('anew')),
        ...served('anew: the method of the new one', two('anew'), 'v2'),
      ]),

      // What was served once must not be taken for what is served now.
      ...routes.map(([label, { before }]) => change(label, before)),
      ...statuses,
      grpc(sendBefore),
    ];
  },
});

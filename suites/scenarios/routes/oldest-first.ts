import { absent, custom, remove } from '../../../harness/scenario/define.ts';
import { applyYounger, attached, backendRef, type RouteKind, scenario, variants } from '../../kit/index.ts';
import type { RequirementId } from '../../kit/scenario.ts';

const CLAUSES: Partial<Record<RouteKind, RequirementId>> = {
  GRPCRoute: 'grpcroute.precedence.oldest-route',
  TLSRoute: 'listener.routes.oldest-first',
};

/** The younger one is first by name, so that age alone makes the other one win. */
const [YOUNGER, OLDER] = ['aaa-younger', 'zzz-older'];

export default variants(['GRPCRoute', 'TLSRoute'], (kit) =>
  scenario({
    id: `Spec${kit.kind}OldestFirst`,
    title: `Of two ${kit.kind}s that want the same the older one gets it, and the younger one when that goes`,
    requirements: [CLAUSES[kit.kind] ?? 'route.conflict.oldest-bound', 'route.conflict.oldest-bound'],
    features: kit.features,
    since: 'v1.6',
    level: 'spec',
    gateways: kit.gateways,
    backends: kit.backends({ older: {}, younger: {} }),
    resources: (env) => [...kit.front(env), kit.route(env, OLDER, { backendRefs: [backendRef(env, 'older')] })],
    steps: [
      ...attached(`${kit.kind}/${OLDER}`),
      custom({
        name: 'make a route that is younger by its timestamp',
        reason: 'timestamps count whole seconds, which have to pass',
        run: (context) =>
          applyYounger(context, kit.route(context.env, YOUNGER, { backendRefs: [backendRef(context.env, 'younger')] })),
      }),
      ...attached(`${kit.kind}/${YOUNGER}`, `${kit.kind}/${OLDER}`),
      kit.traffic([{ name: 'the older route, which is last by name', expect: { backend: 'older' } }]),
      remove('the older route goes', `${kit.kind}/${OLDER}`),
      kit.traffic([{ name: 'the younger route, when the older one is gone', expect: { backend: 'younger' } }]),
      absent(`${kit.kind}/${OLDER}`),
      custom({
        name: 'make the route that went anew, which is the youngest now',
        reason: 'timestamps count whole seconds, which have to pass',
        run: (context) =>
          applyYounger(context, kit.route(context.env, OLDER, { backendRefs: [backendRef(context.env, 'older')] })),
      }),
      ...attached(`${kit.kind}/${YOUNGER}`, `${kit.kind}/${OLDER}`),
      kit.traffic([{ name: 'the route that is older than one that was made anew', expect: { backend: 'younger' } }]),
    ],
  }),
);

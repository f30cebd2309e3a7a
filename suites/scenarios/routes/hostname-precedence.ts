import { custom, grpc, tls } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { Step } from '../../../harness/scenario/steps.ts';
import {
  applyYounger,
  attached,
  backendRef,
  FROM_SAME,
  gateway,
  ownParent,
  ROUTE_KITS,
  scenario,
} from '../../kit/index.ts';

/** The younger route has the more specific hostname; the intersection with the listener's is the same for both. */
const PAIRS = [
  { label: 'exact', listener: 'exact', older: 'wild', newer: 'exact' },
  { label: 'wild', listener: 'wild', older: 'wider', newer: 'wild' },
] as const;

function hostname(env: ScenarioEnv, name: 'exact' | 'wild' | 'wider'): string {
  const wider = `*.${env.domain}`;
  return { exact: `abc.${env.host('below')}`, wild: `*.${env.host('below')}`, wider }[name];
}

export default (['GRPCRoute', 'TLSRoute'] as const).map((kind) => {
  const kit = ROUTE_KITS[kind];
  const clause = kind === 'TLSRoute' ? 'tlsroute.hostnames.original-first' : 'grpcroute.hostnames.original-first';
  return scenario({
    id: `${kind}MultipleRoutesAttachmentSameHostnameIntersection`,
    title: `Of ${kind}s with the same intersection the one whose own hostname is more specific wins, though it is younger`,
    requirements: [clause],
    features: ['Gateway', 'GatewayRouteHostnameIntersectionPrecedence', kind],
    since: 'v1.7',
    gateways: [],
    backends: kit.backends({ older: {}, newer: {} }),
    resources: (env) =>
      PAIRS.flatMap(({ label, listener, older }) => [
        gateway(env, label, {
          listeners: [kit.listener('front', { hostname: hostname(env, listener), allowedRoutes: FROM_SAME })],
        }),
        kit.route(env, `${label}-older`, {
          parents: [ownParent(env, label)],
          hostnames: [hostname(env, older)],
          backendRefs: [backendRef(env, 'older')],
        }),
      ]),
    steps: (env) => [
      ...attached(...PAIRS.map(({ label }) => `${kind}/${label}-older` as const)),
      custom({
        name: 'make routes that are younger by their timestamps',
        reason: 'timestamps count whole seconds, which have to pass',
        async run(context) {
          const [first, ...others] = PAIRS.map(({ label, newer }) =>
            kit.route(env, `${label}-newer`, {
              parents: [ownParent(env, label)],
              hostnames: [hostname(env, newer)],
              backendRefs: [backendRef(env, 'newer')],
            }),
          );
          if (first) await applyYounger(context, first);
          await context.apply(others);
        },
      }),
      ...attached(...PAIRS.map(({ label }) => `${kind}/${label}-newer` as const)),
      ...PAIRS.map(({ label }) => askFor(env, kind, label)),
    ],
  });
});

/** The certificate of the backends covers no name that is two labels below the scenario's domain. */
function askFor(env: ScenarioEnv, kind: 'GRPCRoute' | 'TLSRoute', label: string): Step {
  const name = `${label}: the younger route`;
  const host = hostname(env, 'exact');
  const target = { gateway: `Gateway/${label}` } as const;
  if (kind === 'GRPCRoute') return grpc([{ name, send: { authority: host }, expect: { backend: 'newer' } }], target);
  const certificate = { names: [env.backendTls.hostname] };
  return tls([{ name, send: { sni: host }, expect: { backend: 'newer', certificate } }], target);
}

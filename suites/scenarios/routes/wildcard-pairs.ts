import { status, tls } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { Step } from '../../../harness/scenario/steps.ts';
import type { TrafficRow } from '../../../harness/scenario/traffic.ts';
import {
  attached,
  backendRef,
  FROM_SAME,
  gateway,
  type KindRow,
  ownParent,
  proves,
  type RequirementId,
  ROUTE_KITS,
  type RouteKind,
  rejected,
  scenario,
} from '../../kit/index.ts';

/** Two wildcards, one of which is under the other: what they have in common is the longer one, whosever it is. */
const PAIRS = {
  'longer-route': { listener: 'wide', route: 'deep' },
  'longer-listener': { listener: 'deep', route: 'wide' },
} as const;

const CLAUSES = {
  HTTPRoute: 'listener.hostname.route-intersection',
  GRPCRoute: 'grpcroute.hostnames.intersection',
  TLSRoute: 'tlsroute.hostnames.intersection',
} as const satisfies Partial<Record<RouteKind, RequirementId>>;

type Kind = keyof typeof CLAUSES;

function wildcard(env: ScenarioEnv, label: string, width: 'wide' | 'deep'): string {
  return width === 'wide' ? `*.${env.host(label)}` : `*.deep.${env.host(label)}`;
}

export default (['HTTPRoute', 'GRPCRoute', 'TLSRoute'] as const).map((kind) => {
  const kit = ROUTE_KITS[kind];
  return scenario({
    id: `Spec${kind}WildcardPairs`,
    title: `A wildcard of a ${kind} and one of a listener have in common what is under both`,
    requirements: [CLAUSES[kind]],
    features: kit.features,
    since: kind === 'HTTPRoute' ? 'v1.0' : 'v1.6',
    level: 'spec',
    gateways: [],
    backends: kit.backends({ v1: {} }),
    resources: (env) => [
      gateway(env, 'wildcards', {
        listeners: Object.entries(PAIRS).map(([label, { listener }]) =>
          kit.listener(label, { hostname: wildcard(env, label, listener), allowedRoutes: FROM_SAME }),
        ),
      }),
      ...Object.entries(PAIRS).map(([label, { route }]) =>
        kit.route(env, label, {
          parents: [ownParent(env, 'wildcards', { sectionName: label })],
          hostnames: [wildcard(env, label, route)],
          backendRefs: [backendRef(env, 'v1')],
        }),
      ),
      kit.route(env, 'beside', {
        parents: [ownParent(env, 'wildcards', { sectionName: 'longer-listener' })],
        hostnames: [`*.flat.${env.host('longer-listener')}`],
        backendRefs: [backendRef(env, 'v1')],
      }),
    ],
    steps: (env) => [
      ...attached(...Object.keys(PAIRS).map((label) => `${kind}/${label}` as const)),
      ...proves(
        CLAUSES[kind],
        status(`${kind}/beside`, { conditions: rejected('NoMatchingListenerHostname') }),
        askFor(env, kind, 'longer-route'),
        askFor(env, kind, 'longer-listener'),
      ),
    ],
  });
});

function askFor(env: ScenarioEnv, kind: Kind, label: string): Step {
  const rows: readonly [KindRow, ...KindRow[]] = [
    { name: `${label}: a name under both`, host: `one.deep.${env.host(label)}`, expect: { backend: 'v1' } },
    { name: `${label}: two labels under both`, host: `one.two.deep.${env.host(label)}`, expect: { backend: 'v1' } },
    { name: `${label}: a name under the wider one only`, host: `one.${env.host(label)}`, expect: 'no-route' },
    { name: `${label}: the bare domain of the longer one`, host: `deep.${env.host(label)}`, expect: 'no-route' },
  ];
  const target = { gateway: 'Gateway/wildcards' } as const;
  if (kind !== 'TLSRoute') return ROUTE_KITS[kind].traffic(rows, target);
  const [first, ...others] = rows;
  return tls([toTls(env, first), ...others.map((row) => toTls(env, row))], target);
}

/** The certificate of the backends covers no name that is two labels below the scenario's domain. */
function toTls(env: ScenarioEnv, { name, host = '', expect }: KindRow): TrafficRow<'tls'> {
  const certificate = { names: [env.backendTls.hostname] };
  const refused = { connection: 'refused' } as const;
  return { name, send: { sni: host }, expect: expect === 'no-route' ? refused : { backend: 'v1', certificate } };
}

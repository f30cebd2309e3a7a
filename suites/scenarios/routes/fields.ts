import { patch } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { Step } from '../../../harness/scenario/steps.ts';
import {
  attached,
  type BackendRef,
  backendRef,
  behindDeadPort,
  GATHERED_PORT,
  type KindRow,
  LEADS_NOWHERE,
  type RouteKind,
  type RouteKit,
  scenario,
  variants,
} from '../../kit/index.ts';
import type { RequirementId } from '../../kit/scenario.ts';

/** That the backend which is named gets it, by the port that is named. */
const RECEIVES: Partial<Record<RouteKind, RequirementId>> = {
  GRPCRoute: 'grpcroute.backends.receive-calls',
  TLSRoute: 'tlsroute.backends.receive-connections',
  TCPRoute: 'tcproute.backends.receive-connections',
  UDPRoute: 'udproute.backends.receive-datagrams',
};

/** That a route serves its hostnames, where the kind has such. */
const NAMED: Partial<Record<RouteKind, RequirementId>> = {
  GRPCRoute: 'grpcroute.hostnames.intersection',
  TLSRoute: 'tlsroute.hostnames.sni',
};

/** All to one backend, and none to the other or to a port that leads nowhere, all of which have weights of their own. */
function weigh(env: ScenarioEnv, v1: number, v2: number): BackendRef[] {
  return [
    backendRef(env, 'v1', { weight: v1 }),
    backendRef(env, 'v2', { weight: v2 }),
    { name: env.name('two'), port: LEADS_NOWHERE, weight: 0 },
  ];
}

function step(kit: RouteKit, requirement: RequirementId, name: string, backend: string) {
  const row: KindRow = { requirements: [requirement], name, expect: { backend } };
  return kit.traffic([row]);
}

/** The route gives one hostname up for another. */
function rename(env: ScenarioEnv, kit: RouteKit): Step[] {
  const named = NAMED[kit.kind];
  if (named === undefined) return [];
  const [route, host] = [`${kit.kind}/changing` as const, env.host('later')];
  // Nothing obliges a Gateway to read the server name of a TLS handshake so.
  const inAnotherCase: KindRow[] =
    kit.kind === 'GRPCRoute'
      ? [
          {
            requirements: [named],
            name: 'the same in another letter case',
            host: host.toUpperCase(),
            expect: { backend: 'behind' },
          },
        ]
      : [];
  return [
    patch('another hostname', route, { spec: { hostnames: [host] } }),
    ...attached(route),
    kit.traffic([
      { requirements: [named], name: 'the hostname that came', host, expect: { backend: 'behind' } },
      ...inAnotherCase,
      { requirements: [named], name: 'the hostname that went', expect: 'no-route' },
    ]),
  ];
}

export default variants(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'], (kit) => {
  const received = RECEIVES[kit.kind] ?? 'route.backendref.weight';
  const named = NAMED[kit.kind];
  return scenario({
    id: `Spec${kit.kind}Fields`,
    title: `What a ${kit.kind} takes goes by the weights, ports${named ? ' and hostnames' : ''} that it has now`,
    requirements: ['route.backendref.weight-zero', received, ...(named ? [named] : [])],
    features: kit.features,
    since: 'v1.6',
    level: 'spec',
    gateways: kit.gateways,
    backends: kit.backends({ v1: {}, v2: {}, behind: { own: true } }),
    resources: (env) => [
      ...kit.front(env),
      behindDeadPort(env, 'two', kit.serves, 'behind'),
      kit.route(env, 'changing', { backendRefs: weigh(env, 1, 0) }),
    ],
    steps: (env) => {
      const lead = (backendRefs: readonly BackendRef[]) => ({ spec: { rules: [{ backendRefs }] } });
      const route = `${kit.kind}/changing` as const;
      return [
        ...attached(route),
        step(kit, 'route.backendref.weight-zero', 'the first backend has all the weight', 'v1'),
        patch('the weight moves to the second', route, lead(weigh(env, 0, 1))),
        ...attached(route),
        step(kit, 'route.backendref.weight-zero', 'the second backend has all the weight', 'v2'),
        patch('the weight moves back', route, lead(weigh(env, 1, 0))),
        ...attached(route),
        step(kit, 'route.backendref.weight-zero', 'the first backend has all the weight again', 'v1'),
        patch('the other port of a Service', route, lead([{ name: env.name('two'), port: GATHERED_PORT }])),
        ...attached(route),
        step(kit, received, 'the port that is named, which is not the first', 'behind'),
        ...rename(env, kit),
      ];
    },
  });
});

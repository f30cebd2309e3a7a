import { absent, apply, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { Step } from '../../../harness/scenario/steps.ts';
import {
  backendRef,
  FROM_SAME,
  fromKind,
  gateway,
  httpRoute,
  type KindExpectation,
  type KindRow,
  ownParent,
  proves,
  ROUTE_ATTACHED,
  type RouteKind,
  type RouteKit,
  referenceGrant,
  ruleTo,
  scenario,
  takenByParents,
  toBackend,
  toKind,
  unresolved,
  variants,
} from '../../kit/index.ts';
import type { RequirementId } from '../../kit/scenario.ts';

/** A listener each, so that what becomes of one route is seen apart from the others. */
const LISTENERS = ['edited', 'doomed', 'first', 'second', 'late', 'lost', 'crossing'] as const;
type Name = (typeof LISTENERS)[number];

/** Kinds without hostnames tell listeners apart by port; those for UDP are one too few. */
const PORTS: Partial<Record<RouteKind, readonly number[]>> = {
  TCPRoute: [9300, 9301, 9302, 9310, 9311, 9312, 9313],
  UDPRoute: [5300, 5301, 5302, 5310, 5311, 5312],
};

const SENT: Partial<Record<RouteKind, RequirementId>> = {
  GRPCRoute: 'grpcroute.backends.receive-calls',
  TLSRoute: 'tlsroute.backends.receive-connections',
  TCPRoute: 'tcproute.backends.receive-connections',
  UDPRoute: 'udproute.backends.receive-datagrams',
};

/** What a client meets whose route has no valid backend. */
const REJECTED: Partial<Record<RouteKind, RequirementId>> = {
  UDPRoute: 'udproute.backends.invalid-rejected',
  GRPCRoute: 'grpcroute.backends.invalid-unavailable',
  TLSRoute: 'tlsroute.backends.invalid-rejected',
  TCPRoute: 'tcproute.backends.invalid-rejected',
};

/** What each listener answers with and how many routes it counts: at first, after the changes, after they are undone. */
const PHASES: readonly Readonly<Record<Name, readonly [KindExpectation, number]>>[] = [
  {
    edited: [{ backend: 'v1' }, 1],
    doomed: [{ backend: 'v1' }, 1],
    first: [{ backend: 'v1' }, 1],
    second: ['no-route', 0],
    late: ['no-backend', 1],
    lost: [{ backend: 'lost' }, 1],
    crossing: ['no-backend', 1],
  },
  {
    edited: [{ backend: 'v2' }, 1],
    doomed: ['no-route', 0],
    first: ['no-route', 0],
    second: [{ backend: 'v1' }, 1],
    late: [{ backend: 'late' }, 1],
    lost: ['no-backend', 1],
    crossing: [{ backend: 'far' }, 1],
  },
  {
    edited: [{ backend: 'v1' }, 1],
    doomed: [{ backend: 'v2' }, 1],
    first: [{ backend: 'v1' }, 1],
    second: ['no-route', 0],
    late: ['no-backend', 1],
    lost: [{ backend: 'lost' }, 1],
    crossing: ['no-backend', 1],
  },
];

function portOf({ kind }: RouteKit, name: Name): number | undefined {
  return PORTS[kind]?.[LISTENERS.indexOf(name)];
}

function listenersOf({ kind }: RouteKit): readonly Name[] {
  return LISTENERS.slice(0, PORTS[kind]?.length);
}

function listener(env: ScenarioEnv, kit: RouteKit, name: Name) {
  const port = portOf(kit, name);
  return kit.listener(name, {
    allowedRoutes: FROM_SAME,
    ...(port === undefined ? { hostname: env.host(name) } : { port }),
  });
}

/** All that it takes goes to the last of these backends. */
function route(env: ScenarioEnv, kit: RouteKit, label: string, on: Name, ...backends: string[]) {
  return kit.route(env, label, {
    parents: [ownParent(env, 'several', { sectionName: on })],
    hostnames: (label === 'moving' ? (['first', 'second'] as const) : [on]).map((name) => env.host(name)),
    backendRefs: backends.map((backend, index) =>
      backendRef(env, backend, { weight: index === backends.length - 1 ? 1 : 0 }),
    ),
  });
}

function citationOf(kind: RouteKind, expect: KindExpectation): RequirementId | undefined {
  if (expect === 'no-route') return 'route.parentref.detached';
  return expect === 'no-backend' ? REJECTED[kind] : SENT[kind];
}

/** Requests to all listeners. */
function ask(env: ScenarioEnv, kit: RouteKit, phase: number): Step[] {
  const rows = listenersOf(kit).flatMap((name): { name: Name; row: KindRow }[] => {
    const [expect] = PHASES[phase]?.[name] ?? ['no-route', 0];
    const cited = citationOf(kit.kind, expect);
    if (cited === undefined) return [];
    const what = typeof expect === 'string' ? expect.replace('-', ' ') : Object.values(expect)[0];
    return [{ name, row: { name: `${name}: ${what}`, host: env.host(name), requirements: [cited], expect } }];
  });
  const target = { gateway: 'Gateway/several' } as const;
  const [first, ...others] = rows.map(({ row }) => row);
  if (kit.hasHostnames && first) return [kit.traffic([first, ...others], target)];
  return rows.map(({ name, row }) => kit.traffic([row], { ...target, port: portOf(kit, name) ?? 0 }));
}

function counts(kit: RouteKit, phase: number): Step[] {
  const listeners = Object.fromEntries(
    listenersOf(kit).map((name) => [name, { attachedRoutes: PHASES[phase]?.[name][1] ?? 0 }]),
  );
  return proves('listener.status.attached-routes', status('Gateway/several', { listeners }));
}

function statuses(kind: RouteKind, attached: readonly string[], missing: string, permitted: boolean): Step[] {
  return [
    ...attached.map((label) => ({
      // Entries of former parents should go, which is no must.
      ...(label === 'moving'
        ? takenByParents(`${kind}/${label}`)
        : status(`${kind}/${label}`, { conditions: ROUTE_ATTACHED })),
      requirements: ['route.status.accepted', 'route.status.observed-generation'],
    })),
    ...proves(
      'route.backendref.not-found',
      status(`${kind}/${missing}`, { conditions: unresolved('BackendNotFound') }),
    ),
    ...(kind === 'UDPRoute'
      ? []
      : proves(
          'referencegrant.revocation',
          status(`${kind}/crossing`, { conditions: permitted ? ROUTE_ATTACHED : unresolved('RefNotPermitted') }),
        )),
  ];
}

export default variants(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'], (kit) => {
  const { kind } = kit;
  const [sent, rejected] = [SENT[kind], REJECTED[kind]];
  const crosses = kind !== 'UDPRoute';
  return scenario({
    id: `Spec${kind}Changes`,
    title: `A ${kind} is served as it is now, and as its parents, Services and grants are: edited, moved, deleted, made anew`,
    requirements: [
      'route.status.accepted',
      'route.status.observed-generation',
      'route.backendref.not-found',
      'listener.status.attached-routes',
      ...(sent ? [sent] : []),
      ...(rejected ? [rejected, 'route.parentref.detached' as const] : []),
      ...(crosses ? ['referencegrant.revocation' as const] : []),
    ],
    features: [...kit.features, 'ReferenceGrant'],
    since: 'v1.6',
    level: 'spec',
    gateways: [],
    namespaces: { target: {} },
    backends: kit.backends({
      v1: {},
      v2: {},
      // Where there is no listener for a route that crosses, this one does.
      late: { late: 'service', ...(crosses ? {} : { namespace: 'target' }) },
      lost: { late: 'service' },
      ...(crosses ? { far: { namespace: 'target', late: 'service' as const } } : {}),
    }),
    resources: (env) => [
      gateway(env, 'several', { listeners: listenersOf(kit).map((name) => listener(env, kit, name)) }),
      route(env, kit, 'edited', 'edited', 'v1'),
      // Of the same name and of nobody: routes of two kinds are two routes.
      httpRoute(env, 'edited', { parents: [{ name: env.name('nobody') }], rules: [ruleTo(env, 'v1')] }),
      route(env, kit, 'doomed', 'doomed', 'v1'),
      route(env, kit, 'moving', 'first', 'v1'),
      // Not the first of its backends is the one that comes.
      route(env, kit, 'late', 'late', 'v1', 'late'),
      route(env, kit, 'lost', 'lost', 'lost'),
      crosses
        ? route(env, kit, 'crossing', 'crossing', 'far')
        : referenceGrant(env, 'grant', {
            namespace: 'target',
            from: [fromKind(env, kind)],
            to: [toBackend(env, 'late')],
          }),
    ],
    steps: (env) => {
      const lead = (backend: string) => ({ spec: { rules: [{ backendRefs: [backendRef(env, backend)] }] } });
      const move = (on: Name) => ({ spec: { parentRefs: [ownParent(env, 'several', { sectionName: on })] } });
      const grant = (to: 'Service' | 'Secret') =>
        referenceGrant(env, 'grant', {
          namespace: 'target',
          from: [fromKind(env, kind)],
          to: [to === 'Service' ? toBackend(env, 'far') : toKind(to)],
        });
      return [
        apply('a Service comes', [], ['lost']),
        ...statuses(kind, ['edited', 'doomed', 'moving', 'lost'], 'late', false),
        ...counts(kit, 0),
        ...ask(env, kit, 0),

        patch('edited: its backend changes', `${kind}/edited`, lead('v2')),
        remove('doomed: the route goes', `${kind}/doomed`),
        patch('moving: it names another listener', `${kind}/moving`, move('second')),
        apply('late: its Service comes', [], ['late']),
        remove('lost: its Service goes', 'Service/lost'),
        // The grant before what it is for.
        ...(crosses
          ? [apply('crossing: a grant comes', [grant('Service')]), apply('crossing: its Service comes', [], ['far'])]
          : []),
        ...statuses(kind, ['edited', 'moving', 'late'], 'lost', true),
        ...counts(kit, 1),
        ...ask(env, kit, 1),

        patch('edited: its first backend is back', `${kind}/edited`, lead('v1')),
        absent(`${kind}/doomed`),
        apply('doomed: one of the same name comes', [route(env, kit, 'doomed', 'doomed', 'v2')]),
        patch('moving: it names its first listener again', `${kind}/moving`, move('first')),
        remove('late: its Service goes', crosses ? 'Service/late' : 'Service/target/late'),
        apply('lost: its Service comes anew', [], ['lost']),
        ...(crosses ? [apply('crossing: the grant is for another kind', [grant('Secret')])] : []),
        ...statuses(kind, ['edited', 'doomed', 'moving', 'lost'], 'late', false),
        ...counts(kit, 2),
        ...ask(env, kit, 2),
      ].map((step) => (step.kind === 'absent' ? { ...step, requirements: ['route.status.accepted'] } : step));
    },
  });
});

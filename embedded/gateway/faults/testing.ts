import type { Behaviour } from '../behaviour/types.ts';
import type { DataPlaneContext } from '../dataplane/context.ts';
import { planRequest } from '../dataplane/http/plan.ts';
import type { ReceivedRequest } from '../dataplane/http/types.ts';
import { keyOf, type StoredObject } from '../model/meta.ts';
import { buildModel } from '../model/model.ts';
import type { ServedPort } from '../model/served.ts';
import { separateLayout } from '../serving/layouts.ts';
import { computeState } from '../state.ts';
import { mergeGatewayStatus } from '../status/gateway.ts';
import { mergeClassStatus } from '../status/gateway-class.ts';
import { mergeSetStatus } from '../status/listener-set.ts';
import { mergeAncestors } from '../status/policy.ts';
import { mergeParents } from '../status/route.ts';
import { plainHabits } from '../variants/types.ts';
import { describeDecisions } from './testing-decisions.ts';
import { describeInfrastructure } from './testing-gateways.ts';
import { describeIngress } from './testing-ingress.ts';
import { describeMesh } from './testing-mesh.ts';
import { probes } from './testing-probes.ts';
import type { Probe } from './testing-probes-http.ts';
import { describeStreams } from './testing-streams.ts';
import { buildFirstWorld, buildSecondWorld } from './testing-worlds.ts';

/**
 * Texts of every status and every answer of a gateway through two states of a cluster that touches all its decisions,
 * the cheap ones of a state first: who looks for a difference need not ask for the rest.
 */
export async function* describeWorlds(behaviour: Behaviour): AsyncGenerator<string> {
  const first = await buildFirstWorld();
  const { state, statuses } = computeWorld(first, behaviour);
  yield* describeWorld(state, statuses, behaviour);
  const second = buildSecondWorld(first).map((object) => ({ ...object, status: statuses.get(idOf(object)) }));
  const later = computeWorld(second, behaviour);
  yield* describeWorld(later.state, later.statuses, behaviour);
  yield JSON.stringify(describeMesh(behaviour, describePlan));
  const secrets = first.filter(({ kind }) => kind === 'Secret');
  yield JSON.stringify(describeIngress(behaviour, secrets, describePlan));
}

function computeWorld(objects: readonly StoredObject[], behaviour: Behaviour) {
  const state = computeState(buildModel(objects), behaviour, separateLayout(behaviour));
  const { writes } = behaviour.status;
  const merged = [
    ...state.classes.map(
      ({ object, desired }) => [object, mergeClassStatus(object, desired, behaviour, 'now')] as const,
    ),
    ...state.gateways.map(
      ({ object, desired }) => [object, mergeGatewayStatus(object, desired, behaviour, 'now')] as const,
    ),
    ...state.routes.map(
      ({ object, desired }) => [object, { parents: mergeParents(object, desired, behaviour, 'now') }] as const,
    ),
    ...state.listenerSets.map(
      ({ object, desired }) => [object, mergeSetStatus(object, desired, behaviour, 'now')] as const,
    ),
    ...state.policies.map(
      ({ object, desired }) => [object, { ancestors: mergeAncestors(object, desired, behaviour, 'now') }] as const,
    ),
  ].filter(([{ kind, metadata }]) => writes(kind, metadata.uid ?? '', metadata.generation ?? 1));
  return { state, statuses: new Map<string, unknown>(merged.map(([object, status]) => [idOf(object), status])) };
}

type Computed = ReturnType<typeof computeWorld>;

function* describeWorld(
  state: Computed['state'],
  statuses: Computed['statuses'],
  behaviour: Behaviour,
): Generator<string> {
  yield JSON.stringify([...statuses]);
  yield JSON.stringify(describeDecisions(behaviour));
  for (const frontend of state.frontends) {
    yield JSON.stringify(describeInfrastructure(frontend, state.owners.get(frontend.key), behaviour));
    for (const port of frontend.ports) yield* describePort(frontend.key, port, behaviour);
  }
}

function* describePort(frontend: string, port: ServedPort, behaviour: Behaviour): Generator<string> {
  yield JSON.stringify({
    frontend,
    port: port.port,
    transport: port.transport,
    validations: port.listeners.map(({ validation }) => validation),
    certificates: ['b.example.com', 'other.org', undefined].map(
      (name) => behaviour.serving.certificate(port.listeners, name)?.certificate,
    ),
    streams: describeStreams(port, behaviour),
  });
  if (port.transport !== 'http' && port.transport !== 'tls') return;
  for (const probe of probes) yield JSON.stringify(describePlan(port, probe, behaviour));
}

function describePlan(port: ServedPort, probe: Probe, behaviour: Behaviour): unknown {
  const weights: unknown[] = [];
  const context: DataPlaneContext = {
    behaviour,
    habits: plainHabits,
    choose: (id, given) => {
      weights.push([id, given]);
      return given.indexOf(Math.max(...given));
    },
    upstreams: undefined as never,
    dial: (host, number) => ({ host, port: number }),
    requestId: () => 'id',
    now: () => 0,
    log: () => {},
  };
  const [host, url, headers = {}, method = 'GET'] = probe;
  const received: ReceivedRequest = {
    method,
    target: url,
    host,
    headers: [['Host', host], ...Object.entries(headers)],
    client: '127.0.0.1',
    scheme: port.transport === 'tls' ? 'https' : 'http',
    port: port.port,
  };
  return { probe, plan: planRequest(port, received, context), weights };
}

function idOf(object: StoredObject): string {
  return `${object.kind} ${keyOf(object)}`;
}

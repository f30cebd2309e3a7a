import type { Behaviour } from '../behaviour/types.ts';
import type { DataPlaneContext } from '../dataplane/context.ts';
import { planRequest } from '../dataplane/http/plan.ts';
import type { ReceivedRequest } from '../dataplane/http/types.ts';
import { keyOf, type StoredObject } from '../model/meta.ts';
import { buildModel } from '../model/model.ts';
import type { Frontend, ServedPort } from '../model/served.ts';
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

/** Text of every status and every answer of a gateway through two states of a cluster that touches all its decisions. */
export async function describeWorlds(behaviour: Behaviour): Promise<string> {
  const first = await buildFirstWorld();
  const one = describeWorld(first, behaviour);
  const second = buildSecondWorld(first).map((object) => ({ ...object, status: one.statuses.get(idOf(object)) }));
  const two = describeWorld(second, behaviour);
  const secrets = first.filter(({ kind }) => kind === 'Secret');
  const ingress = describeIngress(behaviour, secrets, describePlan);
  return JSON.stringify([one.text, two.text, describeMesh(behaviour, describePlan), ingress], undefined, 1);
}

function describeWorld(objects: readonly StoredObject[], behaviour: Behaviour) {
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
  const statuses = new Map<string, unknown>(merged.map(([object, status]) => [idOf(object), status]));
  const answers = state.frontends.flatMap((frontend) => [
    ...describeFrontend(frontend, behaviour),
    describeInfrastructure(frontend, state.owners.get(frontend.key), behaviour),
  ]);
  return { statuses, text: { statuses: [...statuses], answers, decisions: describeDecisions(behaviour) } };
}

function describeFrontend(frontend: Frontend, behaviour: Behaviour): unknown[] {
  return frontend.ports.map((port) => ({
    frontend: frontend.key,
    port: port.port,
    transport: port.transport,
    validations: port.listeners.map(({ validation }) => validation),
    certificates: ['b.example.com', 'other.org', undefined].map(
      (name) => behaviour.serving.certificate(port.listeners, name)?.certificate,
    ),
    plans: port.transport === 'http' || port.transport === 'tls' ? describePlans(port, behaviour) : [],
    streams: describeStreams(port, behaviour),
  }));
}

function describePlans(port: ServedPort, behaviour: Behaviour): unknown[] {
  return probes.map((probe) => describePlan(port, probe, behaviour));
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

import type { Behaviour } from './behaviour/types.ts';
import { compileRoute } from './kinds/index.ts';
import { computeIngresses, type DesiredIngress } from './kinds/ingress/state.ts';
import { evaluateGateway } from './listeners/evaluate.ts';
import type { EvaluatedGateway } from './listeners/types.ts';
import { computeMesh, type MeshMemories, type MeshState } from './mesh/state.ts';
import type { Gateway, GatewayClass, ListenerSet } from './model/gateway.ts';
import { createMemory, type Memory, remembersNothing } from './model/memory.ts';
import { type DesiredCondition, keyOf } from './model/meta.ts';
import type { Model } from './model/model.ts';
import type { BackendTlsPolicy } from './model/policy.ts';
import type { DesiredParent, Route } from './model/route.ts';
import type { Frontend } from './model/served.ts';
import { policiesOf } from './references/backend-tls.ts';
import { attachRoute } from './routes/attach.ts';
import type { Attachment } from './routes/attachment.ts';
import { type CompiledRoute, servicesOf } from './routes/compile.ts';
import { addressesOf } from './serving/addresses.ts';
import { buildFrontends, type FrontendLayout } from './serving/frontends.ts';
import {
  type DesiredGatewayStatus,
  desireGatewayStatus,
  findGatewayProblem,
  type RouteCounts,
} from './status/gateway.ts';
import { desireClassConditions, isClassAccepted } from './status/gateway-class.ts';
import { type DesiredSetStatus, desireSetStatus } from './status/listener-set.ts';
import { type DesiredAncestor, desireAncestors } from './status/policy.ts';
import { desireParents } from './status/route.ts';

/** The statuses that objects should have. */
export interface Statuses {
  classes: readonly { object: GatewayClass; desired: readonly DesiredCondition[] }[];
  gateways: readonly { object: Gateway; desired: DesiredGatewayStatus }[];
  listenerSets: readonly { object: ListenerSet; desired: DesiredSetStatus }[];
  routes: readonly { object: Route; desired: readonly DesiredParent[] }[];
  policies: readonly { object: BackendTlsPolicy; desired: readonly DesiredAncestor[] }[];
  ingresses: readonly DesiredIngress[];
}

/** All that follows from the cached objects. */
export interface State extends Statuses {
  frontends: readonly Frontend[];
  /** Gateway that a frontend's Service belongs to, by the frontend's key; none where several share it. */
  owners: ReadonlyMap<string, Gateway>;
  mesh: MeshState;
}

interface Attached {
  route: Route;
  compiled: CompiledRoute;
  attachment: Attachment;
}

/** What of a state is kept for the next one. */
export interface Memories {
  routes: Memory<Route, CompiledRoute>;
  mesh: MeshMemories;
}

const noMemories: Memories = {
  routes: remembersNothing,
  mesh: { routes: remembersNothing, services: remembersNothing },
};

/** For the states of one behaviour, whose decisions must depend on nothing but what they are given. */
export function createMemories(): Memories {
  return { routes: createMemory(), mesh: { routes: createMemory(), services: createMemory() } };
}

/** Computes statuses and routing from the objects alone. */
export function computeState(
  known: Model,
  behaviour: Behaviour,
  layout: FrontendLayout,
  memories: Memories = noMemories,
): State {
  const model = behaviour.reading.objects(known);
  const ownClasses = [...model.classes.values()].filter(behaviour.reading.ownsClass);
  const gateways = evaluateGateways(model, ownClasses, behaviour);
  const routes = [...model.routes.values()].map((route) => {
    const compiled = memories.routes(model, route, (seen) => compileRoute(seen, route, behaviour));
    const judged = attachRoute(model, route, gateways, behaviour).map((entry) => refuse(entry, compiled));
    const attachments = behaviour.attachment.together(route, judged);
    return { route, compiled, attachments };
  });
  const attached = routes.flatMap((entry) =>
    entry.attachments.map((attachment): Attached => ({ ...entry, attachment })),
  );
  const served = [...gateways.values()].filter(({ gateway }) => !findGatewayProblem(gateway));
  const keyOfAddress = layout.assign(served);
  const { frontends, owners } = buildFrontends(served, attached, behaviour, {
    keyOf: keyOfAddress,
    isShared: layout.isShared,
  });
  const counts = countRoutes(attached, behaviour.status);
  const mesh = computeMesh(model, behaviour, memories.mesh);
  const ingress = computeIngresses(model, layout.ingress, behaviour);
  const judged = [...gateways.values()].map((evaluated) => {
    const addresses = addressesOf(model, keyOfAddress(evaluated.gateway), evaluated.gateway, behaviour.serving);
    const sets = evaluated.sets.map((set) => ({
      object: set.set,
      desired: desireSetStatus(set, evaluated, addresses, counts, behaviour),
    }));
    const attachedSets = sets.filter(({ desired }) => desired.isAttached).length;
    const desired = desireGatewayStatus(evaluated, addresses, counts, attachedSets, behaviour);
    return { sets, gateway: { object: evaluated.gateway, desired } };
  });
  return {
    classes: ownClasses.map((object) => ({ object, desired: desireClassConditions(object, behaviour) })),
    gateways: judged.map(({ gateway }) => gateway),
    listenerSets: judged.flatMap(({ sets }) => sets),
    routes: routes.map(({ route, compiled, attachments }) => ({
      object: route,
      desired: [...desireParents(route, compiled, attachments, behaviour), ...mesh.parentsOf(route)],
    })),
    policies: judgePolicies(model, attached, behaviour),
    ingresses: ingress.statuses,
    frontends: behaviour.serving.frontends([...frontends, ...ingress.frontends]),
    owners,
    mesh,
  };
}

function evaluateGateways(
  model: Model,
  classes: readonly GatewayClass[],
  behaviour: Behaviour,
): Map<string, EvaluatedGateway> {
  const accepted = new Set(classes.filter(isClassAccepted).map((object) => object.metadata.name));
  const own = [...model.gateways.values()].filter(({ spec }) => accepted.has(spec.gatewayClassName));
  return new Map(own.map((gateway) => [keyOf(gateway), evaluateGateway(model, gateway, behaviour)]));
}

/** A route of which no rule can be served is not accepted anywhere. */
function refuse(attachment: Attachment, { rejected, ruleCount }: CompiledRoute): Attachment {
  if (!attachment.accepted.ok || rejected.length < ruleCount || rejected.length === 0) return attachment;
  const message = `Not supported: ${rejected.map(({ problem }) => problem).join('; ')}`;
  return { ...attachment, accepted: { ok: false, reason: 'UnsupportedValue', message }, listeners: [] };
}

function countRoutes(attached: readonly Attached[], { counting, countedAs }: Behaviour['status']): RouteCounts {
  const count = (entries: readonly Attached[]) => new Set(entries.map(({ route }) => countedAs(route))).size;
  return (listener) => ({
    accepted: count(attached.filter(({ attachment }) => counting(attachment.listeners).includes(listener))),
    referring: count(attached.filter(({ attachment }) => attachment.selected.includes(listener))),
  });
}

/** The statuses of the policies, each with the Gateways that reach its Services. */
function judgePolicies(model: Model, attached: readonly Attached[], behaviour: Behaviour): State['policies'] {
  const policies = policiesOf(model, behaviour.backendTls);
  if (policies.length === 0) return [];
  const accepted = attached
    .filter(({ attachment }) => attachment.accepted.ok)
    .map(({ attachment, compiled }) => ({ gateway: attachment.gateway, services: servicesOf(compiled) }));
  return policies.map((evaluated) => {
    const reaching = accepted.filter(({ services }) => evaluated.services.some((service) => services.has(service)));
    const gateways = new Map(reaching.map(({ gateway }) => [gateway.key, gateway.gateway]));
    return { object: evaluated.policy, desired: desireAncestors(evaluated, [...gateways.values()], behaviour) };
  });
}

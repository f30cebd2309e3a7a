import type { Behaviour } from './behaviour/types.ts';
import { controllerName } from './constants.ts';
import { compileRoute } from './kinds/index.ts';
import { evaluateListener } from './listeners/evaluate.ts';
import type { EvaluatedGateway, ListenerOwner } from './listeners/types.ts';
import type { Gateway, GatewayClass } from './model/gateway.ts';
import { type DesiredCondition, keyOf, namespaceOf } from './model/meta.ts';
import type { Model } from './model/model.ts';
import type { Route } from './model/route.ts';
import type { Frontend } from './model/served.ts';
import { type Attachment, attachRoute } from './routes/attach.ts';
import type { CompiledRoute } from './routes/compile.ts';
import { buildFrontends, type FrontendLayout } from './serving/frontends.ts';
import { type DesiredGatewayStatus, desireGatewayStatus, findGatewayProblem } from './status/gateway.ts';
import { desireClassConditions, isClassAccepted } from './status/gateway-class.ts';
import { type DesiredParent, desireParents } from './status/route.ts';

/** All that follows from the cached objects. */
export interface State {
  classes: readonly { object: GatewayClass; desired: readonly DesiredCondition[] }[];
  gateways: readonly { object: Gateway; desired: DesiredGatewayStatus }[];
  routes: readonly { object: Route; desired: readonly DesiredParent[] }[];
  frontends: readonly Frontend[];
  /** Gateway that a frontend's Service belongs to, by the frontend's key; none where several share it. */
  owners: ReadonlyMap<string, Gateway>;
}

/** Computes statuses and routing from the objects alone. */
export function computeState(model: Model, behaviour: Behaviour, layout: FrontendLayout): State {
  const ownClasses = [...model.classes.values()].filter(({ spec }) => spec.controllerName === controllerName);
  const gateways = evaluateGateways(model, ownClasses, behaviour);
  const routes = [...model.routes.values()].map((route) => {
    const compiled = compileRoute(model, route, behaviour);
    const attachments = attachRoute(model, route, gateways, behaviour).map((entry) => refuse(entry, compiled));
    return { route, compiled, attachments };
  });
  const attachments = routes.flatMap((entry) => entry.attachments.map((attachment) => ({ ...entry, attachment })));
  const served = [...gateways.values()].filter(({ gateway }) => !findGatewayProblem(gateway));
  const keyOfAddress = layout.assign(served.map(({ gateway }) => gateway));
  const { frontends, owners } = buildFrontends(served, attachments, behaviour, {
    keyOf: keyOfAddress,
    isShared: layout.isShared,
  });
  return {
    classes: ownClasses.map((object) => ({ object, desired: desireClassConditions(object, behaviour) })),
    gateways: [...gateways.values()].map((evaluated) => ({
      object: evaluated.gateway,
      desired: desireGatewayStatus(
        evaluated,
        addressesOf(model, keyOfAddress(evaluated.gateway)),
        countRoutes(evaluated.key, attachments),
        behaviour,
      ),
    })),
    routes: routes.map(({ route, compiled, attachments: own }) => ({
      object: route,
      desired: desireParents(route, compiled, own, behaviour),
    })),
    frontends: behaviour.serving.frontends(frontends),
    owners,
  };
}

function evaluateGateways(
  model: Model,
  classes: readonly GatewayClass[],
  behaviour: Behaviour,
): Map<string, EvaluatedGateway> {
  const accepted = new Set(classes.filter(isClassAccepted).map((object) => object.metadata.name));
  const own = [...model.gateways.values()].filter(({ spec }) => accepted.has(spec.gatewayClassName));
  return new Map(
    own.map((gateway) => {
      const key = keyOf(gateway);
      const owner: ListenerOwner = { kind: 'Gateway', key, namespace: namespaceOf(gateway), object: gateway };
      const listeners = gateway.spec.listeners.map((listener) =>
        evaluateListener(model, owner, gateway, listener, behaviour),
      );
      return [key, { key, gateway, listeners }];
    }),
  );
}

/** A route of which no rule can be served is not accepted anywhere. */
function refuse(attachment: Attachment, { rejected, ruleCount }: CompiledRoute): Attachment {
  if (!attachment.accepted.ok || rejected.length < ruleCount || rejected.length === 0) return attachment;
  const message = `Not supported: ${rejected.map(({ problem }) => problem).join('; ')}`;
  return { ...attachment, accepted: { ok: false, reason: 'UnsupportedValue', message }, listeners: [] };
}

function addressesOf(model: Model, serviceKey: string): readonly string[] {
  const ingress = model.services.get(serviceKey)?.status?.loadBalancer?.ingress ?? [];
  return ingress.flatMap(({ ip }) => (ip ? [ip] : []));
}

function countRoutes(gateway: string, all: readonly { route: Route; attachment: Attachment }[]) {
  const own = all.filter(({ attachment }) => attachment.gateway.key === gateway);
  const count = (entries: typeof own) => new Set(entries.map(({ route }) => `${route.kind} ${keyOf(route)}`)).size;
  return (listener: string) => ({
    accepted: count(own.filter(({ attachment }) => attachment.listeners.includes(listener))),
    referring: count(own.filter(({ attachment }) => attachment.selected.includes(listener))),
  });
}

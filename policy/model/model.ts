import { type Attachment, attach, isGatewayParent, isServiceParent, isSetParent } from './attach.ts';
import { markContested } from './contested.ts';
import { type ListenerView, viewListeners } from './listeners/evaluate.ts';
import { type SetView, viewSets } from './listeners/sets.ts';
import type { Gateway, ParentReference, Route, Service, World } from './objects.ts';
import type { ModelOptions } from './options.ts';
import { readWorld } from './read/world.ts';

/** How a route stands to one of its parentRefs. */
export interface ParentView {
  route: Route;
  parent: ParentReference;
  /** Undefined where the Gateway does not exist, or belongs to another controller. */
  gateway?: GatewayView;
  /** The ListenerSet that the parentRef names. */
  set?: SetView;
  /** The Service that the parentRef names: a route of a mesh. */
  service?: Service;
  attachments: readonly Attachment[];
}

export interface GatewayView {
  gateway: Gateway;
  /** Its own, then those of its ListenerSets, in the order of precedence. */
  listeners: readonly ListenerView[];
  sets: readonly SetView[];
}

/** The world as the specification sees it: which listeners there are, and what attaches to them. */
export interface Model {
  world: World;
  options: ModelOptions;
  /** Gateways of the controller. */
  gateways: readonly GatewayView[];
  parents: readonly ParentView[];
}

/**
 * @param objects Kubernetes objects, from manifests or from an API server
 * @throws ManifestError where a field has another type than the API gives it
 */
export function createModel(objects: readonly unknown[], options: ModelOptions): Model {
  return modelWorld(readWorld(objects), options);
}

export function modelWorld(world: World, options: ModelOptions): Model {
  const classes = world.classes.filter(({ controllerName }) => controllerName === options.controllerName);
  const gateways = world.gateways
    .filter(({ className, meta }) => !meta.deleting && classes.some(({ meta: { name } }) => name === className))
    .map((gateway) => viewGateway(world, gateway, options));
  const parents = world.routes
    .filter(({ meta }) => !meta.deleting)
    .flatMap((route) => route.parents.map((parent) => viewParent(world, gateways, route, parent)));
  return { world, options, gateways, parents: markContested(parents) };
}

function viewGateway(world: World, gateway: Gateway, options: ModelOptions): GatewayView {
  const owner = { kind: 'Gateway', meta: gateway.meta } as const;
  const own = viewListeners(world, { gateway, owner, listeners: gateway.listeners }, [], options);
  const sets = viewSets(world, gateway, own, options);
  return { gateway, sets, listeners: [...own, ...sets.flatMap(({ listeners }) => listeners)] };
}

function viewParent(world: World, gateways: readonly GatewayView[], route: Route, parent: ParentReference): ParentView {
  if (isGatewayParent(parent)) {
    const gateway = findGateway(gateways, parent);
    const own = gateway?.listeners.filter(({ owner }) => owner.kind === 'Gateway') ?? [];
    return { route, parent, gateway, attachments: attach(world, route, parent, own) };
  }
  if (isSetParent(parent)) {
    const { gateway, set } = findSet(gateways, parent) ?? {};
    return { route, parent, gateway, set, attachments: attach(world, route, parent, set?.listeners ?? []) };
  }
  return {
    route,
    parent,
    attachments: [],
    ...(isServiceParent(parent) ? { service: findService(world, parent) } : {}),
  };
}

export function findService(world: World, { namespace, name }: ObjectName): Service | undefined {
  return world.services.find(({ meta }) => !meta.deleting && meta.namespace === namespace && meta.name === name);
}

interface ObjectName {
  namespace: string;
  name: string;
}

export function findGateway(
  gateways: readonly GatewayView[],
  { namespace, name }: ObjectName,
): GatewayView | undefined {
  return gateways.find(({ gateway: { meta } }) => meta.namespace === namespace && meta.name === name);
}

function findSet(
  gateways: readonly GatewayView[],
  { namespace, name }: ObjectName,
): { gateway: GatewayView; set: SetView } | undefined {
  for (const gateway of gateways) {
    const set = gateway.sets.find(({ set: { meta } }) => meta.namespace === namespace && meta.name === name);
    if (set) return { gateway, set };
  }
  return undefined;
}

import { type Attachment, attach, isGatewayParent } from './attach.ts';
import { type ListenerView, viewListeners } from './listeners/evaluate.ts';
import type { Gateway, ParentReference, Route, World } from './objects.ts';
import type { ModelOptions } from './options.ts';
import { readWorld } from './read/world.ts';

/** How a route stands to one of its parentRefs. */
export interface ParentView {
  route: Route;
  parent: ParentReference;
  /** Undefined where the Gateway does not exist, or belongs to another controller. */
  gateway?: GatewayView;
  attachments: readonly Attachment[];
}

export interface GatewayView {
  gateway: Gateway;
  listeners: readonly ListenerView[];
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
    .map((gateway) => ({ gateway, listeners: viewListeners(world, gateway, options) }));
  const parents = world.routes
    .filter(({ meta }) => !meta.deleting)
    .flatMap((route) =>
      route.parents.map((parent): ParentView => {
        const gateway = isGatewayParent(parent) ? findGateway(gateways, parent) : undefined;
        const attachments = gateway ? attach(world, route, parent, gateway.listeners) : [];
        return { route, parent, gateway, attachments };
      }),
    );
  return { world, options, gateways, parents };
}

export function findGateway(
  gateways: readonly GatewayView[],
  { namespace, name }: { namespace: string; name: string },
): GatewayView | undefined {
  return gateways.find(({ gateway: { meta } }) => meta.namespace === namespace && meta.name === name);
}

import { intersect } from './hostnames.ts';
import type { ListenerView } from './listeners/evaluate.ts';
import { allowsNamespace } from './listeners/sets.ts';
import { gatewayGroup, type ParentReference, type Route, type World } from './objects.ts';

/** Why a route does not attach to a listener. */
export type Obstacle = 'section' | 'port' | 'kind' | 'namespace' | 'hostname';

export interface Attachment {
  route: Route;
  parent: ParentReference;
  view: ListenerView;
  /** The first obstacle in the order of `Obstacle`; undefined: it attaches. */
  obstacle?: Obstacle;
  /** Whether it attaches is for the implementation to say, whatever the obstacle. */
  unsure?: boolean;
  /** A route of the other kind of HTTP shares hostnames and goes first: this one may be rejected. */
  contested?: boolean;
  /** Hostnames of the route that count on this listener, each with what it has in common with the listener's. */
  hostnames: readonly { route: string | undefined; common: string | undefined }[];
}

/** How one parentRef of a route, which leads to the Gateway or ListenerSet of these listeners, stands to each of them. */
export function attach(
  world: World,
  route: Route,
  parent: ParentReference,
  listeners: readonly ListenerView[],
): readonly Attachment[] {
  return listeners.map((view) => {
    const hostnames = commonHostnames(route, view);
    const obstacle = findObstacle(world, route, parent, view) ?? (hostnames.length === 0 ? 'hostname' : undefined);
    const unsure = obstacle === 'kind' && isUnsure(route, view);
    return { route, parent, view, obstacle, hostnames, ...(unsure ? { unsure } : {}) };
  });
}

/**
 * A TLS listener that ends TLS may take TCPRoutes, which no clause asks for.
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/apis/v1/tlsroute_types.go#L25-L31
 */
function isUnsure({ kind }: Route, { listener }: ListenerView): boolean {
  return kind === 'TCPRoute' && listener.protocol === 'TLS' && listener.tls?.mode !== 'Passthrough';
}

export function isGatewayParent({ group, kind }: ParentReference): boolean {
  return group === gatewayGroup && kind === 'Gateway';
}

export function isSetParent({ group, kind }: ParentReference): boolean {
  return group === gatewayGroup && kind === 'ListenerSet';
}

export function isServiceParent({ group, kind }: ParentReference): boolean {
  return group === '' && kind === 'Service';
}

function findObstacle(
  world: World,
  route: Route,
  parent: ParentReference,
  { owner, listener, kinds }: ListenerView,
): Obstacle | undefined {
  if (parent.sectionName !== undefined && parent.sectionName !== listener.name) return 'section';
  if (parent.port !== undefined && parent.port !== listener.port) return 'port';
  if (!kinds.includes(route.kind)) return 'kind';
  const allowed = allowsNamespace(world, listener, owner.meta.namespace, route.meta.namespace);
  return allowed ? undefined : 'namespace';
}

/** Kinds of routes for which hostnames mean something. */
const withHostnames: readonly string[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'];

function commonHostnames(route: Route, { listener }: ListenerView): Attachment['hostnames'] {
  if (!withHostnames.includes(route.kind)) return [{ route: undefined, common: listener.hostname }];
  const named: readonly (string | undefined)[] = route.hostnames.length > 0 ? route.hostnames : [undefined];
  return named.flatMap((hostname) => {
    const common = intersect(listener.hostname, hostname);
    return common === null ? [] : [{ route: hostname, common }];
  });
}

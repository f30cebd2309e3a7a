import { covers, intersects, narrower } from './hostnames.ts';
import { gatewayGroup } from './identify.ts';
import type { Listener, ParentRef, Route, RouteKind } from './types.ts';
import type { World } from './world.ts';

/** Why a route does not attach to a listener, in the order in which it is asked. */
export const obstacles = ['section', 'port', 'kind', 'namespace', 'hostname'] as const;
export type Obstacle = (typeof obstacles)[number];

/** How a parentRef stands to one listener. */
export interface Candidate {
  listener: Listener;
  obstacle?: Obstacle;
  /** The obstacle, or that there is none, rests on labels or a namespace that the files do not tell. */
  unsure: boolean;
  /** Hostnames of the route that count here, with what they and the listener have in common; undefined: every one. */
  hostnames: readonly { own: string | undefined; common: string | undefined }[];
}

export interface Link {
  route: Route;
  parent: ParentRef;
  /** Empty where the parent is not there, or is no Gateway and no ListenerSet. */
  candidates: readonly Candidate[];
}

const kindsOf: Readonly<Record<string, readonly RouteKind[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute', 'TCPRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
};

/** Kinds of routes that a protocol carries; undefined for a protocol of an implementation's own. */
export function kindsOfProtocol(protocol: string): readonly RouteKind[] | undefined {
  return kindsOf[protocol];
}

export function isListenerParent({ group, kind }: ParentRef): boolean {
  return group === gatewayGroup && (kind === 'Gateway' || kind === 'ListenerSet');
}

const links = new WeakMap<World, readonly Link[]>();

/** Every parentRef of every route, and how it stands to each listener of its parent. Found once for a world. */
export function linksOf(world: World): readonly Link[] {
  const known = links.get(world);
  if (known) return known;
  const found = world.routes.flatMap((route) =>
    route.parents.map((parent) => ({ route, parent, candidates: findCandidates(world, route, parent) })),
  );
  links.set(world, found);
  return found;
}

function findCandidates(world: World, route: Route, parent: ParentRef): Candidate[] {
  if (!isListenerParent(parent)) return [];
  const owners = [...world.gatewaysOf(parent), ...world.listenerSetsOf(parent)];
  return owners.flatMap(({ listeners }) => listeners.map((listener) => judge(world, route, parent, listener)));
}

function judge(world: World, route: Route, parent: ParentRef, listener: Listener): Candidate {
  const hostnames = commonHostnames(route, listener);
  const at = (obstacle: Obstacle | undefined, unsure = false): Candidate => ({ listener, obstacle, unsure, hostnames });
  if (parent.sectionName !== undefined && parent.sectionName !== listener.name) return at('section');
  if (parent.port !== undefined && parent.port !== listener.port) return at('port');
  const carried = kindsOfProtocol(listener.protocol);
  if (!admitsKind(listener, route.kind, carried)) return at('kind', carried === undefined);
  const admitted = world.admits(route.object, listener.owner, listener.from, listener.selector);
  if (admitted !== 'yes') return at('namespace', admitted === 'unknown');
  return at(hostnames.length === 0 ? 'hostname' : undefined);
}

function admitsKind({ kinds }: Listener, kind: RouteKind, carried: readonly RouteKind[] | undefined): boolean {
  if (carried && !carried.includes(kind)) return false;
  return kinds.length === 0 || kinds.some((each) => each.group === gatewayGroup && each.kind === kind);
}

function commonHostnames({ hostnames, kind }: Route, { hostname, protocol }: Listener): Candidate['hostnames'] {
  // TCP and UDP know no names; a TCPRoute on a TLS listener takes whatever the listener takes.
  if (kind === 'TCPRoute' || kind === 'UDPRoute') return [{ own: undefined, common: hostname }];
  const own = hostnames.length > 0 ? hostnames.map(({ value }) => value) : [undefined];
  const limit = protocol === 'TCP' || protocol === 'UDP' ? undefined : hostname;
  return own.flatMap((each) => (intersects(limit, each) ? [{ own: each, common: narrower(limit, each) }] : []));
}

/** Whether all names of the second are names of one of the first. */
export function coversAll(wide: readonly (string | undefined)[], narrow: string | undefined): boolean {
  return wide.some((each) => covers(each, narrow));
}

import { gatewayGroup } from '../rules/world/identify.ts';
import { linksOf } from '../rules/world/links.ts';
import type { Listener, Route, WorldObject } from '../rules/world/types.ts';
import type { World } from '../rules/world/world.ts';

export interface Place {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  section?: string;
}

/** What a policy may count for, and what is above it in one context, the least specific first. */
export interface Scope {
  target: Place;
  /** What it is reached through, where that can be several: `Gateway infra/edge listener http`. */
  through?: Place;
  /** With the target itself at the end. */
  path: readonly Place[];
}

const placeOf = ({ group, kind, namespace, name }: WorldObject | Place, section?: string): Place => ({
  ...{ group, kind, namespace, name },
  ...(section === undefined ? {} : { section }),
});
const space = (name: string): Place => ({ group: '', kind: 'Namespace', namespace: '', name });

export function keyOfPlace({ group, kind, namespace, name, section = '' }: Place): string {
  return JSON.stringify([group, kind, kind === 'Namespace' || kind === 'GatewayClass' ? '' : namespace, name, section]);
}

/** Every scope of the files: Gateways, listeners, ListenerSets, routes and their named rules, Services and their ports. */
export function listScopes(world: World): readonly Scope[] {
  const toOwner = new Map<string, readonly Place[]>();
  for (const { object, className } of world.gateways) {
    const path = [
      { group: gatewayGroup, kind: 'GatewayClass', namespace: '', name: className },
      space(object.namespace),
      placeOf(object),
    ];
    toOwner.set(keyOfPlace(placeOf(object)), path);
  }
  for (const { object, parent } of world.listenerSets) {
    const above = toOwner.get(keyOfPlace(placeOf(parent))) ?? [placeOf(parent)];
    toOwner.set(keyOfPlace(placeOf(object)), join(above, [space(object.namespace), placeOf(object)]));
  }
  const pathOfListener = ({ owner, name }: Listener): readonly Place[] => [
    ...(toOwner.get(keyOfPlace(placeOf(owner))) ?? [placeOf(owner)]),
    placeOf(owner, name),
  ];
  const owners = [...world.gateways, ...world.listenerSets].flatMap(({ object, listeners }) => [
    toScope(toOwner.get(keyOfPlace(placeOf(object))) ?? []),
    ...listeners.map((listener) => toScope(pathOfListener(listener))),
  ]);
  const routes = world.routes.flatMap((route) => listRouteScopes(world, route, pathOfListener));
  return [...owners, ...routes, ...listServiceScopes(world, routes)];
}

function toScope(path: readonly Place[], through?: Place): Scope {
  return { target: path[path.length - 1] as Place, path, ...(through && { through }) };
}

/** A namespace that is above already stays there. */
function join(above: readonly Place[], below: readonly Place[]): readonly Place[] {
  const taken = new Set(above.map(keyOfPlace));
  return [...above, ...below.filter((place) => !taken.has(keyOfPlace(place)))];
}

function listRouteScopes(
  world: World,
  route: Route,
  pathOf: (listener: Listener) => readonly Place[],
): readonly Scope[] {
  const { object, rules } = route;
  const attached = linksOf(world)
    .filter((link) => link.route === route)
    .flatMap(({ candidates }) => candidates.filter(({ obstacle }) => obstacle === undefined));
  const contexts = attached.length > 0 ? attached.map(({ listener }) => listener) : [undefined];
  return contexts.flatMap((listener) => {
    const path = join(listener ? pathOf(listener) : [], [space(object.namespace), placeOf(object)]);
    const through = listener && placeOf(listener.owner, listener.name);
    const named = rules.flatMap(({ value: { name } }) => (typeof name === 'string' ? [name] : []));
    return [toScope(path, through), ...named.map((name) => toScope([...path, placeOf(object, name)], through))];
  });
}

/** A Service below each route that sends to it; alone where none does. */
function listServiceScopes(world: World, routes: readonly Scope[]): readonly Scope[] {
  return world.services.flatMap(({ object, ports }) => {
    const own = placeOf(object);
    const senders = world.routes.filter(({ rules }) =>
      rules.some(({ backends }) => backends.some((backend) => keyOfPlace(placeOf(backend)) === keyOfPlace(own))),
    );
    const above = routes.filter(({ target }) =>
      senders.some((sender) => keyOfPlace(placeOf(sender.object)) === keyOfPlace(target)),
    );
    const contexts = above.length > 0 ? above : [undefined];
    return contexts.flatMap((context) => {
      const path = join(context?.path ?? [], [space(object.namespace), own]);
      const named = ports.map(({ name }) => name).filter((name) => name !== '');
      return [
        toScope(path, context?.target),
        ...named.map((name) => toScope([...path, placeOf(object, name)], context?.target)),
      ];
    });
  });
}

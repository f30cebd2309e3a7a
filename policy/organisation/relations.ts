import type { JsonObject } from '../../apimachinery/types.ts';
import { linksOf } from '../rules/world/links.ts';
import type { BackendRef, Gateway, Grant, Listener, Route, WorldObject } from '../rules/world/types.ts';
import type { World } from '../rules/world/world.ts';

/**
 * Objects as expressions see them in relation to others. What leads to others is found when it is asked for, so that they
 * may lead to one another. `onGuess` is told when a namespace is asked for that nothing describes.
 */
export class Relations {
  readonly #world: World;
  readonly #onGuess: () => void;
  readonly #attached = new Map<Route, Listener[]>();
  readonly #routesOf = new Map<Listener, Route[]>();

  constructor(world: World, onGuess: () => void) {
    this.#world = world;
    this.#onGuess = onGuess;
    for (const { route, candidates } of linksOf(world)) {
      for (const { listener, obstacle } of candidates) {
        if (obstacle !== undefined) continue;
        add(this.#attached, route, listener);
        add(this.#routesOf, listener, route);
      }
    }
  }

  /** A namespace's object; of one that is not there, what every namespace has. */
  namespace(name: string, isSure = true): JsonObject {
    const [found] = this.#world.find({ group: '', kind: 'Namespace', namespace: '', name });
    if (!isSure || !this.#world.labelsOf(name).known) this.#onGuess();
    const labels = { ...found?.labels, 'kubernetes.io/metadata.name': name };
    const metadata = found?.value.metadata as JsonObject | undefined;
    return { ...found?.value, metadata: { ...metadata, name, labels } };
  }

  gateway(gateway: Gateway): JsonObject {
    return lazily({
      ...named(gateway.object),
      className: gateway.className,
      listeners: () => gateway.listeners.map((one) => this.listener(one)),
      listenerSets: () =>
        this.#world.listenerSets
          .filter(({ parent }) => parent.namespace === gateway.object.namespace && parent.name === gateway.object.name)
          .map(({ object, listeners }) => ({
            ...named(object),
            ...this.#spaceOf(object),
            listeners: listeners.map((one) => this.listener(one)),
          })),
      routes: () => this.#routes(gateway.listeners),
      ...this.#spaceOf(gateway.object),
    });
  }

  listener(listener: Listener): JsonObject {
    const { name, hostname = '', port, protocol, from, tls, owner, kinds } = listener;
    return lazily({
      ...{ name, hostname, port, protocol, from },
      kinds: kinds.map(({ kind }) => kind),
      tls: tls
        ? {
            mode: tls.mode,
            certificates: tls.certificates.map((one) => ({ kind: one.kind, namespace: one.namespace, name: one.name })),
          }
        : null,
      owner: named(owner),
      routes: () => this.#routes([listener]),
      ...this.#spaceOf(owner),
    });
  }

  route(route: Route): JsonObject {
    return lazily({
      ...named(route.object),
      hostnames: route.hostnames.map(({ value }) => value),
      parents: route.parents.map(({ kind, namespace, name, sectionName, port }) => ({
        ...{ kind, namespace, name },
        ...(sectionName === undefined ? {} : { sectionName }),
        ...(port === undefined ? {} : { port }),
      })),
      listeners: () => (this.#attached.get(route) ?? []).map((one) => this.listener(one)),
      backends: () => route.rules.flatMap(({ backends }) => backends.map((one) => this.backend(one))),
      rules: route.rules.map(({ filters, backends, matches }) => ({
        filters: filters.map(({ type, body }) => ({ type, body })),
        backends: backends.length,
        matches: matches.length,
      })),
      ...this.#spaceOf(route.object),
    });
  }

  backend({ group, kind, namespace, name, port = 0, weight }: BackendRef): JsonObject {
    return lazily({
      ...{ group, kind, namespace, name, port, weight },
      object: () => this.#world.find({ group, kind, namespace, name })[0]?.value ?? null,
      namespaceObject: () => this.namespace(namespace),
    });
  }

  grant({ object, from, to }: Grant): JsonObject {
    return lazily({
      ...named(object),
      from: from.map(({ group, kind, namespace }) =>
        lazily({ group, kind, namespace, namespaceObject: () => this.namespace(namespace) }),
      ),
      to: to.map(({ group, kind, name = '' }) => ({ group, kind, name })),
      ...this.#spaceOf(object),
    });
  }

  #routes(listeners: readonly Listener[]): JsonObject[] {
    const all = new Set(listeners.flatMap((one) => this.#routesOf.get(one) ?? []));
    return [...all].map((one) => this.route(one));
  }

  #spaceOf({ namespace, namespaceIsSure }: WorldObject) {
    return { namespaceObject: () => this.namespace(namespace, namespaceIsSure) };
  }
}

function named({ kind, namespace, name, labels, value }: WorldObject): JsonObject {
  const metadata = value.metadata as JsonObject | undefined;
  return { kind, namespace, name, labels, annotations: metadata?.annotations ?? {}, object: value };
}

/** An object whose functions are fields that are made when they are asked for. */
function lazily(fields: JsonObject): JsonObject {
  const made: JsonObject = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'function')
      Object.defineProperty(made, name, { get: value as () => unknown, enumerable: true });
    else made[name] = value;
  }
  return made;
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

import type { JsonObject } from '../../../apimachinery/types.ts';
import { gatewayGroup, identify } from './identify.ts';
import { readGateway, readGrant, readListenerSet } from './read-gateway.ts';
import { readBackendTls, readPolicy, readService } from './read-other.ts';
import { readRoute } from './read-route.ts';
import { select } from './selectors.ts';
import {
  type BackendTls,
  type Gateway,
  type Grant,
  type ListenerSet,
  type Policy,
  type Route,
  type RouteKind,
  routeKinds,
  type Selector,
  type Service,
  type WorldObject,
} from './types.ts';

export interface WorldOptions {
  /** Namespace of objects that name none. */
  namespace: string;
  /** Whether it was said, so that nothing else can be meant. */
  namespaceIsSure: boolean;
  /** Whether what is not there exists nowhere, as far as kinds of the Gateway API and of the core group go. */
  closed: boolean;
  /** Kinds that stay open in a closed world, since they could not be read. */
  openKinds?: ReadonlySet<string>;
  /** By which certificates are judged. */
  now: Date;
}

/**
 * How an object that is referred to is there: `present`; `missing`, where the world is closed; `suspect`, where other
 * objects of its kind and namespace are there; `outside`, where nothing tells.
 */
export type Presence = 'present' | 'missing' | 'suspect' | 'outside';

type Named = Pick<WorldObject, 'group' | 'kind' | 'namespace' | 'name'>;

/** The objects that are judged and those around them, read once. */
export class World {
  readonly options: WorldOptions;
  readonly objects: readonly WorldObject[];
  readonly gateways: readonly Gateway[];
  readonly listenerSets: readonly ListenerSet[];
  readonly routes: readonly Route[];
  readonly grants: readonly Grant[];
  readonly services: readonly Service[];
  readonly policies: readonly Policy[];
  readonly backendTls: readonly BackendTls[];
  readonly #byName = new Map<string, WorldObject[]>();
  readonly #kinds = new Map<string, string[]>();
  readonly #direct = new Set([`${gatewayGroup} BackendTLSPolicy`]);
  readonly #read = new Map<WorldObject, Gateway | ListenerSet | Service>();

  /**
   * @param judged values in the order of the files
   * @param around objects that only stand around them; one that is also among the judged is left out
   */
  constructor(judged: readonly JsonObject[], around: readonly JsonObject[], options: WorldOptions) {
    this.options = options;
    const usual = { name: options.namespace, isSure: options.namespaceIsSure };
    const own = judged.flatMap((value, index) => identify(value, usual, index) ?? []);
    const taken = new Set(own.map(keyOf));
    const others = around.flatMap((value) => identify(value, { ...usual, isSure: true }, undefined) ?? []);
    this.objects = [...own, ...others.filter((object) => !taken.has(keyOf(object)))];
    for (const object of this.objects) {
      push(this.#byName, keyOf(object), object);
      push(this.#kinds, kindKeyOf(object), object.name);
    }
    this.gateways = this.#readAll('Gateway', readGateway);
    this.listenerSets = this.#readAll('ListenerSet', readListenerSet);
    this.grants = this.#of(gatewayGroup, 'ReferenceGrant').map(readGrant);
    this.services = this.#of('', 'Service').map((object) => {
      const service = readService(object);
      this.#read.set(object, service);
      return service;
    });
    this.routes = this.objects.flatMap((object) =>
      object.group === gatewayGroup && isRouteKind(object.kind) ? [readRoute(object, object.kind)] : [],
    );
    this.backendTls = this.#of(gatewayGroup, 'BackendTLSPolicy').map(readBackendTls);
    const policyKinds = this.#findPolicyKinds();
    this.policies = this.objects.flatMap((object) => (policyKinds(object) ? (readPolicy(object) ?? []) : []));
  }

  /** Objects of that name: several where the files hold several of it. */
  find(named: Named): readonly WorldObject[] {
    return this.#byName.get(keyOf(named)) ?? [];
  }

  /** Names of all objects of a kind in a namespace. */
  namesOf(named: Pick<Named, 'group' | 'kind' | 'namespace'>): readonly string[] {
    return this.#kinds.get(kindKeyOf(named)) ?? [];
  }

  presenceOf(named: Named): Presence {
    if (this.find(named).length > 0) return 'present';
    const { closed, openKinds } = this.options;
    const isKnown = named.group === '' || named.group === gatewayGroup;
    if (closed && isKnown && !openKinds?.has(named.kind)) return 'missing';
    return this.namesOf(named).length > 0 ? 'suspect' : 'outside';
  }

  gatewaysOf(named: Named): readonly Gateway[] {
    return this.#readOf(named, 'Gateway') as Gateway[];
  }

  listenerSetsOf(named: Named): readonly ListenerSet[] {
    return this.#readOf(named, 'ListenerSet') as ListenerSet[];
  }

  servicesOf(named: Named): readonly Service[] {
    return this.#readOf(named, 'Service') as Service[];
  }

  /** Labels of a namespace, and whether these are all. Every namespace has its name as a label. */
  labelsOf(namespace: string): { labels: Readonly<Record<string, string>>; known: boolean } {
    const found = this.find({ group: '', kind: 'Namespace', namespace: '', name: namespace });
    const labels = Object.assign({}, ...found.map((object) => object.labels)) as Record<string, string>;
    return {
      labels: { ...labels, 'kubernetes.io/metadata.name': namespace },
      known: found.length > 0 || this.options.closed,
    };
  }

  /** Whether an object's namespace is among those that the owner of a listener or Gateway takes. */
  admits(
    object: WorldObject,
    owner: WorldObject,
    from: string,
    selector: Selector | undefined,
  ): 'yes' | 'no' | 'unknown' {
    if (from === 'All') return 'yes';
    const isSure = object.namespaceIsSure && owner.namespaceIsSure;
    if (from === 'Same') return object.namespace === owner.namespace ? 'yes' : isSure ? 'no' : 'unknown';
    if (from !== 'Selector') return 'no';
    const { labels, known } = this.labelsOf(object.namespace);
    const answer = select(selector, labels, known);
    return answer === 'no' && !object.namespaceIsSure ? 'unknown' : answer;
  }

  #of(group: string, kind: string): WorldObject[] {
    return this.objects.filter((object) => object.group === group && object.kind === kind);
  }

  #readAll<T extends Gateway | ListenerSet>(kind: string, read: (object: WorldObject) => T | undefined): T[] {
    return this.#of(gatewayGroup, kind).flatMap((object) => {
      const value = read(object);
      if (!value) return [];
      this.#read.set(object, value);
      return [value];
    });
  }

  #readOf(named: Named, kind: string): unknown[] {
    if (named.kind !== kind) return [];
    return this.find(named).flatMap((object) => this.#read.get(object) ?? []);
  }

  /** Whether the CRD of a policy says that it is a direct one, of which one counts. Others may be merged. */
  isDirectPolicy({ group, kind }: WorldObject): boolean {
    return this.#direct.has(`${group} ${kind}`);
  }

  /** Kinds that a CRD labels as a policy; and without their CRD, what is called one and targets something. */
  #findPolicyKinds(): (object: WorldObject) => boolean {
    const labelled = new Set<string>();
    for (const { labels, value } of this.#of('apiextensions.k8s.io', 'CustomResourceDefinition')) {
      if (labels['gateway.networking.k8s.io/policy'] === undefined) continue;
      const { spec } = value as { spec?: { group?: unknown; names?: { kind?: unknown } } };
      const key = `${String(spec?.group)} ${String(spec?.names?.kind)}`;
      labelled.add(key);
      if (/direct/i.test(labels['gateway.networking.k8s.io/policy'])) this.#direct.add(key);
    }
    return ({ group, kind }) =>
      labelled.has(`${group} ${kind}`) ||
      (kind.endsWith('Policy') && group.includes('.') && !group.endsWith('.k8s.io')) ||
      (group === gatewayGroup && kind === 'BackendTLSPolicy');
  }
}

function isRouteKind(kind: string): kind is RouteKind {
  return (routeKinds as readonly string[]).includes(kind);
}

function keyOf({ group, kind, namespace, name }: Named): string {
  return `${group} ${kind} ${namespace} ${name}`;
}

function kindKeyOf({ group, kind, namespace }: Pick<Named, 'group' | 'kind' | 'namespace'>): string {
  return `${group} ${kind} ${namespace}`;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

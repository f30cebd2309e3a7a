import { FOREGROUND, ORPHAN } from '../../../apimachinery/metadata/finalizers.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { type Cluster, findStored, type Target } from '../requests/context.ts';
import type { StoreEvent } from '../store/event.ts';
import { finishDefinition } from './definitions.ts';
import { finishNamespace } from './namespaces.ts';
import { collectOrphan, finishForeground, finishOrphaning } from './owners.ts';

const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';

interface Place {
  storage: string;
  namespace: string;
  name: string;
}

/**
 * What controllers of a real cluster do about deletions: dependents of what is gone, the content of namespaces and
 * definitions under deletion. Driven by the store's events; works after the request that caused them was answered.
 */
export class Collector {
  readonly #places = new Map<string, Place>();
  readonly #dependents = new Map<string, Set<string>>();
  readonly #queue = new Map<string, Place>();
  #cluster: Cluster | undefined;
  #scheduled: NodeJS.Immediate | undefined;

  /** Starts to listen to the cluster's store. */
  attach(cluster: Cluster): void {
    this.#cluster = cluster;
    cluster.store.observe((storage, event) => this.#note(storage, event));
  }

  stop(): void {
    if (this.#scheduled) clearImmediate(this.#scheduled);
    this.#cluster = undefined;
  }

  /** True for a uid of an object that exists and that an object of this namespace may have as its owner. */
  isAlive(uid: string, namespace: string): boolean {
    const place = this.#places.get(uid);
    return place !== undefined && (place.namespace === '' || place.namespace === namespace);
  }

  dependentsOf(uid: string): Target[] {
    const uids = [...(this.#dependents.get(uid) ?? [])];
    return uids.flatMap((dependent) => this.#toTarget(this.#places.get(dependent)) ?? []);
  }

  #note(storage: string, { type, stored, previous }: StoreEvent): void {
    const { object } = stored;
    const { uid = '', name, namespace = '', deletionTimestamp, finalizers = [] } = object.metadata;
    const place = { storage, namespace, name };
    for (const owner of listOwners(previous?.object)) this.#dependents.get(owner)?.delete(uid);
    if (type === 'DELETED') {
      this.#places.delete(uid);
      for (const dependent of this.#dependents.get(uid) ?? []) this.#enqueue(this.#places.get(dependent));
      this.#dependents.delete(uid);
      for (const owner of listOwners(object)) this.#enqueue(this.#places.get(owner));
      if (namespace) this.#enqueue({ storage: 'namespaces', namespace: '', name: namespace });
      this.#enqueue({ storage: DEFINITIONS, namespace: '', name: storage });
      return;
    }
    this.#places.set(uid, place);
    const owners = listOwners(object);
    for (const owner of owners) this.#addDependent(owner, uid);
    const held = finalizers.includes(FOREGROUND) || finalizers.includes(ORPHAN);
    const special = storage === 'namespaces' || storage === DEFINITIONS;
    if (owners.length > 0 || (deletionTimestamp && (held || special))) this.#enqueue(place);
  }

  #addDependent(owner: string, uid: string): void {
    const dependents = this.#dependents.get(owner) ?? new Set<string>();
    this.#dependents.set(owner, dependents.add(uid));
  }

  #enqueue(place: Place | undefined): void {
    if (!place || !this.#cluster) return;
    this.#queue.set(`${place.storage}/${place.namespace}/${place.name}`, place);
    this.#scheduled ??= setImmediate(() => this.#work());
  }

  #work(): void {
    this.#scheduled = undefined;
    const places = [...this.#queue.values()];
    this.#queue.clear();
    for (const place of places) this.#process(place);
  }

  #process(place: Place): void {
    const target = this.#toTarget(place);
    const stored = target && this.#cluster && findStored(this.#cluster, target);
    if (!target || !stored || !this.#cluster) return;
    const { deletionTimestamp, finalizers = [] } = stored.object.metadata;
    if (deletionTimestamp && finalizers.includes(ORPHAN)) finishOrphaning(this.#cluster, target, stored);
    else if (deletionTimestamp && finalizers.includes(FOREGROUND)) finishForeground(this.#cluster, target, stored);
    else if (deletionTimestamp && place.storage === 'namespaces') finishNamespace(this.#cluster, target, stored);
    else if (deletionTimestamp && place.storage === DEFINITIONS) finishDefinition(this.#cluster, target, stored);
    else collectOrphan(this.#cluster, target, stored);
  }

  #toTarget(place: Place | undefined): Target | undefined {
    const resource = place && this.#cluster?.registry.ofStorage(place.storage);
    return resource && { resource, namespace: place.namespace, name: place.name };
  }
}

function listOwners(object: KubeObject | undefined): string[] {
  return (object?.metadata.ownerReferences ?? []).map((owner) => owner.uid);
}

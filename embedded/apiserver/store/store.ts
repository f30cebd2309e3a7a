import type { KubeObject } from '../../../apimachinery/types.ts';
import { Collection } from './collection.ts';
import type { StoreEvent } from './event.ts';
import { Stored } from './stored.ts';

/** Told of every event of every collection, after its watches. */
export type StoreObserver = (storage: string, event: StoreEvent) => void;

/**
 * Every object of the cluster, in memory. Collections are named `plural.group`; one counter gives all revisions. All
 * methods are synchronous: between reading an object and writing it nothing else happens.
 */
export class Store {
  readonly #collections = new Map<string, Collection>();
  readonly #observers: StoreObserver[] = [];
  readonly #historyLimit: number;
  #revision = 0;

  constructor(historyLimit: number) {
    this.#historyLimit = historyLimit;
  }

  get revision(): number {
    return this.#revision;
  }

  collection(storage: string): Collection {
    const known = this.#collections.get(storage);
    if (known) return known;
    const made = new Collection(this.#historyLimit);
    this.#collections.set(storage, made);
    return made;
  }

  observe(observer: StoreObserver): void {
    this.#observers.push(observer);
  }

  /** Stores a new object or a new state of one. The object must not be changed afterwards. */
  put(storage: string, object: KubeObject): Stored {
    const { name, namespace = '' } = object.metadata;
    const previous = this.collection(storage).get(namespace, name);
    const stored = this.#stamp(object);
    this.#record(storage, { type: previous ? 'MODIFIED' : 'ADDED', stored, previous });
    return stored;
  }

  /** Takes an object away, `last` being the state that its watches see. */
  remove(storage: string, previous: Stored, last: KubeObject = previous.object): Stored {
    const stored = this.#stamp(last);
    this.#record(storage, { type: 'DELETED', stored, previous });
    return stored;
  }

  #stamp(object: KubeObject): Stored {
    this.#revision += 1;
    const metadata = { ...object.metadata, resourceVersion: String(this.#revision) };
    return new Stored({ ...object, metadata }, this.#revision);
  }

  #record(storage: string, event: StoreEvent): void {
    this.collection(storage).record(event);
    for (const observer of this.#observers) observer(storage, event);
  }
}

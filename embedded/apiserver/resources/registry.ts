import { formatGroupVersion, type Resource } from './types.ts';

/** All resources that are served now, built-in and custom. */
export class Registry {
  readonly #byPath = new Map<string, Resource>();
  readonly #byStorage = new Map<string, Resource[]>();
  /** API versions that are served; undefined where they must be told anew. */
  #served: ReadonlySet<string> | undefined;

  /** Resources of one storage, the preferred version first. Replaces what was there. */
  register(storage: string, resources: readonly Resource[]): void {
    this.unregister(storage);
    this.#byStorage.set(storage, [...resources]);
    for (const resource of resources) this.#byPath.set(toPath(resource), resource);
    this.#served = undefined;
  }

  unregister(storage: string): void {
    for (const resource of this.#byStorage.get(storage) ?? []) this.#byPath.delete(toPath(resource));
    this.#byStorage.delete(storage);
    this.#served = undefined;
  }

  find(group: string, version: string, plural: string): Resource | undefined {
    return this.#byPath.get(toPath({ group, version, plural }));
  }

  findKind(apiVersion: string, kind: string): Resource | undefined {
    for (const resource of this.#byPath.values()) {
      if (resource.kind === kind && resource.apiVersion === apiVersion) return resource;
    }
    return undefined;
  }

  /** A version of the resource that a storage holds. */
  ofStorage(storage: string): Resource | undefined {
    return this.#byStorage.get(storage)?.[0];
  }

  /** Every resource that shows the objects of a storage: its versions, and what shares them under another group. */
  versionsOf(storage: string): Resource[] {
    return this.all().filter((resource) => resource.storage === storage);
  }

  storages(): { storage: string; resource: Resource }[] {
    return [...this.#byStorage].flatMap(([storage, [resource]]) => (resource ? [{ storage, resource }] : []));
  }

  serves(group: string, version: string): boolean {
    this.#served ??= new Set(this.all().map((resource) => resource.apiVersion));
    return this.#served.has(formatGroupVersion(group, version));
  }

  all(): Resource[] {
    return [...this.#byPath.values()];
  }
}

function toPath({ group, version, plural }: Pick<Resource, 'group' | 'version' | 'plural'>): string {
  return `${group}/${version}/${plural}`;
}

import type { Cache } from './cache.ts';
import type { KubeObject, OwnerReference } from './objects.ts';
import type { Queue } from './queue.ts';

/** The reference that makes an object of `apiVersion` and `kind` the controller of another. */
export function controllerReference(apiVersion: string, kind: string, owner: KubeObject): OwnerReference {
  const { name, uid = '' } = owner.metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(({ controller }) => controller === true);
}

export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

/** `namespace/name`, as queues name objects. */
export function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

export function splitKey(key: string): [namespace: string, name: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}

/** Asks for a reconciliation of whichever object of `kind` controls one that changes. */
export function followOwned<T extends KubeObject>(cache: Cache<T>, kind: string, queue: Pick<Queue, 'add'>): void {
  cache.onChange(({ before, now }) => {
    const object = now ?? before;
    const owner = object && controllerOf(object);
    if (owner?.kind === kind) queue.add(`${object?.metadata.namespace}/${owner.name}`);
  });
}

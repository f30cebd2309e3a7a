import { groupOf } from '../kinds/index.ts';
import type { KindName, KubeObject, ObjectKey } from '../scenario/kubernetes.ts';

/** The key of an object; `namespace` is empty where the object names none. */
export function keyOf(object: KubeObject): ObjectKey {
  return {
    group: groupOf(object.apiVersion),
    kind: object.kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
  };
}

/** The key of an object by its kind; cluster-scoped ones have no namespace. */
export function keyFor({ group, kind }: KindName, name: string, namespace = ''): ObjectKey {
  return { group, kind, namespace, name };
}

/** `HTTPRoute ns/name`, as messages name an object. */
export function describeKey(key: ObjectKey): string {
  return `${key.kind} ${localName(key)}`;
}

/** `ns/name`, or `name` where there is no namespace: unique within a kind. */
export function localName(key: Pick<ObjectKey, 'namespace' | 'name'>): string {
  return key.namespace ? `${key.namespace}/${key.name}` : key.name;
}

/** Unique over all kinds. */
export function storageName(key: ObjectKey): string {
  return `${key.group}/${key.kind}/${localName(key)}`;
}

/** Orders keys by kind, namespace, name: the order of every list that people read. */
export function compareKeys(left: ObjectKey, right: ObjectKey): number {
  return (
    compareText(left.kind, right.kind) ||
    compareText(left.namespace, right.namespace) ||
    compareText(left.name, right.name) ||
    compareText(left.group, right.group)
  );
}

/** Orders by code unit, so that the order is the same whatever the locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

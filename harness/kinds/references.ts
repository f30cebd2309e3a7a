import { isRecord } from '../common/guards.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import { findKind } from './table.ts';
import type { ReferenceField } from './types.ts';

/** Another object that one refers to. */
export interface Reference {
  /** Where, `spec.rules[0].backendRefs[1]`. */
  path: string;
  /** The field as it was written. */
  written: unknown;
  to: ObjectKey;
}

/** Everything that an object refers to, with the defaults of its kind; what is malformed is left out. */
export function listReferences(object: KubeObject): Reference[] {
  return (findKind(object)?.refs ?? []).flatMap((field) =>
    findValues(object, splitPath(field.path)).flatMap(([path, written]) => toReference(object, field, path, written)),
  );
}

function toReference(
  { metadata }: KubeObject,
  { group, kind, bare }: ReferenceField,
  path: string,
  written: unknown,
): Reference[] {
  const fields = bare ? { name: written } : isRecord(written) ? written : {};
  const to = {
    // An empty group is the core group; only a missing one is the default.
    group: typeof fields.group === 'string' ? fields.group : group,
    kind: typeof fields.kind === 'string' ? fields.kind : kind,
    namespace: typeof fields.namespace === 'string' ? fields.namespace : (metadata.namespace ?? ''),
    name: fields.name,
  };
  if (to.group === undefined || to.kind === undefined || typeof to.name !== 'string') return [];
  const target = { group: to.group, kind: to.kind };
  const namespace = findKind(target)?.clusterScoped ? '' : to.namespace;
  return [{ path, written, to: { ...target, namespace, name: to.name } }];
}

/** A label's key holds dots and a slash: it is one part. */
function splitPath(path: string): string[] {
  const labels = 'metadata.labels.';
  return path.startsWith(labels) ? ['metadata', 'labels', path.slice(labels.length)] : path.split('.');
}

function findValues(value: unknown, [part, ...rest]: readonly string[], path = ''): [string, unknown][] {
  if (part === undefined) return value === undefined || value === null ? [] : [[path, value]];
  if (!isRecord(value)) return [];
  const name = part.replace(/\[\]$/, '');
  const here = path === '' ? name : `${path}.${name}`;
  const found = value[name];
  if (part.endsWith('[]')) {
    return Array.isArray(found) ? found.flatMap((item, index) => findValues(item, rest, `${here}[${index}]`)) : [];
  }
  return findValues(found, rest, here);
}

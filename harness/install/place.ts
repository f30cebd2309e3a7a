import { isRecord } from '../common/guards.ts';
import { isClusterScoped, isKind, kinds } from '../kinds/index.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';

/** Objects that name no namespace get this one, unless their kind has none: by the CRDs among them, or built in. */
export function placeObjects(objects: readonly KubeObject[], namespace = 'default'): KubeObject[] {
  const own = new Set(objects.flatMap(readClusterKind));
  return objects.map((object) => {
    const { kind, metadata } = object;
    if (metadata.namespace !== undefined || isClusterScoped(kind) || own.has(kind)) return object;
    return { ...object, metadata: { ...metadata, namespace } };
  });
}

function readClusterKind(object: KubeObject): string[] {
  const { spec } = object;
  if (!isKind(object, kinds.CustomResourceDefinition) || !isRecord(spec) || spec.scope !== 'Cluster') return [];
  return isRecord(spec.names) && typeof spec.names.kind === 'string' ? [spec.names.kind] : [];
}

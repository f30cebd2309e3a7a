import { gatewayGroup, type ParentReference } from '../objects.ts';
import { readReference } from './meta.ts';
import type { Node } from './node.ts';

export function readParents(spec: Node, namespace: string): ParentReference[] {
  return spec
    .get('parentRefs')
    .list()
    .map((ref) => readParent(ref, namespace));
}

/** A parentRef of a spec or of a status. */
export function readParent(node: Node, namespace: string): ParentReference {
  return {
    ...readReference(node, { group: gatewayGroup, kind: 'Gateway', namespace }),
    sectionName: node.get('sectionName').optionalText() || undefined,
    port: node.get('port').optionalNumber(),
  };
}

export function readHostnames(spec: Node): string[] {
  return spec
    .get('hostnames')
    .list()
    .map((hostname) => hostname.text());
}

import {
  type BackendReference,
  gatewayGroup,
  type HttpFilter,
  type ParentReference,
  type ValueMatch,
} from '../objects.ts';
import { readHttpFilter } from './http-filter.ts';
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

/** The backendRefs of a rule. */
export function readBackends(rule: Node, namespace: string): BackendReference[] {
  return rule
    .get('backendRefs')
    .list()
    .map((ref) => ({
      ...readReference(ref, { group: '', kind: 'Service', namespace }),
      port: ref.get('port').optionalNumber(),
      weight: ref.get('weight').number(1),
      filters: readFilters(ref, namespace),
    }));
}

/** Filters of a rule or a backendRef. */
export function readFilters(node: Node, namespace: string): HttpFilter[] {
  return node
    .get('filters')
    .list()
    .map((filter) => readHttpFilter(filter, namespace));
}

export function readValueMatch(node: Node): ValueMatch {
  return { type: node.get('type').text('Exact'), name: node.get('name').text(), value: node.get('value').text() };
}

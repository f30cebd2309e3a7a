import type { LabelSelector, Meta, Reference } from '../objects.ts';
import type { Node } from './node.ts';

/** @param namespaced whether the kind has a namespace; where the object names none it is `default` */
export function readMeta(object: Node, namespaced: boolean): Meta {
  const meta = object.get('metadata');
  return {
    namespace: namespaced ? meta.get('namespace').text('default') : '',
    name: meta.get('name').text(),
    labels: meta.get('labels').texts(),
    createdAt: meta.get('creationTimestamp').text(''),
    generation: meta.get('generation').optionalNumber(),
    deleting: meta.get('deletionTimestamp').present,
  };
}

export interface ReferenceDefaults {
  group: string;
  kind: string;
  /** Namespace of the object that refers. */
  namespace: string;
}

export function readReference(node: Node, defaults: ReferenceDefaults): Reference {
  return {
    group: node.get('group').text(defaults.group),
    kind: node.get('kind').text(defaults.kind),
    // An empty namespace is the same as none.
    namespace: node.get('namespace').text('') || defaults.namespace,
    name: node.get('name').text(),
  };
}

export function readSelector(node: Node): LabelSelector | undefined {
  if (!node.present) return undefined;
  return {
    matchLabels: node.get('matchLabels').texts(),
    matchExpressions: node
      .get('matchExpressions')
      .list()
      .map((expression) => ({
        key: expression.get('key').text(),
        operator: expression.get('operator').text(),
        values: expression
          .get('values')
          .list()
          .map((value) => value.text()),
      })),
  };
}

import type { Field } from './fields.ts';
import type { Reference, Selector, WorldObject } from './types.ts';

/** A reference whose parts default to these; one without a name is none. */
export function readReference(
  field: Field,
  owner: Pick<WorldObject, 'namespace'>,
  defaults: { group: string; kind: string },
): Reference | undefined {
  const name = field.get('name').text();
  if (name === undefined) return undefined;
  return {
    path: field.path,
    group: field.get('group').text() ?? defaults.group,
    kind: field.get('kind').text() ?? defaults.kind,
    // An empty namespace is the same as none.
    namespace: field.get('namespace').text() || owner.namespace,
    name,
  };
}

export function readReferences(
  field: Field,
  owner: Pick<WorldObject, 'namespace'>,
  defaults: { group: string; kind: string },
): Reference[] {
  return field.items().flatMap((item) => readReference(item, owner, defaults) ?? []);
}

export function readSelector(field: Field): Selector | undefined {
  if (!field.isPresent) return undefined;
  return {
    matchLabels: field.get('matchLabels').texts(),
    expressions: field
      .get('matchExpressions')
      .items()
      .map((each) => ({
        key: each.get('key').text() ?? '',
        operator: each.get('operator').text() ?? '',
        values: each
          .get('values')
          .items()
          .flatMap((value) => value.text() ?? []),
      })),
  };
}

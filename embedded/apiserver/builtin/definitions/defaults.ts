import { invalidField } from '../../../../apimachinery/errors/field.ts';
import { cloneJson, isEqual, isObject } from '../../../../apimachinery/json.ts';
import { judgeSchema } from '../../../../apimachinery/schema/judge/judge.ts';
import { pruneUnknown } from '../../../../apimachinery/schema/prune.ts';
import type { FieldError, JsonSchema } from '../../../../apimachinery/types.ts';

/** Defaults that break the schema which they are in. */
export function checkDefaults(schema: JsonSchema, path: string): FieldError[] {
  const { properties = {}, items, additionalProperties } = schema;
  return [
    ...(schema.default === undefined ? [] : checkDefault(schema, `${path}.default`)),
    ...Object.entries(properties).flatMap(([name, child]) => checkDefaults(child, `${path}.properties[${name}]`)),
    ...(items ? checkDefaults(items, `${path}.items`) : []),
    ...(isObject(additionalProperties)
      ? checkDefaults(additionalProperties as JsonSchema, `${path}.additionalProperties`)
      : []),
  ];
}

function checkDefault(schema: JsonSchema, path: string): FieldError[] {
  // Kept in a field of its own: only objects can be pruned.
  const kept = { value: cloneJson(schema.default) };
  pruneUnknown(kept, { type: 'object', properties: { value: schema } });
  const pruned = isEqual(kept.value, schema.default)
    ? []
    : [invalidField(path, schema.default, 'must not have unknown fields')];
  return [...pruned, ...judgeSchema(schema, schema.default, undefined, path)];
}

import { type Field, findType, type MessageType, requireType } from '../kinds/read.ts';
import type { JsonSchema } from '../types.ts';
import { ATOMIC_MAPS, ATOMIC_MODELS, KEY_DEFAULTS, LISTS, PATCH_STRATEGIES } from './facts.ts';
import { MODEL, type Model, readField } from './types.ts';
import { ZEROS } from './zeros.ts';

const known = new Map<MessageType, JsonSchema>();

/** The schema of a built-in kind. Schemas refer to each other in circles (JSONSchemaProps does). */
export function schemaOfKind(apiVersion: string, kind: string): JsonSchema {
  const type = findType(apiVersion, kind);
  if (!type) throw new Error(`there is no built-in kind ${kind} of ${apiVersion}`);
  const text = { type: 'string' };
  const schema = schemaOfType(type);
  return { ...schema, properties: { apiVersion: text, kind: text, ...schema.properties } };
}

/** The schema of a struct by its name, `core/v1.PodSpec`. @throws Error for a name that is none */
export function schemaOfModel(name: string): JsonSchema {
  const dot = name.indexOf('.');
  return schemaOfType(requireType(name.slice(0, dot), name.slice(dot + 1)));
}

/** Fields, types and how they merge; no bounds. */
function schemaOfType(type: MessageType): JsonSchema {
  const found = known.get(type);
  if (found) return found;
  const name = `${type.packageName}.${type.name}`;
  const properties: Record<string, JsonSchema> = {};
  const model: Model = { type, zeros: ZEROS[name] ?? {} };
  const schema: JsonSchema = { type: 'object', properties, [MODEL]: model };
  if (ATOMIC_MODELS.has(name)) schema['x-kubernetes-map-type'] = 'atomic';
  known.set(type, schema);
  for (const [field, facts] of type.byName) {
    properties[field] = { ...readField(facts, schemaOfType), ...describeMerging(name, field, facts) };
  }
  return schema;
}

/** What the types do not tell. https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy */
function describeMerging(model: string, field: string, { shape }: Field): JsonSchema {
  const facts: JsonSchema = {};
  const { keys, patchKey, retainKeys } = LISTS[model]?.[field] ?? {};
  if (keys === 'set') facts['x-kubernetes-list-type'] = 'set';
  else if (keys) {
    facts['x-kubernetes-list-type'] = 'map';
    facts['x-kubernetes-list-map-keys'] = [...keys];
  } else if (shape === 'list') facts['x-kubernetes-list-type'] = 'atomic';
  if (patchKey !== undefined) facts['x-kubernetes-patch-strategy'] = retainKeys ? 'merge,retainKeys' : 'merge';
  if (patchKey) facts['x-kubernetes-patch-merge-key'] = patchKey;
  const strategy = PATCH_STRATEGIES[model]?.[field];
  if (strategy) facts['x-kubernetes-patch-strategy'] = strategy;
  if (ATOMIC_MAPS[model]?.includes(field)) facts['x-kubernetes-map-type'] = 'atomic';
  if (KEY_DEFAULTS[model]?.[field] !== undefined) facts.default = KEY_DEFAULTS[model][field];
  return facts;
}

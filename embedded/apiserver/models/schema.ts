import * as clientNode from '@kubernetes/client-node';
import type { JsonSchema } from '../types.ts';
import { ATOMIC_MAPS, ATOMIC_MODELS, KEY_DEFAULTS, LISTS, PATCH_STRATEGIES, QUANTITIES } from './facts.ts';
import { MODEL, readType, ZERO } from './types.ts';
import { ZEROS } from './zeros.ts';

interface Attribute {
  /** As JSON spells it. */
  baseName: string;
  type: string;
  format: string;
}

const known = new Map<string, JsonSchema>();

/**
 * The schema of a built-in type by the name that client-node gives it, `V1PodSpec`. Fields, types and how they merge;
 * no bounds. Schemas refer to each other in circles (JSONSchemaProps does).
 * @throws Error for a name that client-node does not know
 */
export function schemaOfModel(model: string): JsonSchema {
  const found = known.get(model);
  if (found) return found;
  const properties: Record<string, JsonSchema> = {};
  const schema: JsonSchema = { type: 'object', properties, [MODEL]: model };
  if (ZEROS[model]) schema[ZERO] = ZEROS[model];
  if (ATOMIC_MODELS.has(model)) schema['x-kubernetes-map-type'] = 'atomic';
  known.set(model, schema);
  for (const { baseName, type, format } of listAttributes(model)) {
    properties[baseName] = addFacts(readType(type, format, schemaOfModel), model, baseName);
  }
  return schema;
}

/** The model of a built-in kind. */
export function nameModel(group: string, version: string, kind: string): string {
  const name = version.charAt(0).toUpperCase() + version.slice(1) + kind;
  if (kind !== 'Event') return name;
  return `${group === '' ? 'Core' : 'Events'}${name}`;
}

function listAttributes(model: string): readonly Attribute[] {
  const found = (clientNode as Record<string, unknown>)[model];
  const read = (found as { getAttributeTypeMap?: () => readonly Attribute[] } | undefined)?.getAttributeTypeMap;
  if (!read) throw new Error(`client-node has no model ${model}`);
  return read();
}

/** A copy of a field's schema with what the models do not tell; the schema itself where there is nothing to add. */
function addFacts(schema: JsonSchema, model: string, field: string): JsonSchema {
  const facts: JsonSchema = {};
  const { keys, patchKey, retainKeys } = LISTS[model]?.[field] ?? {};
  if (keys === 'set') facts['x-kubernetes-list-type'] = 'set';
  else if (keys) {
    facts['x-kubernetes-list-type'] = 'map';
    facts['x-kubernetes-list-map-keys'] = [...keys];
  } else if (schema.items) facts['x-kubernetes-list-type'] = 'atomic';
  if (patchKey !== undefined) facts['x-kubernetes-patch-strategy'] = retainKeys ? 'merge,retainKeys' : 'merge';
  if (patchKey) facts['x-kubernetes-patch-merge-key'] = patchKey;
  const strategy = PATCH_STRATEGIES[model]?.[field];
  if (strategy) facts['x-kubernetes-patch-strategy'] = strategy;
  if (ATOMIC_MAPS[model]?.includes(field)) facts['x-kubernetes-map-type'] = 'atomic';
  if (KEY_DEFAULTS[model]?.[field] !== undefined) facts.default = KEY_DEFAULTS[model][field];
  if (QUANTITIES[model]?.includes(field)) return markQuantities(schema);
  return Object.keys(facts).length > 0 ? { ...schema, ...facts } : schema;
}

function markQuantities(schema: JsonSchema): JsonSchema {
  const quantity: JsonSchema = { type: 'string', format: 'quantity' };
  return schema.additionalProperties ? { type: 'object', additionalProperties: quantity } : quantity;
}

import { isObject } from '../../../apimachinery/json.ts';
import type { JsonSchema } from '../../../apimachinery/types.ts';

/**
 * How values at one place merge (https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy).
 * `map`: field by field, and a value that is no object is a leaf; free are the fields that no schema names. `listMap`: items by keys. `set`: scalars by value.
 * `atomic`: as a whole.
 */
export type Shape =
  | { kind: 'atomic' }
  | { kind: 'set' }
  | { kind: 'map'; field(name: string): Shape; isFree?(name: string): boolean }
  | { kind: 'listMap'; keys: readonly string[]; item: Shape; defaults?: Readonly<Record<string, unknown>> };

const ATOMIC: Shape = { kind: 'atomic' };
export const SET: Shape = { kind: 'set' };
/** Nothing is known: maps merge, lists are replaced. */
export const UNTYPED: Shape = { kind: 'map', field: () => UNTYPED, isFree: () => true };

/** A map with these fields, others being untyped. */
export function mapOf(fields: Readonly<Record<string, Shape>>, others: Shape = UNTYPED): Shape {
  return { kind: 'map', field: (name) => (Object.hasOwn(fields, name) ? (fields[name] ?? others) : others) };
}

function listMapOf(keys: readonly string[], item: Shape = UNTYPED, defaults?: Record<string, unknown>): Shape {
  return { kind: 'listMap', keys, item, ...(defaults && { defaults }) };
}

const METADATA_SHAPE: Shape = mapOf({ finalizers: SET, ownerReferences: listMapOf(['uid']) });

const known = new WeakMap<JsonSchema, Shape>();

/** The shape that a structural schema describes. */
export function shapeOfSchema(schema: JsonSchema): Shape {
  const found = known.get(schema);
  if (found) return found;
  const made = makeShape(schema);
  known.set(schema, made);
  return made;
}

/** The shape of a whole custom object. */
export function shapeOfKind(schema: JsonSchema): Shape {
  const spec = shapeOfSchema(schema);
  return {
    kind: 'map',
    field: (name) => (name === 'metadata' ? METADATA_SHAPE : spec.kind === 'map' ? spec.field(name) : UNTYPED),
  };
}

const knownPatches = new WeakMap<JsonSchema, Shape>();

/** How a strategic merge patch merges what a schema describes: by the one key of `x-kubernetes-patch-merge-key`. */
export function patchShapeOfSchema(schema: JsonSchema): Shape {
  const found = knownPatches.get(schema);
  if (found) return found;
  const made = makePatchShape(schema);
  knownPatches.set(schema, made);
  return made;
}

function makePatchShape(schema: JsonSchema): Shape {
  const { items } = schema;
  if (schema['x-kubernetes-patch-strategy'] === 'replace') return ATOMIC;
  if (items) {
    const merges = String(schema['x-kubernetes-patch-strategy'] ?? '').startsWith('merge');
    const key = schema['x-kubernetes-patch-merge-key'];
    if (!merges) return ATOMIC;
    return typeof key === 'string' ? listMapOf([key], patchShapeOfSchema(items)) : SET;
  }
  return mapByName(schema, patchShapeOfSchema);
}

function makeShape(schema: JsonSchema): Shape {
  if (schema.type === 'array' || schema.items) return makeListShape(schema);
  if (schema['x-kubernetes-map-type'] === 'atomic') return ATOMIC;
  return mapByName(schema, shapeOfSchema);
}

/** A map whose fields have the shapes that `shapeOf` gives their schemas. */
function mapByName({ properties, additionalProperties }: JsonSchema, shapeOf: (schema: JsonSchema) => Shape): Shape {
  const others = isObject(additionalProperties) ? additionalProperties : undefined;
  if (!properties && !others) return UNTYPED;
  return {
    kind: 'map',
    field: (name) => {
      const child = properties && Object.hasOwn(properties, name) ? properties[name] : others;
      return child ? shapeOf(child) : UNTYPED;
    },
    isFree: (name) => !properties || !Object.hasOwn(properties, name),
  };
}

function makeListShape(schema: JsonSchema): Shape {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return SET;
  if (type !== 'map' || !schema.items) return ATOMIC;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const { properties = {} } = schema.items;
  const defaults = keys.flatMap((key) =>
    properties[key]?.default === undefined ? [] : [[key, properties[key].default]],
  );
  return listMapOf(keys, shapeOfSchema(schema.items), Object.fromEntries(defaults));
}

import { isObject } from '../../../apimachinery/json.ts';
import type { JsonSchema } from '../../../apimachinery/types.ts';
import { nameItem } from './fields.ts';
import { formatElement } from './fieldset.ts';
import { formatGo } from './goformat.ts';

/**
 * What keeps an applied configuration from being read by its schema, in a real server's words; empty where nothing does.
 * Bounds are not its business: validation comes later.
 */
export function findMistyped(value: unknown, schema: JsonSchema, path = ''): string[] {
  if (value === null || value === undefined || schema['x-kubernetes-int-or-string']) return [];
  const { items, properties, additionalProperties } = schema;
  const others = isObject(additionalProperties) ? additionalProperties : undefined;
  if (items) return Array.isArray(value) ? checkItems(value, schema, items, path) : expect(path, 'list', value);
  if (properties || others) return isObject(value) ? checkFields(value, schema, path) : expect(path, 'map', value);
  return checkScalar(value, schema, path);
}

function expect(path: string, wanted: string, value: unknown): string[] {
  return [`${path}: expected ${wanted}, got &{${formatGo(value)}}`];
}

function checkFields(value: Record<string, unknown>, schema: JsonSchema, path: string): string[] {
  const { properties, additionalProperties } = schema;
  const others = isObject(additionalProperties) ? additionalProperties : undefined;
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
  const errors: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const child = properties && Object.hasOwn(properties, name) ? properties[name] : others;
    if (child) errors.push(...findMistyped(value[name], child, `${path}.${name}`));
    // One is enough: a real server stops there, too.
    else if (!keepsUnknown) return [...errors, `${path}.${name}: field not declared in schema`];
  }
  return errors;
}

function checkItems(list: unknown[], schema: JsonSchema, items: JsonSchema, path: string): string[] {
  const type = schema['x-kubernetes-list-type'];
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    let place = `[${index}]`;
    if (type === 'map') {
      const broken = checkKeys(item, schema['x-kubernetes-list-map-keys'] ?? [], items);
      if (broken) return [`${path}: element ${index}: associative list with keys ${broken}`];
      place = formatElement(nameItem(item, schema['x-kubernetes-list-map-keys'] ?? [], readDefaults(items)));
    } else if (type === 'set') place = formatElement(`v:${JSON.stringify(item)}`);
    if (seen.has(place)) return [`${path}: duplicate entries for key ${place}`];
    seen.add(place);
    return findMistyped(item, items, path + place);
  });
}

function checkKeys(item: unknown, keys: readonly string[], items: JsonSchema): string | undefined {
  if (!isObject(item)) return 'may not have non-map elements';
  const known = { ...readDefaults(items), ...item };
  if (keys.some((key) => known[key] !== undefined)) return undefined;
  const names = keys.map((key) => JSON.stringify(key)).join(' ');
  return `has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`;
}

function readDefaults({ properties = {} }: JsonSchema): Record<string, unknown> {
  const given = Object.entries(properties).filter(([, field]) => field.default !== undefined);
  return Object.fromEntries(given.map(([name, field]) => [name, field.default]));
}

function checkScalar(value: unknown, schema: JsonSchema, path: string): string[] {
  const isComposite = typeof value === 'object';
  switch (schema.type) {
    case 'string':
      if (typeof value === 'string' || (schema.format === 'quantity' && typeof value === 'number')) return [];
      return [
        `${path}: expected string, got &value.valueUnstructured{Value:${isComposite ? describe(value) : String(value)}}`,
      ];
    case 'integer':
    case 'number':
      return typeof value === 'number'
        ? []
        : [`${path}: expected numeric (int or float), got ${isComposite ? describe(value) : typeof value}`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : expect(path, 'boolean', value);
    default:
      return [];
  }
}

function describe(value: unknown): string {
  return Array.isArray(value) ? '[]interface {}{}' : 'map[string]interface {}{}';
}

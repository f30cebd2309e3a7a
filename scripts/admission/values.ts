import type { JsonSchema } from '../../apimachinery/types.ts';

/** What of a schema an object can break by one value, and how: a function of the value that is there. */
export type Breach = [keyword: string, value: (old: unknown) => unknown];

const schemaOf = (schema: JsonSchema) => schema as JsonSchema & Readonly<Record<string, unknown>>;

/** Each limit of a place in a schema, with a value beyond it. The place is there in the object. */
export function listBreaches(schema: JsonSchema): Breach[] {
  const {
    enum: allowed,
    pattern,
    minLength,
    maxLength,
    minItems,
    maxItems,
    minimum,
    maximum,
    maxProperties,
  } = schemaOf(schema);
  const breaches: Breach[] = [];
  const add = (keyword: string, value: Breach[1]) => breaches.push([keyword, value]);
  if (allowed) add('enum', () => (schema.type === 'integer' ? 1 : 'Nothing'));
  if (typeof pattern === 'string') add('pattern', () => ' ');
  if (typeof minLength === 'number' && minLength > 0) add('minLength', () => '');
  if (typeof maxLength === 'number') add('maxLength', () => 'a'.repeat(maxLength + 1));
  if (typeof minItems === 'number' && minItems > 0) add('minItems', () => []);
  if (typeof maxItems === 'number') add('maxItems', (old) => repeatItems(old as unknown[], maxItems + 1, schema));
  if (typeof minimum === 'number') add('minimum', () => minimum - 1);
  if (typeof maximum === 'number') add('maximum', () => maximum + 1);
  if (typeof maxProperties === 'number') {
    add('maxProperties', () =>
      Object.fromEntries(Array.from({ length: maxProperties + 1 }, (_, index) => [`k${index}`, 'x'])),
    );
  }
  return breaches;
}

/** So many items, which are told apart where the list's type asks for it. */
function repeatItems(items: readonly unknown[], count: number, schema: JsonSchema): unknown[] {
  const [first] = items;
  const keys = (schema['x-kubernetes-list-map-keys'] ?? []) as string[];
  return Array.from({ length: count }, (_, index) => {
    if (keys.length > 0) {
      return {
        ...(first as object),
        ...Object.fromEntries(keys.map((key) => [key, key === 'port' ? index + 1 : `n${index}`])),
      };
    }
    const isSet = schema['x-kubernetes-list-type'] === 'set' && typeof first === 'string';
    return isSet ? `n${index}` : first;
  });
}

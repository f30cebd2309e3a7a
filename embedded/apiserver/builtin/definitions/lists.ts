import { forbiddenField, invalidField, requiredField } from '../../../../apimachinery/errors/field.ts';
import type { FieldError, JsonSchema } from '../../../../apimachinery/types.ts';

/** What is wrong with how the items of a list are told apart. */
export function checkListKeys(schema: JsonSchema, path: string): FieldError[] {
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const { items } = schema;
  const errors: FieldError[] = [];
  if (keys.length > 0 && listType !== 'map') {
    const at = `${path}.x-kubernetes-list-type`;
    const detail = 'must be map if x-kubernetes-list-map-keys is non-empty';
    errors.push(listType === undefined ? requiredField(at, detail) : invalidField(at, listType, detail));
  }
  if (listType === 'map') {
    if (keys.length === 0) {
      const detail = 'must not be empty if x-kubernetes-list-type is map';
      errors.push(requiredField(`${path}.x-kubernetes-list-map-keys`, detail));
    }
    if (!items) errors.push(requiredField(`${path}.items`, 'must have a schema if x-kubernetes-list-type is map'));
    else if (items.type !== 'object') {
      const detail = "must be object if parent array's x-kubernetes-list-type is map";
      errors.push(invalidField(`${path}.items.type`, items.type ?? '', detail));
    } else errors.push(...checkKeys(keys, items, path));
  }
  if (items?.nullable && (listType === 'map' || listType === 'set')) {
    const detail = `cannot be nullable when x-kubernetes-list-type is ${listType}`;
    errors.push(forbiddenField(`${path}.items.nullable`, detail));
  }
  return errors;
}

function checkKeys(keys: readonly string[], items: JsonSchema, path: string): FieldError[] {
  const { properties = {}, required = [] } = items;
  const errors: FieldError[] = [];
  for (const [index, key] of keys.entries()) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const at = `${path}.items.properties[${key}]`;
    if (!property) {
      const detail = 'entries must all be names of item properties';
      errors.push(invalidField(`${path}.x-kubernetes-list-map-keys`, keys, detail));
      continue;
    }
    if (property.type === 'array' || property.type === 'object') {
      const detail = "must be a scalar type if parent array's x-kubernetes-list-type is map";
      errors.push(invalidField(`${at}.type`, items.type, detail));
    }
    if (keys.indexOf(key) !== index) {
      const detail = 'must not contain duplicate entries';
      errors.push(invalidField(`${path}.x-kubernetes-list-map-keys`, keys, detail));
    }
    const inKeys = 'this property is in x-kubernetes-list-map-keys, so it';
    if (!required.includes(key) && property.default === undefined) {
      errors.push(requiredField(`${at}.default`, `${inKeys} must have a default or be a required property`));
    }
    if (property.nullable) errors.push(forbiddenField(`${at}.nullable`, `${inKeys} cannot be nullable`));
  }
  return errors;
}

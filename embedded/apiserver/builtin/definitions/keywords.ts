import {
  forbiddenField,
  invalidField,
  requiredField,
  unsupportedValue,
} from '../../../../apimachinery/errors/field.ts';
import { isObject } from '../../../../apimachinery/json.ts';
import type { FieldError, JsonSchema } from '../../../../apimachinery/types.ts';
import { checkListKeys } from './lists.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const UNSUPPORTED = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'];
const IDENTITY = ['metadata', 'kind', 'apiVersion'];

interface Place {
  schema: JsonSchema;
  path: string;
  isRoot: boolean;
  /** Why no default may be there. */
  noDefaults?: string;
}

/** What is wrong with the keywords of a schema, each by itself, of branches too. */
export function checkKeywords(schema: JsonSchema, path: string): FieldError[] {
  return check({ schema, path, isRoot: true });
}

function check(place: Place): FieldError[] {
  const { schema, path, isRoot, noDefaults } = place;
  const { type, additionalProperties, properties = {}, items, not } = schema;
  const errors: FieldError[] = [];
  if (type && !TYPES.includes(type)) errors.push(unsupportedValue(`${path}.type`, type, TYPES));
  if (schema.default !== undefined && noDefaults !== undefined) {
    errors.push(forbiddenField(`${path}.default`, `must not be set ${noDefaults}`));
  }
  for (const keyword of UNSUPPORTED) {
    const value = schema[keyword];
    if (value !== undefined && value !== '') {
      errors.push(forbiddenField(`${path}.${keyword}`, `${keyword} is not supported`));
    }
  }
  if (schema.uniqueItems === true) {
    const detail = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic';
    errors.push(forbiddenField(`${path}.uniqueItems`, detail));
  }
  const below = (child: JsonSchema, childPath: string, more: Partial<Place> = {}) =>
    check({ ...place, isRoot: false, schema: child, path: `${path}.${childPath}`, ...more });
  if (additionalProperties !== undefined && additionalProperties !== true && Object.keys(properties).length > 0) {
    const detail = 'additionalProperties and properties are mutual exclusive';
    errors.push(forbiddenField(`${path}.additionalProperties`, detail));
  }
  if (isObject(additionalProperties)) {
    errors.push(...below(additionalProperties as JsonSchema, 'additionalProperties'));
  }
  for (const [name, child] of Object.entries(properties)) {
    const isIdentity = isRoot && IDENTITY.includes(name);
    errors.push(...below(child, `properties[${name}]`, isIdentity ? { noDefaults: `in top-level ${name}` } : {}));
  }
  if (isObject(not)) errors.push(...below(not as JsonSchema, 'not'));
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    const branches = Array.isArray(schema[keyword]) ? (schema[keyword] as JsonSchema[]) : [];
    branches.forEach((branch, index) => void errors.push(...below(branch, `${keyword}[${index}]`)));
  }
  if (items) errors.push(...below(items, 'items'));
  return [...errors, ...checkExtensions(schema, path), ...checkListKeys(schema, path)];
}

function checkExtensions(schema: JsonSchema, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { items } = schema;
  const listType = schema['x-kubernetes-list-type'];
  const mapType = schema['x-kubernetes-map-type'];
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    errors.push(invalidField(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined'));
  }
  if (mapType !== undefined) errors.push(...mustBe('object', 'x-kubernetes-map-type', schema, path));
  if (mapType !== undefined && mapType !== 'atomic' && mapType !== 'granular') {
    errors.push(unsupportedValue(`${path}.x-kubernetes-map-type`, mapType, ['atomic', 'granular']));
  }
  if (listType === undefined) return errors;
  const wrongType = mustBe('array', 'x-kubernetes-list-type', schema, path);
  errors.push(...wrongType);
  if (wrongType.length === 0 && listType === 'set' && items) {
    const keyword = items.type === 'array' ? 'x-kubernetes-list-type' : 'x-kubernetes-map-type';
    const own = items[keyword];
    const isWhole = own === 'atomic' || (items.type === 'array' && own === undefined);
    if ((items.type === 'array' || items.type === 'object') && !isWhole) {
      const detail = 'must be atomic as item of a list with x-kubernetes-list-type=set';
      errors.push(invalidField(`${path}.items.${keyword}`, items['x-kubernetes-list-type'] ?? null, detail));
    }
  }
  if (!['atomic', 'set', 'map'].includes(listType)) {
    errors.push(unsupportedValue(`${path}.x-kubernetes-list-type`, listType, ['atomic', 'set', 'map']));
  }
  return errors;
}

function mustBe(type: string, keyword: string, schema: JsonSchema, path: string): FieldError[] {
  if (schema.type === type) return [];
  const detail = `must be ${type} if ${keyword} is specified`;
  return [schema.type ? invalidField(`${path}.type`, schema.type, detail) : requiredField(`${path}.type`, detail)];
}

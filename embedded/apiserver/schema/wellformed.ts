import { forbiddenField, invalidField, requiredField, unsupportedValue } from '../errors/field.ts';
import { isObject } from '../json.ts';
import type { FieldError, JsonObject } from '../types.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const COUNTS = ['maxItems', 'minItems', 'maxLength', 'minLength', 'maxProperties', 'minProperties'];
const NUMBERS = [...COUNTS, 'maximum', 'minimum', 'multipleOf'];
const LISTS = ['required', 'enum', 'allOf', 'anyOf', 'oneOf', 'x-kubernetes-list-map-keys'];
const BRANCHES = ['allOf', 'anyOf', 'oneOf'];
/** https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema */
const BRANCH_FORBIDDEN = ['x-kubernetes-validations'];
const FORBIDDEN = ['$ref', 'definitions', 'dependencies', 'patternProperties', 'additionalItems'];

/** What keeps a schema from being structural, so that what is accepted can also be compiled and walked. */
export function checkStructural(schema: unknown, path: string): FieldError[] {
  if (!isObject(schema)) return [invalidField(path, schema, 'must be a schema')];
  const isTyped =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const missing =
    schema.type === undefined && !isTyped
      ? [requiredField(`${path}.type`, 'must not be empty for specified object fields')]
      : [];
  return [...missing, ...checkKeywords(schema, path), ...checkChildren(schema, path, checkStructural)];
}

/** Branches of allOf, anyOf, oneOf and not say nothing of types. */
function checkBranch(schema: unknown, path: string): FieldError[] {
  if (!isObject(schema)) return [invalidField(path, schema, 'must be a schema')];
  const misplaced = BRANCH_FORBIDDEN.filter((keyword) => schema[keyword] !== undefined).map((keyword) =>
    forbiddenField(`${path}.${keyword}`, 'must be empty to be structural'),
  );
  return [...misplaced, ...checkKeywords(schema, path), ...checkChildren(schema, path, checkBranch)];
}

function checkKeywords(schema: JsonObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { type, pattern } = schema;
  if (type !== undefined && !TYPES.includes(String(type))) errors.push(unsupportedValue(`${path}.type`, type, TYPES));
  if (pattern !== undefined && typeof pattern !== 'string')
    errors.push(invalidField(`${path}.pattern`, pattern, 'must be a string'));
  for (const keyword of NUMBERS) {
    const value = schema[keyword];
    const isGood = typeof value === 'number' && (!COUNTS.includes(keyword) || (Number.isInteger(value) && value >= 0));
    if (value !== undefined && !isGood)
      errors.push(invalidField(`${path}.${keyword}`, value, 'must be a non-negative number'));
  }
  for (const keyword of LISTS) {
    const value = schema[keyword];
    if (value !== undefined && !Array.isArray(value))
      errors.push(invalidField(`${path}.${keyword}`, value, 'must be a list'));
  }
  for (const keyword of FORBIDDEN) {
    if (schema[keyword] !== undefined) errors.push(forbiddenField(`${path}.${keyword}`, `${keyword} is not supported`));
  }
  return errors;
}

function checkChildren(schema: JsonObject, path: string, check: typeof checkStructural): FieldError[] {
  const { properties, items, additionalProperties, not } = schema;
  const errors: FieldError[] = [];
  if (properties !== undefined && !isObject(properties))
    errors.push(invalidField(`${path}.properties`, properties, 'must be a map of schemas'));
  for (const [name, child] of Object.entries(isObject(properties) ? properties : {})) {
    errors.push(...check(child, `${path}.properties[${name}]`));
  }
  if (items !== undefined) errors.push(...check(items, `${path}.items`));
  if (additionalProperties !== undefined && typeof additionalProperties !== 'boolean') {
    errors.push(...check(additionalProperties, `${path}.additionalProperties`));
  }
  for (const keyword of BRANCHES) {
    const branches = Array.isArray(schema[keyword]) ? schema[keyword] : [];
    branches.forEach((branch, index) => void errors.push(...checkBranch(branch, `${path}.${keyword}[${index}]`)));
  }
  return not === undefined ? errors : [...errors, ...checkBranch(not, `${path}.not`)];
}

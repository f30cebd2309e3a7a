import { forbiddenField, invalidField, requiredField } from '../../../../apimachinery/errors/field.ts';
import { isEqual, isObject } from '../../../../apimachinery/json.ts';
import { describePattern } from '../../../../apimachinery/schema/pattern.ts';
import type { FieldError, JsonSchema } from '../../../../apimachinery/types.ts';

type Level = 'root' | 'item' | 'field';

const UNTYPED: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

/** What a branch may not say: its schema outside of branches does. */
const BRANCH_FORBIDDEN: Readonly<Record<string, string>> = {
  type: 'must be empty',
  additionalProperties: 'must be undefined',
  default: 'must be undefined',
  title: 'must be empty',
  description: 'must be empty',
  nullable: 'must be false',
  'x-kubernetes-preserve-unknown-fields': 'must be false',
  'x-kubernetes-embedded-resource': 'must be false',
  'x-kubernetes-int-or-string': 'must be false',
  'x-kubernetes-list-map-keys': 'must be empty',
  'x-kubernetes-list-type': 'must be undefined',
  'x-kubernetes-map-type': 'must be undefined',
  'x-kubernetes-validations': 'must be empty',
};

const INT_OR_STRING = [{ type: 'integer' }, { type: 'string' }];

/**
 * What keeps a schema from being structural, so that what is accepted can also be pruned and defaulted.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function checkStructural(schema: JsonSchema, path: string, level: Level = 'root'): FieldError[] {
  const { items, properties = {}, additionalProperties } = schema;
  const errors: FieldError[] = [];
  if (schema.type === 'array' && !items) errors.push(requiredField(`${path}.items`, 'must be specified'));
  if (items) errors.push(...checkStructural(items, `${path}.items`, 'item'));
  for (const [name, child] of Object.entries(properties)) {
    errors.push(...checkStructural(child, `${path}.properties[${name}]`, 'field'));
  }
  if (additionalProperties !== undefined && level === 'root') {
    errors.push(forbiddenField(`${path}.additionalProperties`, 'must not be used at the root'));
  }
  if (isObject(additionalProperties)) {
    errors.push(...checkStructural(additionalProperties as JsonSchema, `${path}.additionalProperties`, 'field'));
  }
  return [...errors, ...checkBranches(schema, path, true), ...checkKind(schema, path, level)];
}

function checkKind(schema: JsonSchema, path: string, level: Level): FieldError[] {
  const { type, properties = {} } = schema;
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const errors: FieldError[] = [];
  if (isIntOrString && keepsUnknown) {
    const detail = 'must be false if x-kubernetes-int-or-string is true';
    errors.push(invalidField(`${path}.x-kubernetes-preserve-unknown-fields`, true, detail));
  }
  if (isResource && type !== 'object') {
    const detail = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(type ? invalidField(`${path}.type`, type, detail) : requiredField(`${path}.type`, detail));
  } else if (!type && !isIntOrString && !keepsUnknown) errors.push(requiredField(`${path}.type`, UNTYPED[level]));
  if (level === 'root' && type && type !== 'object') {
    errors.push(invalidField(`${path}.type`, type, 'must be object at the root'));
  }
  if (level === 'root' || isResource) {
    for (const name of ['kind', 'apiVersion']) {
      const given = properties[name];
      if (given && given.type !== 'string') {
        errors.push(invalidField(`${path}.properties[${name}].type`, given.type ?? '', 'must be string'));
      }
    }
    errors.push(...checkMetadata(properties.metadata, `${path}.properties[metadata]`, level));
  }
  if (isResource && !keepsUnknown && Object.keys(properties).length === 0) {
    const detail =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    errors.push(requiredField(`${path}.properties`, detail));
  }
  return errors;
}

/** All that a schema may say of the metadata of its objects is what names they have. */
function checkMetadata(metadata: JsonSchema | undefined, path: string, level: Level): FieldError[] {
  if (!metadata) return [];
  const errors: FieldError[] = [];
  if (metadata.type !== 'object') errors.push(invalidField(`${path}.type`, metadata.type ?? '', 'must be object'));
  const { type: _type, default: _default, properties = {}, ...rest } = metadata;
  const others = Object.keys(properties).filter((name) => name !== 'name' && name !== 'generateName');
  if (level === 'root' && others.length + Object.keys(rest).length > 0) {
    const detail = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
    errors.push(forbiddenField(path, detail));
  }
  return errors;
}

/** @param isWhole false inside of branches, where only `not` and its like go on */
function checkBranches(schema: JsonSchema, path: string, isWhole: boolean): FieldError[] {
  const errors: FieldError[] = [];
  for (const keyword of ['anyOf', 'allOf', 'oneOf']) {
    const branches = Array.isArray(schema[keyword]) ? (schema[keyword] as JsonSchema[]) : [];
    if (isWhole && keyword === 'anyOf' && isEqual(branches, INT_OR_STRING)) continue;
    branches.forEach((branch, index) => {
      const isIntOrString = isWhole && keyword === 'allOf' && index === 0 && isEqual(branch.anyOf, INT_OR_STRING);
      const { anyOf: _anyOf, ...rest } = branch;
      errors.push(...checkBranch(isIntOrString ? rest : branch, `${path}.${keyword}[${index}]`));
    });
  }
  if (isObject(schema.not)) errors.push(...checkBranch(schema.not as JsonSchema, `${path}.not`));
  const fault = typeof schema.pattern === 'string' ? describePattern(schema.pattern) : undefined;
  if (fault !== undefined) {
    const detail = `must be a valid regular expression, but isn't: ${fault}`;
    errors.push(invalidField(`${path}.pattern`, schema.pattern, detail));
  }
  return errors;
}

function checkBranch(branch: JsonSchema, path: string): FieldError[] {
  const { items, properties = {} } = branch;
  const errors = checkBranches(branch, path, false);
  if (items) errors.push(...checkBranch(items, `${path}.items`));
  for (const [name, child] of Object.entries(properties)) {
    errors.push(...checkBranch(child, `${path}.properties[${name}]`));
  }
  for (const [keyword, detail] of Object.entries(BRANCH_FORBIDDEN)) {
    const value = branch[keyword];
    const isGiven = value !== undefined && value !== false && value !== '' && !(Array.isArray(value) && !value.length);
    if (isGiven) errors.push(forbiddenField(`${path}.${keyword}`, `${detail} to be structural`));
  }
  if (properties.metadata) {
    errors.push(forbiddenField(`${path}.properties[metadata]`, 'must not be specified in a nested context'));
  }
  return errors;
}

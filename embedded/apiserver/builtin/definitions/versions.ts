import { checkRules } from '../../../../apimachinery/cel/rules/check.ts';
import { readFieldPath } from '../../../../apimachinery/cel/rules/fieldpath.ts';
import { duplicateField, forbiddenField, invalidField, requiredField } from '../../../../apimachinery/errors/field.ts';
import { getPath, isObject, listObjects } from '../../../../apimachinery/json.ts';
import type { FieldError, JsonObject, JsonSchema } from '../../../../apimachinery/types.ts';
import { checkDefaults } from './defaults.ts';
import { checkKeywords } from './keywords.ts';
import { checkStructural } from './structural.ts';

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

/** What is wrong with the schema of a version. */
export function checkSchema(schema: JsonSchema, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (schema.nullable) errors.push(forbiddenField(`${path}.nullable`, 'nullable cannot be true at the root'));
  const byKeyword = checkKeywords(schema, path);
  // What cannot even be read as a structural schema is not judged as one.
  const isReadable = !byKeyword.some(({ message }) => message.endsWith('is not supported'));
  const broken = isReadable ? checkStructural(schema, path) : [];
  errors.push(...byKeyword, ...broken, ...(isReadable && broken.length === 0 ? checkDefaults(schema, path) : []));
  return errors.length > 0 ? errors : checkRules(schema, path);
}

export function checkColumn(column: JsonObject, path: string): FieldError[] {
  const { name, type, format, jsonPath } = column;
  const errors: FieldError[] = [];
  if (!name) errors.push(requiredField(`${path}.name`));
  const types = `must be one of ${COLUMN_TYPES.join(',')}`;
  if (!type) errors.push(requiredField(`${path}.type`, types));
  else if (!COLUMN_TYPES.includes(String(type))) errors.push(invalidField(`${path}.type`, type, types));
  if (format && !COLUMN_FORMATS.includes(String(format))) {
    errors.push(invalidField(`${path}.format`, format, `must be one of ${COLUMN_FORMATS.join(',')}`));
  }
  if (!jsonPath) return [...errors, requiredField(`${path}.JSONPath`)];
  return [...errors, ...checkSimplePath(String(jsonPath), `${path}.JSONPath`)];
}

function checkSimplePath(text: string, path: string): FieldError[] {
  return text.startsWith('.') ? [] : [invalidField(path, text, 'must be a simple json path starting with .')];
}

/** The fields by which objects can be selected. */
export function checkSelectable(fields: readonly JsonObject[], schema: JsonSchema, path: string): FieldError[] {
  const known = new Set<unknown>();
  return fields.flatMap(({ jsonPath }, index) => {
    const at = `${path}[${index}].jsonPath`;
    if (!jsonPath) return [requiredField(at)];
    const found = findSchema(String(jsonPath), schema);
    if (!found) return [invalidField(at, jsonPath, 'is an invalid path: does not refer to a valid field')];
    const detail =
      'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
    const isScalar = ['string', 'boolean', 'integer'].includes(found.type ?? '');
    const wrong = isScalar ? [] : [invalidField(at, jsonPath, detail)];
    const isRepeated = known.has(jsonPath);
    known.add(jsonPath);
    return isRepeated ? [...wrong, duplicateField(at, jsonPath)] : wrong;
  });
}

function findSchema(path: string, schema: JsonSchema): JsonSchema | undefined {
  let current: JsonSchema | undefined = schema;
  for (const name of readFieldPath(path) ?? ['']) {
    const properties: JsonSchema['properties'] = current?.properties ?? {};
    current = Object.hasOwn(properties, name) ? properties[name] : undefined;
  }
  return current;
}

/** @param path of the subresources */
export function checkScale(subresources: unknown, path: string): FieldError[] {
  const scale = getPath(subresources, 'scale');
  if (!isObject(scale)) return [];
  const check = (field: string, start: string): FieldError[] => {
    const at = `${path}.scale.${field}`;
    const text = String(scale[field] ?? '');
    if (text === '') return [requiredField(at)];
    const broken = checkSimplePath(text, at);
    if (broken.length > 0 || text.startsWith(`${start}.`)) return broken;
    return [invalidField(at, text, `should be a json path under ${start}`)];
  };
  return [...check('specReplicasPath', '.spec'), ...check('statusReplicasPath', '.status')];
}

export function checkDeprecation(version: JsonObject, path: string): FieldError[] {
  const { deprecated, deprecationWarning: warning } = version;
  if (typeof warning !== 'string') return [];
  const refuse = (detail: string) => [invalidField(`${path}.deprecationWarning`, warning, detail)];
  if (deprecated !== true) return refuse('can only be set for deprecated versions');
  if (warning === '') return refuse('must not be an empty string');
  return warning.length > 256 ? refuse('must be <= 256 characters long') : [];
}

export function listColumns(version: JsonObject | undefined): JsonObject[] {
  return listObjects(version?.additionalPrinterColumns);
}

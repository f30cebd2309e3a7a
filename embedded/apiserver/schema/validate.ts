import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { FieldError, JsonSchema, KubeObject } from '../types.ts';
import { convertSchema } from './convert.ts';
import { findDuplicates } from './duplicates.ts';
import { isUnchanged } from './ratchet.ts';
import { translateError } from './translate.ts';

/** Go's duration (`1h3m`), where JSON schema's format of that name means another thing. */
const GO_DURATION = /^[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h|d|w))+)$/;

/**
 * Judges objects by a structural schema. Compiles it on first use, since most kinds are never written in a run. On
 * update, errors of unchanged fields are not told (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-ratcheting).
 */
export class SchemaValidator {
  readonly #schema: JsonSchema;
  #compiled: ValidateFunction | undefined;

  constructor(schema: JsonSchema) {
    this.#schema = schema;
  }

  validate(object: KubeObject, old: KubeObject | undefined): FieldError[] {
    this.#compiled ??= compile(this.#schema);
    const errors: FieldError[] = [];
    if (!this.#compiled(object)) {
      for (const error of this.#compiled.errors ?? []) {
        if (isInsideBranch(error) || (old && isUnchanged(toTokens(error), object, old, this.#schema))) continue;
        errors.push(translateError(error, object));
      }
    }
    return [...errors, ...findDuplicates(object, this.#schema)];
  }
}

function compile(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    unicodeRegExp: false,
    logger: false,
    code: { optimize: false },
  });
  addFormats.default(ajv);
  ajv.addFormat('duration', GO_DURATION);
  return ajv.compile(convertSchema(schema));
}

/** The branches of anyOf, oneOf and not fail one by one; only the verdict on all of them is told. */
function isInsideBranch({ schemaPath }: ErrorObject): boolean {
  return /\/(anyOf|oneOf)\/\d+\/|\/not\//.test(schemaPath);
}

function toTokens({ instancePath }: ErrorObject): string[] {
  if (instancePath === '') return [];
  return instancePath
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

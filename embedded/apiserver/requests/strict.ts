import { DecodeError } from '../../../apimachinery/errors/decode.ts';
import { ApiError } from '../../../apimachinery/errors/status.ts';
import type { Resource } from '../resources/types.ts';
import type { WriteOptions } from './context.ts';

/**
 * Reports fields that the kind does not have and fields that are written twice, as the client asked:
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
 * @throws DecodeError under Strict
 */
export function reportFields(unknown: readonly string[], resource: Resource, options: WriteOptions): void {
  if (options.fieldValidation === 'Ignore') return;
  const problems = listProblems(unknown, resource, options);
  if (problems.length === 0) return;
  if (options.fieldValidation === 'Warn') options.warnings.push(...problems);
  else throw new DecodeError(resource, `strict decoding error: ${problems.join(', ')}`);
}

/** The same for a configuration to apply, which is YAML. @throws ApiError 400 under Strict */
export function refuseRepeated({ fieldValidation, written }: WriteOptions): void {
  const repeated = (written ?? []).filter((field) => field.repeated);
  if (fieldValidation !== 'Strict' || repeated.length === 0) return;
  const lines = repeated.map(({ line, name }) => `  line ${line}: key ${JSON.stringify(name)} already set in map`);
  const detail = `error converting YAML to JSON: yaml: unmarshal errors:\n${lines.join('\n')}`;
  throw new ApiError(400, 'BadRequest', `error strict decoding YAML: ${detail}`);
}

/** A typed body is read once, so what is wrong with it comes in the order of the text. */
function listProblems(unknown: readonly string[], { custom }: Resource, { written, patch }: WriteOptions): string[] {
  const describe = (path: string) => `unknown field ${JSON.stringify(path)}`;
  const repeated = (written ?? []).filter((field) => field.repeated);
  const describeRepeated = (path: string) => `duplicate field ${JSON.stringify(path)}`;
  const texts =
    custom || patch || !written
      ? [...repeated.map(({ path }) => describeRepeated(path)), ...[...unknown].sort().map(describe)]
      : written.flatMap(({ path, repeated: isRepeated }) => {
          if (unknown.some((parent) => path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`))) return [];
          return isRepeated ? [describeRepeated(path)] : unknown.includes(path) ? [describe(path)] : [];
        });
  return [...new Set(texts)];
}

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { ownSchema } from './own-schema.ts';
import schema from './schema.json' with { type: 'json' };
import type { RunResult } from './types.ts';

let compiled: ValidateFunction<RunResult> | undefined;

/** Checks a value against schema.json. One sentence for each violation, naming the field; empty: it conforms. */
export function checkRunResult(value: unknown): string[] {
  compiled ??= new Ajv({ allErrors: true, strictTuples: false, ...ownSchema }).compile<RunResult>(schema);
  return compiled(value) ? [] : describeSchemaErrors(compiled.errors ?? []);
}

/** Renders ajv's errors as `field: expectation`. */
export function describeSchemaErrors(errors: readonly ErrorObject[]): string[] {
  const sentences = new Map<string, ErrorObject[]>();
  for (const [index, error] of errors.entries()) {
    // All that one object lacks is one sentence.
    const key = error.keyword === 'required' ? `required ${error.instancePath}` : String(index);
    sentences.set(key, [...(sentences.get(key) ?? []), error]);
  }
  return [...sentences.values()].map((alike) => `${fieldPath(alike[0]?.instancePath ?? '')}: ${describeAlike(alike)}`);
}

/** `/a/0/b` as `a[0].b`. */
function fieldPath(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  const path = parts.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part.replaceAll('~1', '/')}`)).join('');
  return path.replace(/^\./, '') || 'document';
}

const MOST_NAMED = 3;

function describeAlike(errors: readonly ErrorObject[]): string {
  const [first] = errors;
  if (!first) return '';
  if (errors.length === 1) return expectationOf(first);
  const names = errors.map(({ params }) => String((params as Record<string, unknown>).missingProperty));
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `must have the properties ${names.slice(0, MOST_NAMED).join(', ')}${more}`;
}

function expectationOf(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return `unknown field ${JSON.stringify(params.additionalProperty)}`;
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    default:
      return error.message ?? 'is not valid';
  }
}

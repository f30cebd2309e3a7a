import type { ErrorObject } from 'ajv';
import { nearest } from '../../common/nearest.ts';

/**
 * What ajv found wrong, as one clause that names the field and what was expected: of the errors the one that lies deepest,
 * and of forms that exclude each other the one that fits best.
 */
export function describeProblem(errors: readonly ErrorObject[]): string {
  const choice = errors.filter(({ keyword }) => keyword === 'anyOf').sort(byDepth)[0];
  const within = choice ? chooseBranch(errors, choice) : [];
  const candidates = within.length > 0 ? within : errors.filter(({ keyword }) => keyword !== 'anyOf');
  const error = [...(candidates.length > 0 ? candidates : errors)].sort(byDepth)[0];
  if (!error) return 'it is no scenario';
  const types = errors.filter(({ keyword, instancePath }) => keyword === 'type' && instancePath === error.instancePath);
  return describe(error, [...new Set(types.flatMap(({ params }) => params.type))]);
}

function byDepth(a: ErrorObject, b: ErrorObject): number {
  return depth(b) - depth(a) || rank(a) - rank(b);
}

function depth({ instancePath }: ErrorObject): number {
  return instancePath.split('/').length;
}

/** A field that is not known says more than one that is missing, and both more than the rest. */
function rank({ keyword }: ErrorObject): number {
  return keyword === 'additionalProperties' ? 0 : keyword === 'required' ? 1 : 2;
}

/** Errors of the form that the value comes nearest to: the one with the fewest. */
function chooseBranch(errors: readonly ErrorObject[], choice: ErrorObject): ErrorObject[] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    if (error === choice || !error.instancePath.startsWith(choice.instancePath)) continue;
    const branch = error.schemaPath
      .split('/')
      .slice(0, -1)
      .join('/')
      .replace(/\/properties\/.*$/, '');
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const [best = []] = [...branches.values()].sort((a, b) => a.length - b.length);
  return best;
}

/** @param types all that the field may be, where its type is what is wrong */
function describe(error: ErrorObject, types: readonly unknown[]): string {
  const field = toFieldPath(error.instancePath) || 'the scenario';
  const params: Record<string, unknown> = error.params;
  switch (error.keyword) {
    case 'required':
      return `${join(error, String(params.missingProperty))} is missing`;
    case 'additionalProperties':
      return describeUnknown(error, String(params.additionalProperty));
    case 'discriminator':
      return describeKind(error, params);
    case 'enum':
      return `${field} must be one of ${list(params.allowedValues)}`;
    case 'const':
      return `${field} must be ${JSON.stringify(params.allowedValue)}`;
    case 'type':
      return `${field} must be ${describeType(types)}`;
    case 'minItems':
      return `${field} must have at least one entry`;
    case 'pattern':
      return `${field} must look like ${describePattern(String(params.pattern))}`;
    default:
      return `${field} ${error.message ?? 'is not valid'}`;
  }
}

function describeUnknown(error: ErrorObject, name: string): string {
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  const [near] = nearest(name, known);
  return `${join(error, name)} is not a known field${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function describeKind(error: ErrorObject, { tagValue }: Record<string, unknown>): string {
  const found = tagValue === undefined ? '' : `, not ${JSON.stringify(tagValue)}`;
  const kinds = (error.parentSchema as { properties: { kind: { examples: string[] } } }).properties.kind.examples;
  return `${join(error, 'kind')} must be ${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}${found}`;
}

function describeType(types: readonly unknown[]): string {
  const names: Readonly<Record<string, string>> = {
    object: 'an object',
    array: 'a list',
    string: 'a text',
    number: 'a number',
    boolean: 'true or false',
    null: 'null',
  };
  return types.map((one) => names[String(one)] ?? String(one)).join(' or ');
}

/** Patterns of the schema come from template types: versions and references. */
function describePattern(pattern: string): string {
  return pattern.startsWith('^v') ? 'v1.7' : 'Kind/label or Kind/namespace/label';
}

function list(values: unknown): string {
  return (Array.isArray(values) ? values : []).map((value) => JSON.stringify(value)).join(', ');
}

function join({ instancePath }: ErrorObject, name: string): string {
  const path = toFieldPath(instancePath);
  return path === '' ? name : `${path}.${name}`;
}

function toFieldPath(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  return parts.reduce((path, part) => {
    if (/^\d+$/.test(part)) return `${path}[${part}]`;
    return path === '' ? part : `${path}.${part}`;
  }, '');
}

import type { ErrorObject } from 'ajv';

/** What ajv found wrong with a profile, as one clause that names the field. */
export function describeError(errors: readonly ErrorObject[]): string {
  // A wrong field name is reported with the pattern that it missed, a choice with its failed part: one of them says more.
  const error = errors.find(({ keyword }) => keyword === 'propertyNames') ?? errors[0];
  if (!error) return 'it is not an implementation profile';
  const field = toFieldPath(error.instancePath);
  const params: Record<string, unknown> = error.params;
  switch (error.keyword) {
    case 'required':
      return `${join(field, String(params.missingProperty))} is missing`;
    case 'additionalProperties':
      return `${join(field, String(params.additionalProperty))} is not a known field`;
    case 'propertyNames':
      return describeName(field, String(params.propertyName));
    case 'false schema':
      return `${field} does not go with the rest of ${field.replace(/\.\w+$/, '')}`;
    case 'discriminator':
      return describeKind(field, params);
    case 'enum':
      return describeChoice(field, params.allowedValues);
    default:
      return `${field || 'the file'} ${error.message ?? 'is not valid'}`;
  }
}

const stepKinds = 'objects, manifests, kustomize, helm, process or wait';

function describeKind(field: string, { tagValue }: Record<string, unknown>): string {
  return `${join(field, 'kind')} must be ${stepKinds}, not ${JSON.stringify(tagValue)}`;
}

function describeName(field: string, name: string): string {
  if (field === 'verified') return `${join(field, name)} must have the name of a provider: embedded, kind or existing`;
  return `${join(field, name)} must have a name of letters, digits, - and _`;
}

function describeChoice(field: string, allowed: unknown): string {
  const list = (Array.isArray(allowed) ? allowed : []).map((value) => JSON.stringify(value)).join(', ');
  return `${field} must be one of ${list}${field === 'supportedFeatures' ? ', or a list of features' : ''}`;
}

function toFieldPath(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  return parts.reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), '');
}

function join(path: string, field: string): string {
  return path ? `${path}.${field}` : field;
}

import type { ErrorObject, ValidateFunction } from 'ajv';
import { parseDocument } from 'yaml';
import { UsageError } from '../scenario/errors.ts';
import { findPlaceholders } from './parameters.ts';
import schema from './schema.json' with { type: 'json' };
import type { ImplementationProfile } from './types.ts';

/** A profile as its file says it: name and parameters may be left out. */
type ProfileFile = Omit<ImplementationProfile, 'name' | 'parameters'> &
  Partial<Pick<ImplementationProfile, 'name' | 'parameters'>>;

let compiled: Promise<ValidateFunction<ProfileFile>> | undefined;

/**
 * Reads a profile. Throws UsageError with one sentence that names file, field and expectation.
 * @param name what the file name says; it is the profile's name where the file gives none
 */
export async function parseProfile(text: string, file: string, name: string): Promise<ImplementationProfile> {
  const value = parseYaml(text, file);
  compiled ??= compileSchema();
  const validate = await compiled;
  if (!validate(value)) {
    throw new UsageError(`${file}: ${describeError(validate.errors ?? [])}.`);
  }
  const profile: ImplementationProfile = { ...value, name: value.name ?? name, parameters: value.parameters ?? {} };
  refuseUndeclared(profile, file);
  return profile;
}

async function compileSchema(): Promise<ValidateFunction<ProfileFile>> {
  // Loaded here, so that whoever installs nothing does not wait for it.
  const [{ Ajv }, formats] = await Promise.all([import('ajv'), import('ajv-formats')]);
  const ajv = new Ajv({ allErrors: false });
  formats.default.default(ajv);
  return ajv.compile<ProfileFile>(schema);
}

function parseYaml(text: string, file: string): unknown {
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    throw new UsageError(`${file}: line ${line} is not YAML: ${error.message.replace(/\.?\s*$/, '')}.`);
  }
  return document.toJS();
}

function describeError(errors: readonly ErrorObject[]): string {
  // A wrong field name is reported with the pattern that it missed, a choice with its failed part: one of them says more.
  const error = errors.find(({ keyword }) => keyword === 'propertyNames') ?? errors[0];
  if (!error) {
    return 'it is not an implementation profile';
  }
  const field = toFieldPath(error.instancePath);
  const params: Record<string, unknown> = error.params;
  switch (error.keyword) {
    case 'required':
      return `${join(field, String(params.missingProperty))} is missing`;
    case 'additionalProperties':
      return `${join(field, String(params.additionalProperty))} is not a known field`;
    case 'propertyNames':
      return `${join(field, String(params.propertyName))} must have a name of letters, digits, - and _`;
    case 'const':
      return `${field || 'the file'} must be ${JSON.stringify(params.allowedValue)}${field === 'supportedFeatures' ? ' or a list of features' : ''}`;
    default:
      return `${field || 'the file'} ${error.message ?? 'is not valid'}`;
  }
}

function toFieldPath(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  return parts.reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), '');
}

function join(path: string, field: string): string {
  return path ? `${path}.${field}` : field;
}

function refuseUndeclared(profile: ImplementationProfile, file: string): void {
  for (const placeholder of findPlaceholders(profile.install)) {
    if (!Object.hasOwn(profile.parameters, placeholder)) {
      throw new UsageError(`${file}: install uses \${${placeholder}}, which parameters does not declare.`);
    }
  }
}

import type { ErrorObject } from 'ajv';
import { isRecord } from '../common/guards.ts';
import { suggest, type YamlFile } from '../common/yaml-file.ts';

type Path = readonly (string | number)[];

/** What ajv found wrong with a profile: `file:line:column: field, what was expected and what was found.` */
export function describeError(errors: readonly ErrorObject[], file: YamlFile): string {
  // A wrong field name is reported with the pattern that it missed, a choice with its failed part: one of them says more.
  const error = errors.find(({ keyword }) => keyword === 'propertyNames') ?? errors[0];
  if (!error) return `${file.place([])}: it is not an implementation profile.`;
  const path = toPath(error.instancePath);
  const key = readKey(error.params);
  return `${file.place(path, key)}: ${describeClause(error, path, file)}.`;
}

/** The same for what a clause of our own says of a field: `install[0].on names …`. */
export function describeProblem(clause: string, file: YamlFile): string {
  const [field = ''] = /^[\w.[\]]+/.exec(clause) ?? [];
  const parts = field.split(/[.[\]]+/).filter((part) => part !== '');
  const path = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return `${file.place(path)}: ${clause}.`;
}

function describeClause(error: ErrorObject, path: Path, file: YamlFile): string {
  const field = showPath(path);
  const params: Record<string, unknown> = error.params;
  const found = `, not ${showFound(error.data, path, file)}`;
  switch (error.keyword) {
    case 'required':
      return `${join(field, String(params.missingProperty))} is missing`;
    case 'additionalProperties':
      return describeUnknown(field, String(params.additionalProperty), error.parentSchema);
    case 'propertyNames':
      return describeName(field, String(params.propertyName));
    case 'false schema':
      return `${field} does not go with the rest of ${field.replace(/\.\w+$/, '')}`;
    case 'discriminator':
      return `${join(field, 'kind')} must be ${stepKinds}, not ${JSON.stringify(params.tagValue)}`;
    case 'enum':
      return describeChoice(field, params.allowedValues) + found;
    case 'type':
      return `${field || 'the file'} must be ${typeNames[String(params.type)] ?? String(params.type)}${found}`;
    case 'format':
      return `${field} must be a URL, as https://example.com/${found}`;
    case 'pattern':
      if (params.pattern === '^https?://') return `${field} must be a URL, as https://example.com/${found}`;
      return `${field} ${error.message}${found}`;
    case 'maxLength':
      return `${field} must have at most ${params.limit} characters, not ${String(error.data).length}`;
    case 'minLength':
      return `${field} must not be empty`;
    default:
      return `${field || 'the file'} ${error.message ?? 'is not valid'}${found}`;
  }
}

const stepKinds = 'objects, manifests, kustomize, helm, process or wait';
const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a map of fields',
  boolean: 'true or false',
  integer: 'a whole number',
};

/** A number or a truth value as the file writes it, with what would make a text of it. */
function showFound(data: unknown, path: Path, file: YamlFile): string {
  const written = file.source(path);
  if ((typeof data === 'number' || typeof data === 'boolean') && written !== undefined) {
    return `${written}; in quotes it is a text: "${written}"`;
  }
  const text = JSON.stringify(data) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}… (${text.length} characters)` : text;
}

function describeUnknown(field: string, name: string, schema: unknown): string {
  const known = isRecord(schema) && isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  return `${join(field, name)} is not a known field${suggest(name, known)}`.replace(/\?$/, '');
}

function describeName(field: string, name: string): string {
  if (field === 'verified')
    return `${join(field, name)} must have the name of a provider: embedded, envtest, kind or existing`;
  return `${join(field, name)} must have a name of letters, digits, - and _`;
}

function describeChoice(field: string, allowed: unknown): string {
  const list = (Array.isArray(allowed) ? allowed : []).map((value) => JSON.stringify(value)).join(', ');
  return `${field} must be one of ${list}${field === 'supportedFeatures' ? ', or a list of features' : ''}`;
}

function readKey(params: Record<string, unknown>): string | undefined {
  const { additionalProperty, propertyName } = params;
  const key = additionalProperty ?? propertyName;
  return typeof key === 'string' ? key : undefined;
}

function toPath(pointer: string): (string | number)[] {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

function showPath(path: Path): string {
  return path.reduce<string>((shown, part) => (typeof part === 'number' ? `${shown}[${part}]` : join(shown, part)), '');
}

function join(path: string, field: string): string {
  return path ? `${path}.${field}` : field;
}

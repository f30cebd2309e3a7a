import { DecodeError } from '../../../apimachinery/errors/decode.ts';
import { invalidField } from '../../../apimachinery/errors/field.ts';
import { type ApiError, badRequest, invalid } from '../../../apimachinery/errors/status.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { BUILTIN_KINDS } from '../builtin/table.ts';
import { formatGroupVersion, type Resource } from '../resources/types.ts';
import { unrecognized } from './unrecognized.ts';

/** Where a real server keeps the kinds that it knows; its messages tell. */
const SCHEME = 'pkg/runtime/scheme.go:110';

/**
 * A body must be of the kind that its path tells. A built-in kind may be left out; a custom one may not.
 * @throws ApiError 400, or 422 for another custom kind
 */
export function checkIdentity(body: JsonObject, resource: Resource, text: Buffer | undefined): void {
  if (body.apiVersion === resource.apiVersion && body.kind === resource.kind) return;
  for (const field of ['apiVersion', 'kind']) {
    const fault = describeNoText(body[field], field);
    if (fault) throw unrecognized(resource.kind, fault, text ?? Buffer.from(JSON.stringify(body)));
  }
  const apiVersion = typeof body.apiVersion === 'string' ? body.apiVersion : '';
  const kind = typeof body.kind === 'string' ? body.kind : '';
  if (resource.custom)
    checkCustomIdentity(body, { apiVersion, kind }, resource, text ?? Buffer.from(JSON.stringify(body)));
  else checkTypedIdentity(apiVersion || resource.apiVersion, kind || resource.kind, resource);
}

/** What is wrong with a kind or a version that is no text; missing and null are the same. */
function describeNoText(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || typeof value === 'string') return undefined;
  const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  const detail = `json: cannot unmarshal ${found} into Go struct field .${field} of type string`;
  return `couldn't get version/kind; json parse error: ${detail}`;
}

function checkCustomIdentity(
  body: JsonObject,
  { apiVersion, kind }: { apiVersion: string; kind: string },
  resource: Resource,
  text: Buffer,
): void {
  if (kind === '') throw unrecognized(resource.kind, `Object 'Kind' is missing in '${text}'`, text);
  if (apiVersion === '') {
    const detail = `Object 'apiVersion' is missing in '${text}'`;
    throw badRequest(`${kind} in version "" cannot be handled as a ${resource.kind}: ${detail}`);
  }
  if (apiVersion !== resource.apiVersion) throw wrongVersion(apiVersion, resource);
  const subject = { ...resource, kind };
  const { name = '' } = (body.metadata ?? {}) as { name?: string };
  throw invalid(subject, name, [invalidField('kind', kind, `must be ${resource.kind}`)]);
}

function checkTypedIdentity(apiVersion: string, kind: string, resource: Resource): void {
  if (apiVersion === resource.apiVersion && kind === resource.kind) return;
  const given = BUILTIN_KINDS.find(
    (one) => one.kind === kind && formatGroupVersion(one.group, one.version) === apiVersion,
  );
  const version = apiVersion.split('/').at(-1) ?? '';
  const refuse = (detail: string) => new DecodeError(resource, detail, { kind, version });
  if (!given) {
    const where = `in scheme ${JSON.stringify(SCHEME)}`;
    throw refuse(`no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} ${where}`);
  }
  if (given.kind === resource.kind) throw wrongVersion(apiVersion, resource);
  const target = `${resource.group === '' ? 'core' : resource.group.split('.')[0]}.${resource.kind}`;
  throw refuse(`converting (${version}.${kind}) to (${target}): unknown conversion`);
}

function wrongVersion(given: string, { apiVersion }: Resource): ApiError {
  return badRequest(`the API version in the data (${given}) does not match the expected API version (${apiVersion})`);
}

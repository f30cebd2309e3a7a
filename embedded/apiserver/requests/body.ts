import { DecodeError } from '../../../apimachinery/errors/decode.ts';
import { badRequest } from '../../../apimachinery/errors/status.ts';
import { isObject } from '../../../apimachinery/json.ts';
import { readMetadata } from '../../../apimachinery/metadata/read.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import type { Resource } from '../resources/types.ts';
import type { WriteOptions } from './context.ts';
import { checkIdentity } from './identity.ts';
import { reportFields } from './strict.ts';

/**
 * A private copy of a body as an object of the resource: its kind is checked, what the kind does not have is dropped
 * and reported as the client asked.
 * @throws ApiError 400
 */
export function readObject(body: unknown, resource: Resource, options: WriteOptions): KubeObject {
  const { apiVersion, kind } = resource;
  if (!isObject(body)) throw badRequest(`expected an object of kind ${kind}`);
  checkIdentity(body, resource, options.text);
  const { value, unknown } = resource.rules.read(body, resource);
  const metadata = readMetadata(value.metadata, unknown);
  if (typeof metadata === 'string') throw new DecodeError(resource, metadata);
  reportFields(unknown, resource, options);
  return { ...value, apiVersion, kind, metadata };
}

/**
 * A configuration to apply: as it was written, since its writer owns every field of it.
 * @throws ApiError 400 for another kind
 */
export function readConfiguration(body: unknown, { apiVersion, kind }: Resource): KubeObject {
  if (!isObject(body)) throw badRequest(`error decoding YAML: expected an object of kind ${kind}`);
  const given = Object.entries(isObject(body.metadata) ? body.metadata : {}).filter(([, value]) => value !== null);
  const metadata = { name: '', ...Object.fromEntries(given) };
  if (body.apiVersion !== apiVersion || body.kind !== kind) {
    throw badRequest(
      `invalid object type: ${describeType(body.apiVersion)}, Kind=${typeof body.kind === 'string' ? body.kind : ''}`,
    );
  }
  return { ...body, apiVersion, kind, metadata };
}

/** `apps/v1`; `/v1` for the core group. */
export function describeType(apiVersion: unknown): string {
  const text = typeof apiVersion === 'string' ? apiVersion : '';
  return text.includes('/') ? text : `/${text}`;
}

/** The namespace of a body must be the one of the URL; missing, it is filled in, and without one in the URL it goes. */
export function placeObject(object: KubeObject, resource: Resource, namespace: string): void {
  if (!resource.namespaced) {
    delete object.metadata.namespace;
    return;
  }
  if (object.metadata.namespace && object.metadata.namespace !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  object.metadata.namespace = namespace;
}

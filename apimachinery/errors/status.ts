import type { FieldError, JsonObject } from '../types.ts';

/** Names a resource in messages: `httproutes.gateway.networking.k8s.io`. */
export interface ResourceName {
  group: string;
  plural: string;
  kind: string;
}

/** An answer other than success; becomes a metav1.Status. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;
  readonly reason: string;
  readonly details: JsonObject | undefined;
  /** As of a list: the token to go on with. */
  readonly metadata: JsonObject;

  constructor(code: number, reason: string, message: string, details?: JsonObject, metadata: JsonObject = {}) {
    super(message);
    this.metadata = metadata;
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus(): JsonObject {
    const { message, reason, details, code, metadata } = this;
    const fields = { ...(reason && { reason }), ...(details && { details }), code };
    return { kind: 'Status', apiVersion: 'v1', metadata, status: 'Failure', message, ...fields };
  }
}

export function formatResource({ group, plural }: Pick<ResourceName, 'group' | 'plural'>): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** `group` and `kind` (which is the plural, for historical reasons) with the name, as details carry them. */
export function describeResource({ group, plural }: ResourceName, name: string): JsonObject {
  return { ...(name && { name }), ...(group && { group }), kind: plural };
}

export function notFound(resource: ResourceName, name: string): ApiError {
  const message = `${formatResource(resource)} ${JSON.stringify(name)} not found`;
  return new ApiError(404, 'NotFound', message, describeResource(resource, name));
}

export function alreadyExists(resource: ResourceName, name: string): ApiError {
  const message = `${formatResource(resource)} ${JSON.stringify(name)} already exists`;
  return new ApiError(409, 'AlreadyExists', message, describeResource(resource, name));
}

export const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

export function conflict(resource: ResourceName, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${formatResource(resource)} ${JSON.stringify(name)}: ${why}`;
  return new ApiError(409, 'Conflict', message, describeResource(resource, name));
}

export function forbidden(resource: ResourceName, name: string, why: string, causes?: FieldError[]): ApiError {
  const message = `${formatResource(resource)} ${JSON.stringify(name)} is forbidden: ${why}`;
  const details = describeResource(resource, name);
  return new ApiError(403, 'Forbidden', message, causes ? { ...details, causes } : details);
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function unauthorized(): ApiError {
  return new ApiError(401, 'Unauthorized', 'Unauthorized');
}

export function pathNotFound(): ApiError {
  return new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
}

/** A path that is no API's: a plain text says so. */
export class PageNotFound extends ApiError {
  constructor() {
    super(404, 'NotFound', '404 page not found');
  }
}

export function methodNotAllowed(): ApiError {
  return new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

/** The same of a custom kind. @param verb `create` */
export function verbNotSupported(resource: ResourceName, verb: string): ApiError {
  const message = `${verb} is not supported on resources of kind ${JSON.stringify(formatResource(resource))}`;
  return new ApiError(405, 'MethodNotAllowed', message, describeResource(resource, ''));
}

export function unsupportedMediaType(accepted: readonly string[], isPatch = false): ApiError {
  if (isPatch) return new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`;
  return new ApiError(415, 'UnsupportedMediaType', message);
}

export function notAcceptable(): ApiError {
  const types = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
  const streams = ['application/json;stream=watch', 'application/vnd.kubernetes.protobuf;stream=watch'];
  const message = `406: Not Acceptable\n\nAvailable representations: ${[...types, ...streams].join(', ')}`;
  return new ApiError(406, 'NotAcceptable', message, {});
}

/** 422 with every broken field. */
export function invalid(resource: ResourceName, name: string, errors: readonly FieldError[]): ApiError {
  const causes = errors.map(({ reason, message, field }) => ({ reason, message, field }));
  const lines = [...new Set(errors.map((error) => `${error.field}: ${error.message}`))];
  const text = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  const kind = resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
  const { group } = resource;
  const details = { ...(name && { name }), ...(group && { group }), ...(resource.kind && { kind: resource.kind }) };
  return new ApiError(422, 'Invalid', `${kind} ${JSON.stringify(name)} is invalid: ${text}`, { ...details, causes });
}

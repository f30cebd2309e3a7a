import type { User } from '../../../apimachinery/access/user.ts';
import { ApiError, describeResource, formatResource } from '../../../apimachinery/errors/status.ts';
import type { JsonObject, KubeObject, ObjectMeta } from '../../../apimachinery/types.ts';
import type { Resource } from '../resources/types.ts';

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

export interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}

/** An object, or the options of a connection, which have no metadata. */
export type Judged = JsonObject & { metadata?: ObjectMeta };

/** What a client is about to do, as policies see it. */
export interface AdmissionRequest {
  operation: Operation;
  resource: Resource;
  /** `''` for the object itself. */
  subresource: string;
  /** Of the objects, where it is not the resource's: that of a scale, or of the options of a connection. */
  kind?: GroupVersionKind;
  /** `''` for cluster scope. */
  namespace: string;
  /** `''` where many objects are deleted at once. */
  name: string;
  /** As it would be stored; undefined on delete. */
  object: Judged | undefined;
  /** As it is stored; undefined on create. */
  old: KubeObject | undefined;
  user: User;
  dryRun: boolean;
  /** Of the query and, on delete, of the body, with their kind. */
  options: JsonObject | undefined;
  /** Texts of Warning headers; policies add to it. */
  warnings: string[];
}

/** Judges requests beyond what the kind of their object asks for. */
export interface Admission {
  /** @throws ApiError for one that is refused */
  admit(request: AdmissionRequest): void;
}

/** The namespace that a request is about, which is itself for a Namespace. */
export function namespaceOf({ resource, namespace, name }: AdmissionRequest): string {
  return isNamespace(resource) ? name : namespace;
}

export function isNamespace({ storage }: Pick<Resource, 'storage'>): boolean {
  return storage === 'namespaces';
}

const CODES: Readonly<Record<string, number>> = { Forbidden: 403, Unauthorized: 401, RequestEntityTooLarge: 413 };

/** The answer to a request that a policy refuses. */
export function refuse({ resource, name, object }: AdmissionRequest, reason: string, message: string): ApiError {
  const subject = name || object?.metadata?.name || object?.metadata?.generateName || 'Unknown';
  const text = `${formatResource(resource)} ${JSON.stringify(subject)} is forbidden: ${message}`;
  const details = { ...describeResource(resource, subject), causes: [{ message }] };
  return new ApiError(CODES[reason] ?? 422, reason, text, details);
}

import type { User } from '../../../apimachinery/access/user.ts';
import { notFound } from '../../../apimachinery/errors/status.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import type { Admission, GroupVersionKind } from '../admission/request.ts';
import type { AdmissionPlugin, Clock } from '../options.ts';
import type { Registry } from '../resources/registry.ts';
import type { Resource } from '../resources/types.ts';
import type { Store } from '../store/store.ts';
import type { Stored } from '../store/stored.ts';
import type { WrittenField } from './written.ts';

/** Who owns whom, as the garbage collector knows it. */
export interface Owners {
  /** True for a uid of an object that exists and that an object of this namespace may have as its owner. */
  isAlive(uid: string, namespace: string): boolean;
  dependentsOf(uid: string): Target[];
}

/** What every request works on. */
export interface Cluster {
  store: Store;
  registry: Registry;
  owners: Owners;
  clock: Clock;
  admission: readonly AdmissionPlugin[];
  guards: readonly WriteGuard[];
  policies: Admission;
}

/** A write that a client asks for. `object` is defaulted, and not yet validated. */
export interface GuardedWrite {
  resource: Resource;
  object: KubeObject;
  /** What is stored; undefined on create. */
  old: KubeObject | undefined;
  user: User;
}

/** Refuses what its user may not write, beyond what the path tells. @throws ApiError 403 */
export type WriteGuard = (write: GuardedWrite) => void;

/** How a write was asked for. */
export interface WriteOptions {
  dryRun: boolean;
  fieldManager: string;
  fieldValidation: 'Ignore' | 'Warn' | 'Strict';
  /** Server-side apply takes over fields of others. */
  force: boolean;
  subresource?: string;
  /** The fields of the body's text, where it names one of them twice. */
  written?: readonly WrittenField[];
  /** What is being applied, as it was written. */
  configuration?: JsonObject;
  /** The body, as messages quote it; undefined where the server itself writes. */
  text?: Buffer;
  /** The body changes an object instead of giving it whole. */
  patch?: boolean;
  /** Texts of Warning headers; writers add to it. */
  warnings: string[];
  /** Who asked; undefined for what the server itself writes. */
  user?: User;
  /** Options as they were given, for who judges the request. */
  given?: JsonObject;
  /** How the object is shown to who judges the request, where that is not the object itself. */
  shownAs?: { kind: GroupVersionKind; show(object: KubeObject): KubeObject };
}

/** An object's place in the API. */
export interface Target {
  resource: Resource;
  /** `''` for cluster scope. */
  namespace: string;
  name: string;
}

/** Asks the guards about a write of a client; the server's own need no leave. @throws ApiError 403 */
export function guardWrite(cluster: Cluster, user: User | undefined, write: Omit<GuardedWrite, 'user'>): void {
  if (user) for (const guard of cluster.guards) guard({ ...write, user });
}

const OPTIONS = { CREATE: 'CreateOptions', UPDATE: 'UpdateOptions' } as const;

/** Asks the policies about a write of a client. @throws ApiError */
export function admitWrite(
  cluster: Cluster,
  { user, dryRun, warnings, given, subresource = '', shownAs }: WriteOptions,
  { object, old, ...target }: Target & { object: KubeObject; old: KubeObject | undefined },
): void {
  if (!user) return;
  const operation = old ? 'UPDATE' : 'CREATE';
  const options = { kind: OPTIONS[operation], apiVersion: 'meta.k8s.io/v1', ...given };
  const shown = shownAs
    ? { kind: shownAs.kind, object: shownAs.show(object), old: old && shownAs.show(old) }
    : { object, old };
  cluster.policies.admit({ ...target, ...shown, operation, subresource, user, dryRun, options, warnings });
}

/** A time as Kubernetes writes it, to the second. */
export function formatTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** @throws ApiError 404 */
export function requireStored(cluster: Cluster, target: Target): Stored {
  const stored = findStored(cluster, target);
  if (!stored) throw notFound(target.resource, target.name);
  return stored;
}

export function findStored(cluster: Cluster, { resource, namespace, name }: Target): Stored | undefined {
  return cluster.store.collection(resource.storage).get(namespace, name);
}

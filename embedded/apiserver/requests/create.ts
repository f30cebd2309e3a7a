import { randomBytes, randomUUID } from 'node:crypto';
import { ApiError, alreadyExists, forbidden, notFound } from '../../../apimachinery/errors/status.ts';
import { cloneJson } from '../../../apimachinery/json.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import type { Application } from '../patch/managed.ts';
import type { Resource } from '../resources/types.ts';
import { Stored } from '../store/stored.ts';
import { placeObject, readObject } from './body.ts';
import { admitWrite, type Cluster, findStored, formatTime, guardWrite, type WriteOptions } from './context.ts';
import { recordManager, validateObject } from './prepare.ts';

const NAMESPACE = { group: '', plural: 'namespaces', kind: 'Namespace' };
/** Without vowels and look-alikes, as generated names are everywhere in Kubernetes. */
const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Creates an object of a body. `applied`: what a server-side apply says of its fields. */
export function createObject(
  cluster: Cluster,
  resource: Resource,
  namespace: string,
  body: unknown,
  options: WriteOptions,
  applied?: Application,
): Stored {
  const given = readObject(body, resource, options);
  placeObject(given, resource, namespace);
  if (given.metadata.resourceVersion) {
    throw new ApiError(500, '', 'resourceVersion should not be set on objects to be created');
  }
  const object = resource.decode(given);
  if (resource.namespaced) requireNamespace(cluster, resource, object);
  if (resource.custom) refuseTerminating(cluster, resource, object);
  nameObject(object);
  resetMetadata(cluster, object, resource);
  if (resource.hasStatus) resetStatus(object, resource);
  resource.rules.setDefaults(object);
  recordManager(cluster, object, { old: undefined, given: object, ...(applied && { applied }) }, resource, options);
  resource.rules.prepareNew?.(object);
  guardWrite(cluster, options.user, { resource, object, old: undefined });
  for (const plugin of cluster.admission) plugin.mutateOnCreate?.(object, { dryRun: options.dryRun });
  validateObject(object, undefined, resource, options);
  const target = { resource, namespace, name: object.metadata.name };
  admitWrite(cluster, options, { ...target, object, old: undefined });
  resource.rules.settle?.(object);
  if (findStored(cluster, target)) throw alreadyExists(resource, object.metadata.name);
  return options.dryRun ? new Stored(object, 0) : cluster.store.put(resource.storage, object);
}

/** @throws ApiError 404 without the namespace, 403 while it is being deleted */
function requireNamespace(cluster: Cluster, resource: Resource, object: KubeObject): void {
  const { namespace = '', name } = object.metadata;
  const found = cluster.store.collection('namespaces').get('', namespace);
  if (!found) throw notFound(NAMESPACE, namespace);
  if (!found.object.metadata.deletionTimestamp) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const message = `namespace ${namespace} is being terminated`;
  const cause = { reason: 'NamespaceTerminating', message, field: 'metadata.namespace' };
  throw forbidden(resource, name, why, [cause]);
}

/** Nothing new of a kind whose definition is going. */
function refuseTerminating(cluster: Cluster, resource: Resource, object: KubeObject): void {
  const crd = cluster.store.collection('customresourcedefinitions.apiextensions.k8s.io').get('', resource.storage);
  if (!crd?.object.metadata.deletionTimestamp) return;
  const why = 'create not allowed while custom resource definition is terminating';
  throw forbidden(resource, object.metadata.name, why);
}

function nameObject({ metadata }: KubeObject): void {
  if (metadata.name !== '' || !metadata.generateName) return;
  const letters = [...randomBytes(5)].map((byte) => SUFFIX_LETTERS[byte % SUFFIX_LETTERS.length]);
  metadata.name = `${metadata.generateName.slice(0, 58)}${letters.join('')}`;
}

function resetMetadata(cluster: Cluster, object: KubeObject, resource: Resource): void {
  const { metadata } = object;
  for (const field of ['deletionTimestamp', 'deletionGracePeriodSeconds', 'managedFields']) delete metadata[field];
  metadata.uid = randomUUID();
  metadata.creationTimestamp = formatTime(cluster.clock.date());
  if (resource.rules.generation !== undefined) metadata.generation = 1;
}

function resetStatus(object: KubeObject, { rules }: Resource): void {
  if (rules.zero.status === undefined) delete object.status;
  else object.status = cloneJson(rules.zero.status);
}

/** For objects that the server itself makes. False where it is there already. */
export function ensureCreated(cluster: Cluster, resource: Resource | undefined, object: KubeObject): boolean {
  if (!resource) return false;
  const options = { dryRun: false, fieldManager: 'kube-apiserver', fieldValidation: 'Ignore', force: false } as const;
  try {
    createObject(cluster, resource, object.metadata.namespace ?? '', object, { ...options, warnings: [] });
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === 409) return false;
    throw error;
  }
}

import { matchesSelector } from '../../../apimachinery/selectors/labelselector.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import type { Resource } from '../resources/types.ts';
import type { Stored } from '../store/stored.ts';
import type { Surroundings } from './match.ts';
import type { ParamRef, PolicySpec } from './types.ts';

/** The policy or the binding cannot be used as it is. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** The kind of a policy's parameters; undefined for one that takes none. @throws ConfigurationError */
export function findParamKind({ paramKind }: PolicySpec, { registry }: Surroundings): Resource | undefined {
  if (!paramKind) return undefined;
  const { apiVersion = '', kind = '' } = paramKind;
  const found = registry.findKind(apiVersion, kind);
  if (found) return found;
  const shown = `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
  throw new ConfigurationError(`failed to find resource referenced by paramKind: '${shown}'`);
}

/**
 * The parameters that a binding names: the policy is evaluated once with each, once without where there are none to
 * give, and not at all where they are missing and that is allowed.
 * @param namespace of the request
 * @throws ConfigurationError
 */
export function collectParams(
  resource: Resource | undefined,
  reference: ParamRef | undefined,
  namespace: string,
  around: Surroundings,
): (KubeObject | undefined)[] {
  if (!resource || !reference) return [undefined];
  if (reference.namespace && !resource.namespaced) {
    throw new ConfigurationError('paramRef.namespace must not be provided for a cluster-scoped `paramKind`');
  }
  const place = resource.namespaced ? reference.namespace || namespace : '';
  if (resource.namespaced && place === '') {
    const why = 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources';
    throw new ConfigurationError(why);
  }
  const found = findObjects(reference, place, resource, around);
  if (found.length === 0 && reference.parameterNotFoundAction === 'Deny') {
    throw new ConfigurationError('no params found for policy binding with `Deny` parameterNotFoundAction');
  }
  const { apiVersion, kind } = resource;
  return found.map(({ object }) => ({ ...resource.encode(object), apiVersion, kind }));
}

function findObjects(
  { name, selector }: ParamRef,
  namespace: string,
  { storage }: Resource,
  { store }: Surroundings,
): Stored[] {
  const collection = store.collection(storage);
  if (name) return [collection.get(namespace, name) ?? []].flat();
  return collection
    .list(namespace)
    .filter(({ object }) => matchesSelector(selector ?? {}, object.metadata.labels ?? {}));
}

import { ApiError, pathNotFound } from '../errors/status.ts';
import type { Registry } from '../resources/registry.ts';
import type { Resource } from '../resources/types.ts';

/** What a URL below /api/v1 or /apis/G/V names. */
export interface ResourcePath {
  resource: Resource;
  /** Undefined: all namespaces, or cluster scope. */
  namespace: string | undefined;
  name: string | undefined;
  subresource: string | undefined;
}

const NAMESPACE_SUBRESOURCES = ['status', 'finalize'];

export function splitPath(pathname: string): string[] {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    throw new ApiError(400, 'BadRequest', `the path ${JSON.stringify(pathname)} is not well encoded`);
  }
}

/** @param rest the segments after the version. @throws ApiError 404 for what is not served */
export function resolvePath(registry: Registry, group: string, version: string, rest: readonly string[]): ResourcePath {
  const parts = locate(group, rest);
  const resource = registry.find(group, version, parts.plural);
  if (!resource || parts.extra) throw pathNotFound();
  if (resource.namespaced ? parts.name !== undefined && parts.namespace === undefined : parts.namespace !== undefined) {
    throw pathNotFound();
  }
  return { resource, namespace: parts.namespace, name: parts.name, subresource: parts.subresource };
}

interface Parts {
  plural: string;
  namespace?: string;
  name?: string;
  subresource?: string;
  extra?: string;
}

function locate(group: string, rest: readonly string[]): Parts {
  const [first = '', second, third, fourth, fifth, sixth] = rest;
  const isContent = first === 'namespaces' && third !== undefined;
  if (isContent && !(group === '' && NAMESPACE_SUBRESOURCES.includes(third) && fourth === undefined)) {
    const place = { plural: third, namespace: second ?? '' };
    return {
      ...place,
      ...(fourth && { name: fourth }),
      ...(fifth && { subresource: fifth }),
      ...(sixth && { extra: sixth }),
    };
  }
  return {
    plural: first,
    ...(second && { name: second }),
    ...(third && { subresource: third }),
    ...(fourth && { extra: fourth }),
  };
}

import { unescape as decodePercent } from 'node:querystring';
import { badRequest, PageNotFound, pathNotFound } from '../../../apimachinery/errors/status.ts';
import type { Registry } from '../resources/registry.ts';
import type { Resource } from '../resources/types.ts';

/** A request's target, decoded once: what is authorized and what is served are read from the same segments. */
export interface RequestPath {
  /** Decoded, without the query. */
  path: string;
  /** Without the outer slashes; inner ones may be empty. */
  segments: readonly string[];
  query: URLSearchParams;
}

/** What a URL below /api/VERSION or /apis/GROUP/VERSION names, whether it is served or not; empty where it names none. */
export interface Location {
  group: string;
  version: string;
  plural: string;
  namespace: string;
  name: string;
  subresource: string;
  /** The path goes on after the subresource. */
  goesOn: boolean;
}

/** A location that is served. */
export interface ResourcePath {
  resource: Resource;
  /** Undefined: all namespaces, or cluster scope. */
  namespace: string | undefined;
  name: string | undefined;
  subresource: string | undefined;
}

const NAMESPACE_SUBRESOURCES = ['status', 'finalize'];

/** @throws ApiError 400 for escapes that are none */
export function readPath(target: string): RequestPath {
  const local = target.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = local.indexOf('?');
  const path = decode(mark < 0 ? local : local.slice(0, mark));
  const inner = path.replace(/^\//, '').replace(/\/$/, '');
  return {
    path,
    segments: inner === '' ? [] : inner.split('/'),
    query: new URLSearchParams(mark < 0 ? '' : local.slice(mark + 1)),
  };
}

/** Bytes that are no UTF-8 name nothing, but are no error either. */
function decode(path: string): string {
  if (/%(?![0-9a-f]{2})/i.test(path)) throw badRequest(`the path ${JSON.stringify(path)} is not well encoded`);
  return decodePercent(path);
}

export function locate(segments: readonly string[]): Location | undefined {
  const [root, ...rest] = segments;
  const isCore = root === 'api';
  if ((!isCore && root !== 'apis') || rest.length < (isCore ? 2 : 3)) return undefined;
  const [group = '', version = ''] = isCore ? ['', rest[0]] : rest;
  const parts = rest.slice(isCore ? 1 : 2);
  const inNamespace = parts[0] === 'namespaces' && parts.length > 1;
  const isContent = inNamespace && parts.length > 2 && !NAMESPACE_SUBRESOURCES.includes(parts[2] ?? '');
  const [plural = '', name = '', subresource = '', ...more] = isContent ? parts.slice(2) : parts;
  const namespace = inNamespace ? (parts[1] ?? '') : '';
  return { group, version, plural, namespace, name, subresource, goesOn: more.length > 0 };
}

/** @throws ApiError 404 for what is not served */
export function resolvePath(registry: Registry, location: Location): ResourcePath {
  const { group, version, plural, name, subresource, goesOn } = location;
  const resource = registry.find(group, version, plural);
  if (!registry.serves(group, version)) throw new PageNotFound();
  // The path of a namespace names itself as the namespace, too.
  const namespace = group === '' && plural === 'namespaces' ? '' : location.namespace;
  if (!resource || goesOn || (resource.namespaced ? name !== '' && namespace === '' : namespace !== '')) {
    throw pathNotFound();
  }
  return {
    resource,
    namespace: namespace || undefined,
    name: name || undefined,
    subresource: subresource || undefined,
  };
}

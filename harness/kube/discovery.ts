import { isRecord } from '../common/guards.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { ObjectKey } from '../scenario/kubernetes.ts';
import { KubeError } from './errors.ts';
import { describeKey } from './key.ts';
import type { ResourceKind } from './types.ts';

export interface Resource {
  plural: string;
  namespaced: boolean;
}

/** The API server does not serve this kind: its CRD is missing, or not established yet. */
export class UnknownKindError extends HarnessError {}

export interface Discovery {
  /** Rejects with UnknownKindError. */
  resolve(apiVersion: string, kind: string): Promise<Resource>;
}

/** Finds the resource of a kind, asking the server once per group and version, and again for a kind it did not name. */
export function createDiscovery(fetchGroup: (path: string) => Promise<string>): Discovery {
  const groups = new Map<string, Promise<Map<string, Resource>>>();

  function load(apiVersion: string): Promise<Map<string, Resource>> {
    const loading = readGroup(fetchGroup, apiVersion);
    groups.set(apiVersion, loading);
    loading.catch(() => groups.delete(apiVersion));
    return loading;
  }

  return {
    async resolve(apiVersion, kind) {
      const cached = groups.get(apiVersion);
      const known = (await cached)?.get(kind);
      if (known) {
        return known;
      }
      // Whoever else missed a kind meanwhile has begun to ask again: one request is enough.
      const current = groups.get(apiVersion);
      const found = (await (current && current !== cached ? current : load(apiVersion))).get(kind);
      if (!found) {
        throw new UnknownKindError(`The API server does not serve kind ${kind} of ${apiVersion}.`);
      }
      return found;
    },
  };
}

/**
 * Every kind whose objects can be listed and deleted, in the version that the server prefers. A group whose server does
 * not answer is left out.
 */
export async function listKinds(fetchGroup: (path: string) => Promise<string>): Promise<ResourceKind[]> {
  const body: unknown = JSON.parse(await fetchGroup('/apis'));
  const groups = isRecord(body) && Array.isArray(body.groups) ? body.groups.filter(isRecord) : [];
  const preferred = groups.map(({ preferredVersion }) =>
    isRecord(preferredVersion) ? String(preferredVersion.groupVersion) : '',
  );
  const versions = ['v1', ...preferred.filter((version) => version !== '')];
  const lists = versions.map(async (apiVersion) => {
    const entries = parseResources(await fetchGroup(groupPath(apiVersion)).catch(() => '{}')).filter(isRecord);
    return entries.flatMap(({ name, kind, namespaced, verbs }): ResourceKind[] => {
      const can = Array.isArray(verbs) && verbs.includes('list') && verbs.includes('delete');
      return can && !String(name).includes('/')
        ? [{ apiVersion, kind: String(kind), namespaced: namespaced === true }]
        : [];
    });
  });
  return (await Promise.all(lists)).flat();
}

/** Path of an object, or of the collection where `key.name` is empty. */
export function pathOf(resource: Resource, key: ObjectKey, subresource?: string): string {
  if (resource.namespaced && key.name && !key.namespace) {
    throw new HarnessError(`${describeKey(key)} has no namespace, and its kind needs one.`);
  }
  const parts = [groupPath(key.apiVersion)];
  if (resource.namespaced && key.namespace) {
    parts.push('namespaces', encodeURIComponent(key.namespace));
  }
  parts.push(resource.plural);
  if (key.name) {
    parts.push(encodeURIComponent(key.name));
  }
  return [...parts, ...(subresource ? [subresource] : [])].join('/');
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

async function readGroup(fetchGroup: (path: string) => Promise<string>, apiVersion: string) {
  const resources = new Map<string, Resource>();
  for (const entry of parseResources(await fetchText(fetchGroup, apiVersion))) {
    if (isRecord(entry) && typeof entry.name === 'string' && typeof entry.kind === 'string') {
      // `gateways/status` and the like carry the parent's kind.
      if (!entry.name.includes('/')) {
        resources.set(entry.kind, { plural: entry.name, namespaced: entry.namespaced === true });
      }
    }
  }
  return resources;
}

async function fetchText(fetchGroup: (path: string) => Promise<string>, apiVersion: string): Promise<string> {
  try {
    return await fetchGroup(groupPath(apiVersion));
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) {
      return '{}';
    }
    throw error;
  }
}

function parseResources(text: string): unknown[] {
  const body: unknown = JSON.parse(text);
  return isRecord(body) && Array.isArray(body.resources) ? body.resources : [];
}

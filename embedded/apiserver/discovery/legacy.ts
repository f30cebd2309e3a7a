import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { compareVersions } from '../resources/custom.ts';
import type { Registry } from '../resources/registry.ts';
import { formatGroupVersion, type Resource } from '../resources/types.ts';
import { REVIEWS } from './reviews.ts';
import { listSubresources } from './subresources.ts';

export const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
/** In the order of a real server. */
const CUSTOM_VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];

/** The groups that are served and their versions, the preferred first. */
export function listGroups(registry: Registry): Map<string, string[]> {
  const groups = new Map<string, Set<string>>();
  for (const { group, version } of [...registry.all(), ...REVIEWS]) {
    groups.set(group, (groups.get(group) ?? new Set()).add(version));
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([group, versions]) => [group, [...versions].sort(compareVersions)]));
}

export function resourcesOf(registry: Registry, group: string, version: string): Resource[] {
  const found = registry.all().filter((resource) => resource.group === group && resource.version === version);
  return found.sort((a, b) => (a.plural < b.plural ? -1 : 1));
}

/** /api */
export function describeCore(address: string): JsonObject {
  const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: address }];
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs };
}

/** /apis */
export function describeGroups(registry: Registry): JsonObject {
  const names = [...listGroups(registry).keys()].filter((group) => group !== '');
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: names.map((name) => describeGroup(registry, name)) };
}

/** /apis/GROUP without kind and version; undefined for a group that is not served. */
export function describeGroup(registry: Registry, name: string): JsonObject | undefined {
  const versions = listGroups(registry).get(name);
  if (!versions || name === '') return undefined;
  const entries = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: entries, preferredVersion: entries[0] };
}

/** /api/v1 and /apis/GROUP/VERSION; undefined for what is not served. */
export function describeVersion(registry: Registry, group: string, version: string): JsonObject | undefined {
  const resources = resourcesOf(registry, group, version).flatMap(describeResource);
  const reviews = REVIEWS.filter((review) => review.group === group && review.version === version).map((review) => ({
    ...{ name: review.plural, singularName: review.kind.toLowerCase() },
    ...{ namespaced: review.namespaced, kind: review.kind, verbs: ['create'] },
  }));
  if (resources.length + reviews.length === 0) return undefined;
  const groupVersion = formatGroupVersion(group, version);
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: [...resources, ...reviews] };
}

/** Tells clients when objects come to be stored in another version. */
function hashStorage({ group, storageVersion, kind }: Resource): string {
  const digest = createHash('sha256').update(`${group}/${storageVersion}/${kind}`).digest();
  return digest.subarray(0, 8).toString('base64');
}

function describeResource(resource: Resource): JsonObject[] {
  const { plural, singular, namespaced, kind, shortNames, categories } = resource;
  const main = {
    ...{ name: plural, singularName: singular, namespaced, kind, verbs: resource.custom ? CUSTOM_VERBS : VERBS },
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    storageVersionHash: hashStorage(resource),
  };
  const others = listSubresources(resource).map(({ name, group, version, kind: own, verbs }) => {
    const elsewhere = group === resource.group && version === resource.version ? {} : { group, version };
    return { name: `${plural}/${name}`, singularName: '', namespaced, ...elsewhere, kind: own, verbs };
  });
  return [main, ...others];
}

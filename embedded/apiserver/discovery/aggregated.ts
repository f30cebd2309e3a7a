import type { JsonObject } from '../../../apimachinery/types.ts';
import type { Registry } from '../resources/registry.ts';
import type { Resource } from '../resources/types.ts';
import { listGroups, resourcesOf, VERBS } from './legacy.ts';
import { REVIEWS } from './reviews.ts';
import { listSubresources } from './subresources.ts';

const WANTED = /application\/json\s*;[^,]*as=APIGroupDiscoveryList/;

export const AGGREGATED_TYPE = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** True where a client can read discovery in one piece, in the version that is served. */
export function wantsAggregated(accept: string): boolean {
  return accept.split(',').some((type) => WANTED.test(type) && /;\s*v=v2\s*(;|$)/.test(type));
}

/** /api (`core`) or /apis. https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery */
export function describeAggregated(registry: Registry, core: boolean): JsonObject {
  const groups = [...listGroups(registry)].filter(([group]) => (group === '') === core);
  const items = groups.map(([group, versions]) => ({
    metadata: { ...(group && { name: group }), creationTimestamp: null },
    versions: versions.map((version) => ({
      version,
      resources: [...resourcesOf(registry, group, version).map(describeResource), ...describeReviews(group, version)],
      freshness: 'Current',
    })),
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
}

function describeResource(resource: Resource): JsonObject {
  const { group, version, kind, plural, singular, shortNames, categories, namespaced } = resource;
  const subresources = listSubresources(resource).map(({ name, verbs, ...response }) => ({
    ...{ subresource: name, responseKind: response, verbs },
  }));
  const responseKind = { group, version, kind };
  return {
    ...{ resource: plural, responseKind, scope: namespaced ? 'Namespaced' : 'Cluster' },
    ...{ singularResource: singular, verbs: VERBS },
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(subresources.length > 0 && { subresources }),
  };
}

function describeReviews(group: string, version: string): JsonObject[] {
  const own = REVIEWS.filter((review) => review.group === group && review.version === version);
  return own.map(({ plural, kind, namespaced }) => ({
    ...{ resource: plural, responseKind: { group, version, kind }, scope: namespaced ? 'Namespaced' : 'Cluster' },
    ...{ singularResource: kind.toLowerCase(), verbs: ['create'] },
  }));
}

import type { Registry } from '../resources/registry.ts';
import { formatGroupVersion, type Resource } from '../resources/types.ts';
import type { JsonObject } from '../types.ts';
import { listGroups, resourcesOf } from './legacy.ts';

const PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map((name) => ({ name, in: 'query' }));

/** /openapi/v3: where the document of each group and version is. */
export function describeOpenApiRoot(registry: Registry): JsonObject {
  const versions = [...listGroups(registry)].flatMap(([group, names]) => names.map((version) => ({ group, version })));
  const paths = versions.map(({ group, version }) => {
    const path = group === '' ? `api/${version}` : `apis/${group}/${version}`;
    return [path, { serverRelativeURL: `/openapi/v3/${path}` }] as const;
  });
  return { paths: Object.fromEntries(paths) };
}

/** Just enough for kubectl to see that the server validates fields itself: operations and their parameters. */
export function describeOpenApiVersion(registry: Registry, group: string, version: string): JsonObject | undefined {
  const resources = resourcesOf(registry, group, version);
  if (resources.length === 0) return undefined;
  const title = `Kubernetes ${formatGroupVersion(group, version)}`;
  const paths = Object.fromEntries(resources.map((resource) => [formatPath(resource), describeOperations(resource)]));
  return { openapi: '3.0.0', info: { title, version: 'v1' }, paths, components: { schemas: {} } };
}

function formatPath({ group, version, namespaced, plural }: Resource): string {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return `${root}${namespaced ? '/namespaces/{namespace}' : ''}/${plural}/{name}`;
}

function describeOperations({ group, version, kind }: Resource): JsonObject {
  const identity = { 'x-kubernetes-group-version-kind': { group, version, kind } };
  const responses = { 200: { description: 'OK' } };
  const make = (action: string) => ({ ...identity, 'x-kubernetes-action': action, parameters: PARAMETERS, responses });
  return { get: make('get'), put: make('put'), patch: make('patch'), delete: make('delete') };
}

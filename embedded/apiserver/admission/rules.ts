import type { Resource } from '../resources/types.ts';
import { type AdmissionRequest, isNamespace, namespaceOf } from './request.ts';
import type { ResourceRule } from './types.ts';

/** True where a rule covers a request, taken as one for this version of the resource. */
export function ruleCovers(rule: ResourceRule, request: AdmissionRequest, resource: Resource): boolean {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], resourceNames = [] } = rule;
  return (
    scopeCovers(rule.scope, request) &&
    hasOrAll(operations, request.operation) &&
    hasOrAll(apiGroups, resource.group) &&
    hasOrAll(apiVersions, resource.version) &&
    resources.some((pattern) => resourceCovers(pattern, resource.plural, request.subresource)) &&
    (resourceNames.length === 0 || resourceNames.includes(request.name))
  );
}

function hasOrAll(values: readonly string[], wanted: string): boolean {
  return values.includes('*') || values.includes(wanted);
}

/** `pods`, `pods/status`, `pods/*`; a star before the slash stands for every resource. */
function resourceCovers(pattern: string, plural: string, subresource: string): boolean {
  const [resource = '', ...rest] = pattern.split('/');
  const sub = rest.join('/');
  return (resource === '*' || resource === plural) && (sub === '*' || sub === subresource);
}

function scopeCovers(scope: string | undefined, request: AdmissionRequest): boolean {
  const isCluster = isNamespace(request.resource) || namespaceOf(request) === '';
  if (scope === 'Namespaced') return !isCluster;
  return scope === 'Cluster' ? isCluster : true;
}

import { type LabelSelector, matchesSelector } from '../../../apimachinery/selectors/labelselector.ts';
import type { Registry } from '../resources/registry.ts';
import type { Resource } from '../resources/types.ts';
import type { Store } from '../store/store.ts';
import { type AdmissionRequest, isNamespace, namespaceOf } from './request.ts';
import { ruleCovers } from './rules.ts';
import type { MatchResources, ResourceRule } from './types.ts';

/** Where objects and kinds are found. */
export interface Surroundings {
  store: Store;
  registry: Registry;
}

/**
 * The version of the resource that a policy or a binding is about, where it is about the request at all: the request's
 * own, or another one that shows the same objects.
 */
export function findMatch(
  criteria: MatchResources,
  request: AdmissionRequest,
  around: Surroundings,
): Resource | undefined {
  const { resourceRules = [], excludeResourceRules = [], matchPolicy } = criteria;
  if (!selectsNamespace(criteria.namespaceSelector, request, around)) return undefined;
  if (!selectsObject(criteria.objectSelector, request)) return undefined;
  const versions = listVersions(request.resource, matchPolicy, around);
  if (findCovered(excludeResourceRules, request, versions)) return undefined;
  return resourceRules.length === 0 ? request.resource : findCovered(resourceRules, request, versions);
}

/** The request's version first, which wins over all others. */
function listVersions(resource: Resource, matchPolicy: string | undefined, { registry }: Surroundings): Resource[] {
  if (matchPolicy !== 'Equivalent') return [resource];
  return [resource, ...registry.versionsOf(resource.storage).filter((one) => one !== resource)];
}

function findCovered(
  rules: readonly ResourceRule[],
  request: AdmissionRequest,
  [own, ...others]: readonly Resource[],
): Resource | undefined {
  if (own && rules.some((rule) => ruleCovers(rule, request, own))) return own;
  for (const rule of rules) {
    const found = others.find((resource) => ruleCovers(rule, request, resource));
    if (found) return found;
  }
  return undefined;
}

/** What is of cluster scope is never left out, but a Namespace is by its own labels. */
function selectsNamespace(
  selector: LabelSelector | undefined,
  request: AdmissionRequest,
  { store }: Surroundings,
): boolean {
  const namespace = namespaceOf(request);
  if (!selector || isEmpty(selector) || (namespace === '' && !isNamespace(request.resource))) return true;
  const { operation, subresource, object } = request;
  const isWritten = isNamespace(request.resource) && subresource === '' && operation !== 'DELETE';
  const found = isWritten ? object : store.collection('namespaces').get('', namespace)?.object;
  return found !== undefined && matchesSelector(selector, found.metadata?.labels ?? {});
}

function selectsObject(selector: LabelSelector | undefined, { object, old }: AdmissionRequest): boolean {
  if (!selector || isEmpty(selector)) return true;
  return [object, old].some((one) => one?.metadata && matchesSelector(selector, one.metadata.labels ?? {}));
}

function isEmpty({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).length === 0;
}

import { ApiError, badRequest, forbidden } from '../../../apimachinery/errors/status.ts';
import { getPath, getString, isObject, listObjects } from '../../../apimachinery/json.ts';
import { type LabelSelector, matchesSelector } from '../../../apimachinery/selectors/labelselector.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import { nameStorage } from '../resources/custom.ts';
import type { Stored } from '../store/stored.ts';
import { type Cluster, formatTime, requireStored, type Target } from './context.ts';
import { checkPreconditions, deleteObject } from './delete.ts';
import { readDeleteOptions } from './deleteoptions.ts';

const BUDGETS = nameStorage('policy', 'poddisruptionbudgets');
const VIOLATION = "Cannot evict pod as it would violate the pod's disruption budget.";
const MAX_DISRUPTED_PODS = 2000;

/**
 * Deletes a pod unless a PodDisruptionBudget needs it.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
 * @param body an Eviction
 * @throws ApiError 429 where a budget forbids it now, 500 where several cover the pod; what a deletion throws
 */
export function evictPod(cluster: Cluster, target: Target, body: unknown, query: URLSearchParams): void {
  if (getString(body, 'metadata', 'name') !== target.name) {
    throw badRequest('name in URL does not match name in Eviction object');
  }
  const { resourceVersion, ...options } = readDeleteOptions(getPath(body, 'deleteOptions'), query);
  options.dryRun ||= query.getAll('dryRun').includes('All');
  const stored = requireStored(cluster, target);
  // Once, here: the pod's own mark makes another version.
  checkPreconditions(target, stored.object, { ...options, ...(resourceVersion && { resourceVersion }) });
  const spent = isOver(stored.object) ? undefined : spendBudget(cluster, stored.object);
  if (!options.dryRun && spent) cluster.store.put(BUDGETS, spent);
  const evicted = options.dryRun ? stored : cluster.store.put(target.resource.storage, markEvicted(cluster, stored));
  // What judges deletions has no say: an eviction is judged as such.
  deleteObject(cluster, target, evicted, options);
}

/** Nobody is disrupted by the end of a pod that serves nobody yet, or no more. */
function isOver({ metadata, status }: KubeObject): boolean {
  const phase = getString(status, 'phase');
  return metadata.deletionTimestamp !== undefined || ['Pending', 'Succeeded', 'Failed'].includes(phase);
}

/** The budget that covers the pod, one disruption less; undefined where none is needed. */
function spendBudget(cluster: Cluster, pod: KubeObject): KubeObject | undefined {
  const { labels = {}, namespace, name } = pod.metadata;
  const covers = ({ object }: Stored) => {
    const selector = getPath(object, 'spec', 'selector');
    return object.metadata.namespace === namespace && isObject(selector) && matches(selector, labels);
  };
  const [budget, ...others] = cluster.store.collection(BUDGETS).list(namespace).filter(covers);
  if (!budget) return undefined;
  if (others.length > 0) {
    const message = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    throw new ApiError(500, '', message);
  }
  if (!isReady(pod) && sparesUnready(budget.object)) return undefined;
  const count = (field: string) => Number(getPath(budget.object, 'status', field) ?? 0);
  if (count('observedGeneration') < (budget.object.metadata.generation ?? 0)) {
    const cause = `The disruption budget ${budget.object.metadata.name} is still being processed by the server.`;
    throw tooManyRequests(cause, 10);
  }
  const disrupted = getPath(budget.object, 'status', 'disruptedPods') ?? {};
  if (Object.keys(disrupted).length > MAX_DISRUPTED_PODS) {
    const why = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller';
    throw forbidden({ group: 'policy', plural: 'poddisruptionbudget', kind: '' }, budget.object.metadata.name, why);
  }
  if (count('disruptionsAllowed') === 0) {
    const [needed, found] = [count('desiredHealthy'), count('currentHealthy')];
    const { name: budgetName } = budget.object.metadata;
    throw tooManyRequests(
      `The disruption budget ${budgetName} needs ${needed} healthy pods and has ${found} currently`,
    );
  }
  const status: JsonObject = {
    ...(isObject(budget.object.status) ? budget.object.status : {}),
    disruptionsAllowed: count('disruptionsAllowed') - 1,
    // Until the pod is gone, or does not go after all.
    disruptedPods: { ...disrupted, [name]: formatTime(cluster.clock.date()) },
  };
  return { ...budget.object, status };
}

function matches(selector: JsonObject, labels: Readonly<Record<string, string>>): boolean {
  return matchesSelector(selector as LabelSelector, labels);
}

function isReady(pod: KubeObject): boolean {
  const conditions = listObjects(getPath(pod, 'status', 'conditions'));
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

/** A pod that is not ready may go where enough others are, or where the budget says so. */
function sparesUnready(budget: KubeObject): boolean {
  if (getString(budget, 'spec', 'unhealthyPodEvictionPolicy') === 'AlwaysAllow') return true;
  const [current, desired] = ['currentHealthy', 'desiredHealthy'].map((field) =>
    Number(getPath(budget, 'status', field) ?? 0),
  );
  return (current ?? 0) >= (desired ?? 0) && (desired ?? 0) > 0;
}

function tooManyRequests(cause: string, seconds = 0): ApiError {
  const details = { causes: [{ reason: 'DisruptionBudget', message: cause }] };
  const retry = seconds > 0 && { retryAfterSeconds: seconds };
  return new ApiError(429, 'TooManyRequests', VIOLATION, { ...details, ...retry });
}

function markEvicted(cluster: Cluster, { object }: Stored): KubeObject {
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: formatTime(cluster.clock.date()),
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  const status = isObject(object.status) ? object.status : {};
  const others = listObjects(status.conditions).filter(({ type }) => type !== condition.type);
  return { ...object, status: { ...status, conditions: [...others, condition] } };
}

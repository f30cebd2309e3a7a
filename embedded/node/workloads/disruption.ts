import { stampConditions } from '../kube/conditions.ts';
import { type NodeContext, tolerate } from '../kube/context.ts';
import { matchesSelector } from '../kube/labels.ts';
import type { Condition, Pod, PodDisruptionBudget } from '../kube/objects.ts';
import { controllerOf, keyOf, splitKey } from '../kube/owners.ts';
import { createQueue, type Queue } from '../kube/queue.ts';
import { holdsStatus } from '../kube/status.ts';
import { isReady } from './availability.ts';

/** A pod that was to go and is still there after this time stays. */
const DISRUPTION_MS = 120_000;

type Status = NonNullable<PodDisruptionBudget['status']>;

/**
 * Keeps count, for each PodDisruptionBudget, of the pods that may go.
 * https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export function startDisruptionController(context: NodeContext): Queue {
  const { disruptionBudgets, pods } = context.caches;
  const queue = createQueue(reconcile, (key, error) => context.log(`PodDisruptionBudget ${key}: ${String(error)}`));

  async function reconcile(key: string): Promise<void> {
    const budget = disruptionBudgets.get(...splitKey(key));
    if (!budget || budget.metadata.deletionTimestamp) return;
    const covered = pods.list(budget.metadata.namespace).filter((pod) => covers(budget, pod));
    const now = context.now();
    const status = buildBudgetStatus(budget, covered, countExpected(context, covered), now);
    const [first] = Object.values(status.disruptedPods ?? {}).sort();
    if (first !== undefined) queue.addLater(key, Date.parse(first) + DISRUPTION_MS - now.getTime());
    if (holdsBudgetStatus(budget.status, status)) return;
    const { namespace, name, resourceVersion } = budget.metadata;
    const path = `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets/${name}/status`;
    // As a whole, and only over what was seen: an eviction counts here, too.
    const changed = { ...budget, metadata: { ...budget.metadata, resourceVersion }, status };
    const updated = await tolerate(
      ['NotFound', 'Conflict'],
      context.client.call<PodDisruptionBudget>('PUT', path, changed),
    );
    if (updated) disruptionBudgets.put(updated);
  }

  disruptionBudgets.onChange(({ now }) => now && queue.add(keyOf(now)));
  pods.onChange(({ before, now }) => {
    for (const budget of disruptionBudgets.list((now ?? before)?.metadata.namespace ?? '')) {
      if ([before, now].some((pod) => pod && covers(budget, pod))) queue.add(keyOf(budget));
    }
  });
  return queue;
}

function covers({ spec }: PodDisruptionBudget, { metadata }: Pod): boolean {
  return spec?.selector ? matchesSelector(spec.selector, metadata.labels) : false;
}

/** How many pods those that control these want to have. */
function countExpected({ caches }: NodeContext, covered: readonly Pod[]): number {
  const scales = new Map<string, number>();
  for (const pod of covered) {
    const owner = controllerOf(pod);
    if (!owner) continue;
    const { namespace } = pod.metadata;
    const replicaSet = caches.replicaSets.get(namespace, owner.name);
    const above = replicaSet && controllerOf(replicaSet);
    const set = owner.kind === 'StatefulSet' ? caches.statefulSets.get(namespace, owner.name) : replicaSet;
    const top = above ? caches.deployments.get(namespace, above.name) : set;
    // Of a controller that is not known, its pods are all that can be told.
    const known = top?.spec.replicas ?? covered.filter((other) => controllerOf(other)?.uid === owner.uid).length;
    scales.set(top?.metadata.uid ?? owner.uid, known);
  }
  return [...scales.values()].reduce((sum, scale) => sum + scale, 0);
}

/** @param expected pods that the controllers of the covered ones want to have */
export function buildBudgetStatus(
  { metadata: { generation = 0 }, spec = {}, status }: PodDisruptionBudget,
  covered: readonly Pod[],
  expected: number,
  now: Date,
): Status {
  const staying = new Set(
    covered.filter((pod) => !pod.metadata.deletionTimestamp).map(({ metadata }) => metadata.name),
  );
  const disrupted = Object.entries(status?.disruptedPods ?? {}).filter(
    ([name, since]) => staying.has(name) && Date.parse(since) + DISRUPTION_MS > now.getTime(),
  );
  const leaving = new Set(disrupted.map(([name]) => name));
  const currentHealthy = covered.filter((pod) => isReady(pod) && !leaving.has(pod.metadata.name)).length;
  const { maxUnavailable, minAvailable = 0 } = spec;
  const isCounted = maxUnavailable === undefined && typeof minAvailable === 'number';
  const expectedPods = isCounted ? covered.length : expected;
  const desiredHealthy =
    maxUnavailable === undefined
      ? scale(minAvailable, expectedPods)
      : Math.max(0, expectedPods - scale(maxUnavailable, expectedPods));
  const disruptionsAllowed = expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  const allowed = disruptionsAllowed > 0;
  const condition: Condition & { observedGeneration: number } = {
    type: 'DisruptionAllowed',
    status: allowed ? 'True' : 'False',
    reason: allowed ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    observedGeneration: generation,
  };
  return {
    ...{ observedGeneration: generation, disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods },
    ...(disrupted.length > 0 && { disruptedPods: Object.fromEntries(disrupted) }),
    conditions: stampConditions([condition], status?.conditions, now.toISOString()),
  };
}

/** A number, or that share of a whole, rounded up. */
function scale(value: number | string, whole: number): number {
  return typeof value === 'number' ? value : Math.ceil((Number.parseFloat(value) / 100) * whole);
}

function holdsBudgetStatus(known: Status | undefined, wanted: Status): boolean {
  return holdsStatus(known, { disruptedPods: undefined, ...wanted });
}

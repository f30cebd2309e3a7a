import type { Deployment } from '../kube/objects.ts';

/** A ReplicaSet of a Deployment, as far as a rollout goes. */
export interface Replicas {
  name: string;
  wanted: number;
  available: number;
  /** Pods that there are, whatever their state. */
  present: number;
}

/**
 * How many replicas each ReplicaSet should have next: `current` is that of the present template, `old` are the others.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
 */
export function planRollout(
  spec: Deployment['spec'],
  current: Replicas,
  old: readonly Replicas[],
): ReadonlyMap<string, number> {
  const replicas = spec.replicas ?? 1;
  const oldWanted = sum(old.map(({ wanted }) => wanted));
  const plan = new Map<string, number>(old.map(({ name, wanted }) => [name, wanted]));
  if (spec.strategy?.type === 'Recreate') {
    for (const { name } of old) plan.set(name, 0);
    const remaining = sum(old.map(({ present, wanted }) => Math.max(present, wanted)));
    return plan.set(current.name, remaining === 0 ? replicas : current.wanted);
  }
  const { surge, unavailable } = readLimits(spec, replicas);
  const room = Math.max(0, replicas + surge - oldWanted);
  const target = oldWanted === 0 ? replicas : Math.min(replicas, Math.max(current.wanted, room));
  plan.set(current.name, target);
  // Old replicas go as far as enough others serve; those that serve nobody go first.
  let spare = current.available + sum(old.map(({ available }) => available)) - (replicas - unavailable);
  for (const { name, wanted, available } of old) {
    const idle = Math.max(0, wanted - available);
    const serving = Math.max(0, Math.min(wanted - idle, spare));
    spare -= serving;
    plan.set(name, wanted - idle - serving);
  }
  return plan;
}

function readLimits(spec: Deployment['spec'], replicas: number): { surge: number; unavailable: number } {
  const { maxSurge = '25%', maxUnavailable = '25%' } = spec.strategy?.rollingUpdate ?? {};
  const surge = resolve(maxSurge, replicas, Math.ceil);
  const unavailable = resolve(maxUnavailable, replicas, Math.floor);
  // Both zero would never move.
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

function resolve(limit: number | string, replicas: number, round: (value: number) => number): number {
  if (typeof limit === 'number') return limit;
  return limit.endsWith('%') ? round((Number.parseFloat(limit) / 100) * replicas) : Number(limit);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

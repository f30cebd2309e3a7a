import { isRecord } from '../common/guards.ts';
import type { Condition, KubeObject } from '../scenario/kubernetes.ts';

/** Conditions of `status.conditions`; empty where there are none or they are malformed. */
export function readConditions(object: KubeObject | undefined): Condition[] {
  return isRecord(object?.status) ? parseConditions(object.status.conditions) : [];
}

/** The entries of a `conditions` list that have at least a type and a status. */
export function parseConditions(value: unknown): Condition[] {
  return Array.isArray(value) ? value.filter(isCondition) : [];
}

export function findCondition(object: KubeObject | undefined, type: string): Condition | undefined {
  return readConditions(object).find((condition) => condition.type === type);
}

/** `Accepted=False (Pending): waiting for a controller`; what a person needs of a condition. */
export function describeCondition(condition: Condition): string {
  const reason = condition.reason ? ` (${condition.reason})` : '';
  return `${condition.type}=${condition.status}${reason}${condition.message ? `: ${condition.message}` : ''}`;
}

// Kind-specific controllers leave fields out (Deployment conditions have no observedGeneration), so only these two count.
function isCondition(value: unknown): value is Condition {
  return isRecord(value) && typeof value.type === 'string' && typeof value.status === 'string';
}

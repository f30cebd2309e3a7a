import type { JsonObject } from '../../../apimachinery/types.ts';

export const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';
/** Holds a definition until its objects are gone. */
export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

export function describe(type: string, status: string, reason: string, message: string): JsonObject {
  return { type, status, reason, message };
}

/** The time of a condition is that of its last change of status. */
export function setCondition(conditions: readonly JsonObject[], next: JsonObject, now: string): JsonObject[] {
  const old = conditions.find(({ type }) => type === next.type);
  const lastTransitionTime = old && old.status === next.status ? old.lastTransitionTime : now;
  const made = { lastTransitionTime, ...next };
  if (!old) return [...conditions, made];
  return conditions.map((one) => (one === old ? made : one));
}

import type { Condition } from './objects.ts';

/** The conditions with times: a condition keeps the time of its last transition while its status stays. */
export function stampConditions(
  conditions: readonly Condition[],
  previous: readonly Condition[] | undefined,
  now: string,
): Condition[] {
  return conditions.map((condition) => {
    const before = previous?.find(({ type }) => type === condition.type);
    const kept = before?.status === condition.status ? before.lastTransitionTime : undefined;
    return { ...condition, lastTransitionTime: kept ?? now };
  });
}

export function hasCondition(conditions: readonly Condition[] | undefined, type: string): boolean {
  return conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

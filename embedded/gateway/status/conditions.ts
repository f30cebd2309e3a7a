import type { ObjectKind, StatusPolicy } from '../behaviour/status.ts';
import type { Verdict } from '../listeners/types.ts';
import type { Condition, DesiredCondition } from '../model/meta.ts';

/** Builds the conditions of one object in one generation. */
export type ConditionMaker = (
  type: string,
  verdict: Omit<Verdict, 'ok'> & { status: Condition['status'] },
) => DesiredCondition;

export function conditionMaker(kind: ObjectKind, generation: number, policy: StatusPolicy): ConditionMaker {
  const observedGeneration = policy.observedGeneration(kind, generation);
  return (type, { status, reason, message }) => ({
    type,
    status,
    reason: policy.reason(kind, type, reason),
    message,
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
  });
}

export function toStatus({ ok, reason, message }: Verdict): {
  status: Condition['status'];
  reason: string;
  message: string;
} {
  return { status: ok ? 'True' : 'False', reason, message };
}

const ownTypes = new Set([
  'Accepted',
  'Programmed',
  'ResolvedRefs',
  'Conflicted',
  'OverlappingTLSConfig',
  'PartiallyInvalid',
  'SupportedVersion',
  'InsecureFrontendValidationMode',
]);

/** Types that this controller sets; conditions of others are never touched. */
export function ownsCondition(type: string): boolean {
  return ownTypes.has(type) || type.startsWith('gwconf.dev/');
}

/**
 * Merges conditions into those that stand: foreign ones stay where they are, own ones change in place or vanish, and
 * lastTransitionTime moves only with the status. A condition seen in a later generation than ours is left alone.
 */
export function mergeConditions(
  existing: readonly Condition[],
  desired: readonly DesiredCondition[],
  policy: StatusPolicy,
  now: string,
): Condition[] {
  const wanted = new Map(desired.map((condition) => [condition.type, condition]));
  const kept = existing.flatMap((condition) => {
    const next = wanted.get(condition.type);
    if (!next) return policy.ownsCondition(condition.type) ? [] : [condition];
    wanted.delete(condition.type);
    const isStale = (condition.observedGeneration ?? 0) > (next.observedGeneration ?? Number.POSITIVE_INFINITY);
    return [isStale ? condition : complete(condition, next, policy, now)];
  });
  return [...kept, ...[...wanted.values()].map((next) => complete(undefined, next, policy, now))];
}

function complete(
  previous: Condition | undefined,
  next: DesiredCondition,
  policy: StatusPolicy,
  now: string,
): Condition {
  const settled = policy.settled(previous, next);
  return { ...settled, lastTransitionTime: policy.transition(previous, settled, now) };
}

export function keepTransition(previous: Condition | undefined, next: DesiredCondition, now: string): string {
  return previous?.status === next.status ? previous.lastTransitionTime : now;
}

import { conditionPlaces, findKind, isGatewayApi } from '../kinds/index.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { StatusExpectation } from '../scenario/expectations.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { type ConditionRules, matchConditions } from './conditions.ts';
import { matchListeners } from './listeners.ts';
import { matchAncestors, matchEveryParent, matchNoneAccepted, matchParents } from './parents.ts';
import { asObject } from './read.ts';
import type { ResolvedParent, StatusMatchContext } from './types.ts';

export type { ResolvedParent, StatusMatchContext };

/**
 * Every difference between an object's status and what was expected of it. A kind that is not of the Gateway API is
 * read by `status.conditions`.
 * @param object undefined where it does not exist
 * @throws HarnessError where the expectation makes no sense for the kind
 */
export function matchStatus(
  object: KubeObject | undefined,
  expect: StatusExpectation,
  context: StatusMatchContext,
): FieldMismatch[] {
  if (!object) return [{ path: 'object', expected: 'to exist', observed: 'absent' }];
  const places = conditionPlaces(object);
  const rules: ConditionRules = { generation: object.metadata.generation, strict: isGatewayApi(object) };
  const hasParents = places.includes('parents');
  if ('parents' in expect) {
    if (!hasParents) throw new HarnessError(`a ${object.kind} has no parents in its status: it is no Route`);
    return expect.parents === 'none-accepted'
      ? matchNoneAccepted(object, rules, context)
      : matchParents(object, expect.parents, rules, context);
  }
  if ('ancestors' in expect) {
    // A vendor's policy is not in the table.
    if (findKind(object) && !places.includes('ancestors')) {
      throw new HarnessError(`a ${object.kind} has no ancestors in its status: it is no policy`);
    }
    return matchAncestors(object, expect, rules, context);
  }
  if ('attachedListenerSets' in expect) return matchSetCount(object, expect.attachedListenerSets);
  const mismatches: FieldMismatch[] = [];
  if ('conditions' in expect) {
    if (hasParents) mismatches.push(...matchEveryParent(object, expect.conditions, rules, context));
    else {
      const { conditions } = asObject(object.status);
      mismatches.push(...matchConditions('status.conditions', conditions, expect.conditions, rules));
    }
  }
  if (expect.listeners) {
    if (!places.includes('listeners')) throw new HarnessError(`a ${object.kind} has no listeners in its status`);
    mismatches.push(...matchListeners(object, expect.listeners, rules));
  }
  return mismatches;
}

function matchSetCount({ status }: KubeObject, count: number): FieldMismatch[] {
  const observed = asObject(status).attachedListenerSets ?? 0;
  if (observed === count) return [];
  return [{ path: 'status.attachedListenerSets', expected: String(count), observed: String(observed) }];
}

import type { Behaviour } from '../behaviour/types.ts';
import { isServable } from '../listeners/evaluate.ts';
import { accept, type EvaluatedGateway, type EvaluatedSet, refuse, type Verdict } from '../listeners/types.ts';
import type { ListenerSet } from '../model/gateway.ts';
import type { DesiredCondition } from '../model/meta.ts';
import { conditionMaker, mergeConditions, toStatus } from './conditions.ts';
import { judgeGateway, type RouteCounts } from './gateway.ts';
import { type DesiredListener, desireListener, mergeListeners } from './listener.ts';

export interface DesiredSetStatus {
  /** Whether it counts among its Gateway's. */
  isAttached: boolean;
  conditions: readonly DesiredCondition[];
  listeners: readonly DesiredListener[];
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#listenersetstatus */
export function desireSetStatus(
  { set, key, isAllowed }: EvaluatedSet,
  gateway: EvaluatedGateway,
  addresses: readonly string[],
  counts: RouteCounts,
  behaviour: Behaviour,
): DesiredSetStatus {
  const generation = set.metadata.generation ?? 1;
  const make = conditionMaker('ListenerSet', generation, behaviour.status);
  const own = gateway.listeners.filter(({ owner }) => owner.kind === 'ListenerSet' && owner.key === key);
  const valid = own.filter(isServable);
  const hasAddress = behaviour.status.hasAddress(addresses);
  const accepted = judgeAcceptance(isAllowed, judgeGateway(gateway), own.length, valid.length);
  const conditions = [
    make('Accepted', toStatus(accepted)),
    make('Programmed', toStatus(judgeProgrammed(accepted, hasAddress))),
  ];
  return {
    isAttached: accepted.ok,
    conditions: behaviour.status.conditions('ListenerSet', conditions),
    listeners: own.map((verdict) =>
      desireListener(verdict, { generation, counts, hasAddress: hasAddress && accepted.ok }, behaviour),
    ),
  };
}

function judgeAcceptance(isAllowed: boolean, parent: Verdict, listeners: number, valid: number): Verdict {
  if (!isAllowed) return refuse('NotAllowed', 'The Gateway does not allow ListenerSets of this namespace');
  if (!parent.ok) return refuse('ParentNotAccepted', 'The Gateway is not accepted');
  if (valid === listeners) return accept('Accepted', 'ListenerSet is accepted');
  const message = `${listeners - valid} of ${listeners} listeners are not valid`;
  return { ok: valid > 0, reason: 'ListenersNotValid', message };
}

function judgeProgrammed(accepted: Verdict, hasAddress: boolean): Verdict {
  if (accepted.ok && hasAddress) return accept('Programmed', 'ListenerSet is served');
  const isParent = accepted.ok || accepted.reason === 'ParentNotAccepted';
  return isParent ? refuse('ParentNotProgrammed', 'The Gateway is not served') : accepted;
}

export function mergeSetStatus(
  current: ListenerSet,
  desired: DesiredSetStatus,
  behaviour: Behaviour,
  now: string,
): ListenerSet['status'] {
  return {
    ...current.status,
    conditions: mergeConditions(current.status?.conditions ?? [], desired.conditions, behaviour.status, now),
    listeners: mergeListeners(current.status?.listeners ?? [], desired.listeners, behaviour.status, now),
  };
}

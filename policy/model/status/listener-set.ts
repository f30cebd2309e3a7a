import type { SetView } from '../listeners/sets.ts';
import type { GatewayView, Model } from '../model.ts';
import { judgeListener, judgeSetAcceptance, mayNotBeTrue } from './gateway.ts';
import { type ConditionOpinion, isAnything, isFalse, isTrue, type StatusOpinion } from './opinion.ts';

/** What the status of a ListenerSet may say. */
export function judgeListenerSet(model: Model, { listeners }: GatewayView, view: SetView): StatusOpinion {
  const { set, allowed } = view;
  const own = listeners.filter(({ owner }) => owner.kind === 'Gateway');
  const names = { kind: 'ListenerSet', name: set.meta.name, namespace: set.meta.namespace } as const;
  if (!allowed) {
    const refused = isFalse('Accepted', 'set.allowed', ['NotAllowed'], 'the Gateway does not allow its namespace');
    return { ...names, conditions: [refused, mayNotBeTrue('Programmed')] };
  }
  return {
    ...names,
    conditions: judgeWhole(judgeSetAcceptance(view, own)),
    listeners: view.listeners.map((listener) => judgeListener(model, listener)),
  };
}

function judgeWhole(acceptance: 'yes' | 'no' | 'open'): readonly ConditionOpinion[] {
  if (acceptance === 'yes') return [isTrue('Accepted', 'set.accepted'), isTrue('Programmed', 'set.accepted')];
  if (acceptance === 'no') return [isFalse('Accepted', 'set.accepted', undefined), mayNotBeTrue('Programmed')];
  return [isAnything('Accepted', 'set.accepted'), isAnything('Programmed', 'set.accepted')];
}

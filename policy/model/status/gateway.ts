import type { ListenerView } from '../listeners/evaluate.ts';
import type { SetView } from '../listeners/sets.ts';
import type { GatewayView, Model } from '../model.ts';
import { nameOf } from '../objects.ts';
import {
  type ConditionOpinion,
  isAnything,
  isFalse,
  isNotSet,
  isTrue,
  type ListenerOpinion,
  type StatusOpinion,
} from './opinion.ts';
import { accepts } from './route.ts';

/** Whether a ListenerSet is accepted, as far as the specification says; `own`: the listeners of its Gateway. */
export function judgeSetAcceptance(
  { allowed, listeners }: SetView,
  own: readonly ListenerView[],
): 'yes' | 'no' | 'open' {
  if (allowed && listeners.some(({ isDisputed }) => isDisputed)) return 'open';
  if (!allowed || !listeners.some(({ supported, conflicts }) => supported && conflicts.length === 0)) return 'no';
  return listeners.every(isFaultless) && own.every(isFaultless) ? 'yes' : 'open';
}

/** What the status of a Gateway may say. */
export function judgeGateway(model: Model, view: GatewayView): StatusOpinion {
  const { gateway } = view;
  const listeners = view.listeners.filter(({ owner }) => owner.kind === 'Gateway');
  const sets = view.sets.map((set) => judgeSetAcceptance(set, listeners));
  return {
    kind: 'Gateway',
    name: gateway.meta.name,
    namespace: gateway.meta.namespace,
    conditions: judgeWhole(listeners),
    listeners: listeners.map((listener) => judgeListener(model, listener)),
    ...(model.options.features.has('ListenerSet')
      ? {
          attachedListenerSets: {
            least: sets.filter((acceptance) => acceptance === 'yes').length,
            most: sets.filter((acceptance) => acceptance !== 'no').length,
          },
        }
      : {}),
  };
}

function judgeWhole(listeners: readonly ListenerView[]): readonly ConditionOpinion[] {
  if (listeners.every(isFaultless)) {
    return [isTrue('Accepted', 'gateway.accepted'), isTrue('Programmed', 'gateway.programmed')];
  }
  const serving = listeners.some(({ serves }) => serves);
  const accepted: ConditionOpinion = {
    type: 'Accepted',
    allowed: [
      { status: 'True', reasons: ['Accepted', 'ListenersNotValid'] },
      // Whether one invalid listener is enough to refuse a Gateway is left open.
      { status: 'False', reasons: ['ListenersNotValid', 'Invalid'] },
    ],
    clause: 'gateway.accepted',
  };
  return [accepted, serving ? isAnything('Programmed', 'gateway.programmed') : mayNotBeTrue('Programmed')];
}

export function mayNotBeTrue(type: 'Programmed'): ConditionOpinion {
  return { type, allowed: [{ status: 'False' }, { status: 'Unknown' }], optional: true, clause: 'gateway.programmed' };
}

export function isFaultless({ serves, hasInvalidKinds, certificateFaults }: ListenerView): boolean {
  return serves && !hasInvalidKinds && certificateFaults.length === 0;
}

/** What a status says of one listener. */
export function judgeListener(model: Model, view: ListenerView): ListenerOpinion {
  const { listener, supported, conflicts, isDisputed } = view;
  if (isDisputed) return { name: listener.name, conditions: [] };
  return {
    name: listener.name,
    conditions: [judgeAccepted(view), judgeResolved(view), judgeConflicted(view), judgeProgrammed(view)],
    attachedRoutes: countAttached(model, view),
    ...(supported && conflicts.length === 0 ? { kinds: judgeKinds(view) } : {}),
  };
}

function judgeAccepted({ supported, conflicts, certificateFaults, listener }: ListenerView): ConditionOpinion {
  if (!supported) return isFalse('Accepted', 'listener.protocol', ['UnsupportedProtocol'], listener.protocol);
  if (conflicts.length > 0) return isFalse('Accepted', 'listener.conflict', undefined);
  // Whether a listener whose references do not resolve is semantically valid is left open.
  return certificateFaults.length > 0
    ? isAnything('Accepted', 'listener.accepted')
    : isTrue('Accepted', 'listener.accepted');
}

function judgeResolved({
  supported,
  conflicts,
  certificateFaults,
  hasInvalidKinds,
  listener,
}: ListenerView): ConditionOpinion {
  if (!supported || conflicts.length > 0) return isAnything('ResolvedRefs', 'listener.kinds');
  const reasons = certificateFaults.flatMap((fault) => fault.reasons);
  const details = certificateFaults.map(({ detail }) => detail);
  if (hasInvalidKinds) {
    reasons.push('InvalidRouteKinds');
    details.push(`listener ${listener.name} lists kinds that it does not support`);
  }
  const clause = certificateFaults[0]?.clause ?? 'listener.kinds';
  return reasons.length > 0
    ? isFalse('ResolvedRefs', clause, reasons, details.join('; '))
    : isTrue('ResolvedRefs', clause);
}

function judgeConflicted({ conflicts, owner }: ListenerView): ConditionOpinion {
  const general = owner.kind === 'ListenerSet' ? ['ListenerConflict'] : [];
  const clause = owner.kind === 'ListenerSet' ? 'set.conflict' : 'listener.conflict';
  return conflicts.length > 0
    ? { type: 'Conflicted', allowed: [{ status: 'True', reasons: [...conflicts, ...general] }], clause }
    : isNotSet('Conflicted', 'listener.conflict');
}

function judgeProgrammed(view: ListenerView): ConditionOpinion {
  if (isFaultless(view)) return isTrue('Programmed', 'listener.programmed');
  // It has no configuration, so nothing may say that it has one.
  if (!view.serves)
    return {
      type: 'Programmed',
      allowed: [{ status: 'False' }, { status: 'Unknown' }],
      optional: true,
      clause: 'listener.programmed',
      why: `listener ${view.listener.name} cannot be configured`,
    };
  return isAnything('Programmed', 'listener.programmed');
}

function judgeKinds({ listener, kinds }: ListenerView): NonNullable<ListenerOpinion['kinds']> {
  return listener.kinds.length > 0
    ? { must: kinds, may: [] }
    : {
        must: kinds.filter((kind) => kind === 'HTTPRoute'),
        may: [...kinds, ...(listener.protocol === 'TLS' && listener.tls?.mode !== 'Passthrough' ? ['TCPRoute'] : [])],
      };
}

/** Routes, not parentRefs: one that names a listener twice counts once. */
function countAttached(model: Model, view: ListenerView): ListenerOpinion['attachedRoutes'] {
  // Whether a route attaches to what is itself not valid depends on whether it is accepted there.
  const firm = view.supported && view.conflicts.length === 0;
  const surely = new Set<string>();
  const perhaps = new Set<string>();
  for (const parent of model.parents) {
    const attachment = parent.attachments.find((candidate) => candidate.view === view);
    if (!attachment) continue;
    const { kind } = parent.route;
    const name = kind === 'HTTPRoute' ? nameOf(parent.route) : `${kind} ${nameOf(parent.route)}`;
    if (attachment.obstacle === undefined) (firm && !attachment.contested ? surely : perhaps).add(name);
    // «Solely» by allowedRoutes and parentRefs it is attached, by the hostnames' own clause it is not.
    if (attachment.unsure || (attachment.obstacle === 'hostname' && accepts(parent))) perhaps.add(name);
  }
  return { least: surely.size, most: new Set([...surely, ...perhaps]).size, routes: [...surely].sort() };
}

import type { StatusPolicy } from '../behaviour/status.ts';
import type { Behaviour } from '../behaviour/types.ts';
import { isServable } from '../listeners/evaluate.ts';
import { accept, type ListenerVerdict, refuse, type Verdict } from '../listeners/types.ts';
import type { ListenerStatus, RouteKind } from '../model/gateway.ts';
import type { DesiredCondition } from '../model/meta.ts';
import { conditionMaker, mergeConditions, toStatus } from './conditions.ts';

export interface DesiredListener {
  name: string;
  supportedKinds: readonly RouteKind[];
  attachedRoutes: number;
  conditions: readonly DesiredCondition[];
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#listenerstatus */
export function desireListener(
  verdict: ListenerVerdict,
  input: {
    generation: number;
    hasAddress: boolean;
    counts(listener: string): { accepted: number; referring: number };
  },
  behaviour: Behaviour,
): DesiredListener {
  const make = conditionMaker('Listener', input.generation, behaviour.status);
  const { conflict, id } = verdict;
  const { accepted: routes, referring } = input.counts(id);
  const conditions = [
    make('Accepted', toStatus(verdict.accepted)),
    make('ResolvedRefs', toStatus(verdict.resolvedRefs)),
    make(
      'Conflicted',
      conflict
        ? { status: 'True', reason: conflict.reason, message: conflict.message }
        : { status: 'False', reason: 'NoConflicts', message: 'Listener is distinct' },
    ),
    make('Programmed', toStatus(judgeProgrammed(verdict, input.hasAddress))),
    ...(verdict.overlapsTls
      ? [
          make('OverlappingTLSConfig', {
            status: 'True',
            reason: 'OverlappingHostnames',
            message: 'Another TLS listener of this port has a hostname that overlaps',
          }),
        ]
      : []),
  ];
  return {
    name: verdict.listener.name,
    supportedKinds: behaviour.status.writtenKinds(verdict.listener.allowedRoutes?.kinds ?? [], verdict.supportedKinds),
    attachedRoutes: behaviour.status.attachedRoutes(id, routes, referring, isServable(verdict)),
    conditions: behaviour.status.conditions('Listener', conditions),
  };
}

function judgeProgrammed(verdict: ListenerVerdict, hasAddress: boolean): Verdict {
  const { conflict, owner } = verdict;
  // A ListenerSet's author cannot see with what his listener conflicts: the reason is repeated.
  if (conflict && owner.kind === 'ListenerSet') return refuse(conflict.reason, conflict.message);
  if (!isServable(verdict)) return refuse('Invalid', 'Listener cannot be served as it is');
  return hasAddress ? accept('Programmed', 'Listener is served') : refuse('Pending', 'The Gateway has no address yet');
}

/** The entries of listeners as they should be, each with the foreign conditions that it has. */
export function mergeListeners(
  existing: readonly ListenerStatus[],
  desired: readonly DesiredListener[],
  policy: StatusPolicy,
  now: string,
): ListenerStatus[] {
  const merged = desired.map((listener): ListenerStatus => {
    const known = existing.find(({ name }) => name === listener.name);
    return {
      name: listener.name,
      supportedKinds: [...listener.supportedKinds],
      attachedRoutes: listener.attachedRoutes,
      conditions: mergeConditions(known?.conditions ?? [], listener.conditions, policy, now),
    };
  });
  return policy.listeners(existing, merged);
}

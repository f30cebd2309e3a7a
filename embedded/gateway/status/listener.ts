import type { Behaviour } from '../behaviour/types.ts';
import { isServable } from '../listeners/evaluate.ts';
import type { ListenerVerdict } from '../listeners/types.ts';
import type { RouteKind } from '../model/gateway.ts';
import type { DesiredCondition } from '../model/meta.ts';
import { conditionMaker, toStatus } from './conditions.ts';

export interface DesiredListener {
  name: string;
  supportedKinds: readonly RouteKind[];
  attachedRoutes: number;
  conditions: readonly DesiredCondition[];
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#listenerstatus */
export function desireListener(
  verdict: ListenerVerdict,
  input: { generation: number; attachedRoutes: number; hasAddress: boolean },
  behaviour: Behaviour,
): DesiredListener {
  const make = conditionMaker('Listener', input.generation, behaviour.status);
  const { conflict } = verdict;
  const conditions = [
    make('Accepted', toStatus(verdict.accepted)),
    make('ResolvedRefs', toStatus(verdict.resolvedRefs)),
    make(
      'Conflicted',
      conflict
        ? { status: 'True', reason: conflict.reason, message: conflict.message }
        : { status: 'False', reason: 'NoConflicts', message: 'Listener is distinct' },
    ),
    make('Programmed', judgeProgrammed(verdict, input.hasAddress)),
    ...(verdict.overlapsTls
      ? [
          make('OverlappingTLSConfig', {
            status: 'True',
            reason: 'OverlappingHostnames',
            message: 'Another HTTPS listener of this port has a hostname that overlaps',
          }),
        ]
      : []),
  ];
  return {
    name: verdict.listener.name,
    supportedKinds: behaviour.status.writtenKinds(verdict.listener.allowedRoutes?.kinds ?? [], verdict.supportedKinds),
    attachedRoutes: input.attachedRoutes,
    conditions: behaviour.status.conditions('Listener', conditions),
  };
}

function judgeProgrammed(verdict: ListenerVerdict, hasAddress: boolean) {
  if (!isServable(verdict)) {
    return { status: 'False', reason: 'Invalid', message: 'Listener cannot be served as it is' } as const;
  }
  return hasAddress
    ? ({ status: 'True', reason: 'Programmed', message: 'Listener is served' } as const)
    : ({ status: 'False', reason: 'Pending', message: 'The Gateway has no address yet' } as const);
}

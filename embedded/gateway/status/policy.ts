import type { Behaviour } from '../behaviour/types.ts';
import { controllerName, gatewayGroup } from '../constants.ts';
import type { Gateway } from '../model/gateway.ts';
import { type DesiredCondition, namespaceOf } from '../model/meta.ts';
import type { AncestorStatus, BackendTlsPolicy } from '../model/policy.ts';
import type { ParentRef } from '../model/route.ts';
import type { EvaluatedPolicy } from '../references/backend-tls.ts';
import { conditionMaker, mergeConditions, toStatus } from './conditions.ts';

export interface DesiredAncestor {
  ancestorRef: ParentRef;
  conditions: readonly DesiredCondition[];
}

const mostAncestors = 16;

/** One entry for each Gateway that reaches a Service of the policy. https://gateway-api.sigs.k8s.io/reference/spec/#policystatus */
export function desireAncestors(
  { policy, accepted, resolvedRefs }: EvaluatedPolicy,
  gateways: readonly Gateway[],
  behaviour: Behaviour,
): readonly DesiredAncestor[] {
  const make = conditionMaker('BackendTLSPolicy', policy.metadata.generation ?? 1, behaviour.status);
  const conditions = [make('Accepted', toStatus(accepted)), make('ResolvedRefs', toStatus(resolvedRefs))];
  return behaviour.status.ancestors(gateways).map((gateway) => ({
    ancestorRef: {
      group: gatewayGroup,
      kind: 'Gateway',
      namespace: namespaceOf(gateway),
      name: gateway.metadata.name,
    },
    conditions: behaviour.status.conditions('BackendTLSPolicy', conditions),
  }));
}

/** Entries of other controllers stay where and as they are; ours follow the Gateways. */
export function mergeAncestors(
  current: BackendTlsPolicy,
  desired: readonly DesiredAncestor[],
  { status }: Behaviour,
  now: string,
): AncestorStatus[] {
  const remaining = new Map(desired.map((ancestor) => [identify(ancestor.ancestorRef), ancestor]));
  const complete = (existing: AncestorStatus | undefined, ancestor: DesiredAncestor): AncestorStatus => ({
    ancestorRef: ancestor.ancestorRef,
    controllerName,
    conditions: mergeConditions(existing?.conditions ?? [], ancestor.conditions, status, now),
  });
  const kept = (current.status?.ancestors ?? []).flatMap((existing) => {
    if (existing.controllerName !== controllerName) {
      return status.ownsAncestor(existing.controllerName) ? [] : [existing];
    }
    const ancestor = remaining.get(identify(existing.ancestorRef));
    remaining.delete(identify(existing.ancestorRef));
    return ancestor ? [complete(existing, ancestor)] : [];
  });
  const added = [...remaining.values()].map((ancestor) => complete(undefined, ancestor));
  return [...kept, ...added].slice(0, Math.max(mostAncestors, kept.length));
}

function identify({ group = gatewayGroup, kind = 'Gateway', namespace, name, sectionName }: ParentRef): string {
  return JSON.stringify([group, kind, namespace, name, sectionName]);
}

import type { Behaviour } from '../behaviour/types.ts';
import { isServable } from '../listeners/evaluate.ts';
import type { EvaluatedGateway, Verdict } from '../listeners/types.ts';
import type { Gateway, GatewayStatus, ListenerStatus } from '../model/gateway.ts';
import type { Condition, DesiredCondition } from '../model/meta.ts';
import { conditionMaker, mergeConditions, toStatus } from './conditions.ts';
import { type DesiredListener, desireListener } from './listener.ts';

export interface DesiredGatewayStatus {
  addresses: readonly string[];
  conditions: readonly DesiredCondition[];
  listeners: readonly DesiredListener[];
}

/** Why the Gateway as a whole is refused, before its listeners are looked at. */
export function findGatewayProblem({ spec }: Gateway): Verdict | undefined {
  const parameters = spec.infrastructure?.parametersRef;
  if (parameters) {
    const message = `spec.infrastructure.parametersRef may not name ${parameters.kind}: there are no parameters`;
    return { ok: false, reason: 'InvalidParameters', message };
  }
  const unsupported = spec.addresses?.find((address) => (address.type ?? 'IPAddress') !== 'IPAddress');
  if (!unsupported) return undefined;
  const message = `Addresses of type ${unsupported.type} are not supported; IPAddress is`;
  return { ok: false, reason: 'UnsupportedAddress', message };
}

/**
 * The status that the Gateway should have, given its addresses and the accepted and referring routes of each listener.
 * https://gateway-api.sigs.k8s.io/reference/spec/#gatewaystatus
 */
export function desireGatewayStatus(
  { gateway, listeners }: EvaluatedGateway,
  addresses: readonly string[],
  counts: (listener: string) => { accepted: number; referring: number },
  behaviour: Behaviour,
): DesiredGatewayStatus {
  const generation = gateway.metadata.generation ?? 1;
  const make = conditionMaker('Gateway', generation, behaviour.status);
  const servable = listeners.filter(isServable);
  const accepted = findGatewayProblem(gateway) ?? judgeListeners(listeners.map((verdict) => verdict.accepted));
  const hasAddress = behaviour.status.hasAddress(addresses);
  const unresolved = listeners.filter((verdict) => !verdict.resolvedRefs.ok);
  const conditions = [
    make('Accepted', toStatus(accepted)),
    make('Programmed', judgeProgrammed(gateway, accepted.ok && servable.length > 0, hasAddress)),
    make('ResolvedRefs', toStatus(judgeRefs(unresolved.map((verdict) => verdict.listener.name)))),
  ];
  return {
    addresses: behaviour.status.addresses(addresses, generation),
    conditions: behaviour.status.conditions('Gateway', conditions),
    listeners: listeners.map((verdict) => {
      const { accepted: routes, referring } = counts(verdict.id);
      const id = `${gateway.metadata.uid}/${verdict.id}`;
      const attachedRoutes = behaviour.status.attachedRoutes(id, routes, referring);
      return desireListener(verdict, { generation, attachedRoutes, hasAddress: hasAddress && accepted.ok }, behaviour);
    }),
  };
}

function judgeListeners(verdicts: readonly Verdict[]): Verdict {
  const refused = verdicts.filter((verdict) => !verdict.ok);
  if (refused.length === 0) return { ok: true, reason: 'Accepted', message: 'Gateway is accepted' };
  const message = `${refused.length} of ${verdicts.length} listeners are not valid`;
  return { ok: refused.length < verdicts.length, reason: 'ListenersNotValid', message };
}

function judgeProgrammed(gateway: Gateway, isServed: boolean, hasAddress: boolean) {
  const asked = gateway.spec.addresses?.find((address) => address.value);
  if (!isServed) return { status: 'False', reason: 'Invalid', message: 'No listener can be served' } as const;
  if (asked) {
    const message = `Address ${asked.value} cannot be used: addresses are assigned`;
    return { status: 'False', reason: 'AddressNotUsable', message } as const;
  }
  return hasAddress
    ? ({ status: 'True', reason: 'Programmed', message: 'Gateway is served' } as const)
    : ({ status: 'False', reason: 'AddressNotAssigned', message: 'Waiting for a load-balancer address' } as const);
}

function judgeRefs(unresolved: readonly string[]): Verdict {
  if (unresolved.length === 0) return { ok: true, reason: 'ResolvedRefs', message: 'All references are resolved' };
  return { ok: false, reason: 'ListenersNotResolved', message: `Not resolved in ${unresolved.join(', ')}` };
}

export function mergeGatewayStatus(
  current: Gateway,
  desired: DesiredGatewayStatus,
  behaviour: Behaviour,
  now: string,
): GatewayStatus {
  const merge = (existing: readonly Condition[], conditions: readonly DesiredCondition[]) =>
    mergeConditions(existing, conditions, behaviour.status, now);
  const listeners = desired.listeners.map((listener): ListenerStatus => {
    const existing = current.status?.listeners?.find(({ name }) => name === listener.name);
    return {
      name: listener.name,
      supportedKinds: [...listener.supportedKinds],
      attachedRoutes: listener.attachedRoutes,
      conditions: merge(existing?.conditions ?? [], listener.conditions),
    };
  });
  return {
    ...current.status,
    addresses: desired.addresses.map((value) => ({ type: 'IPAddress', value })),
    conditions: merge(current.status?.conditions ?? [], desired.conditions),
    listeners: behaviour.status.listeners(current.status?.listeners ?? [], listeners),
  };
}

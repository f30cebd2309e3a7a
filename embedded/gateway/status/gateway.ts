import type { Behaviour } from '../behaviour/types.ts';
import { isServable } from '../listeners/evaluate.ts';
import { accept, type EvaluatedGateway, type ListenerVerdict, refuse, type Verdict } from '../listeners/types.ts';
import { hasInsecureFallback } from '../listeners/validation.ts';
import type { Gateway, GatewayStatus } from '../model/gateway.ts';
import type { DesiredCondition } from '../model/meta.ts';
import { conditionMaker, mergeConditions, toStatus } from './conditions.ts';
import { type DesiredListener, desireListener, mergeListeners } from './listener.ts';

export interface DesiredGatewayStatus {
  addresses: readonly string[];
  conditions: readonly DesiredCondition[];
  listeners: readonly DesiredListener[];
  attachedListenerSets: number;
}

/** Accepted routes of a listener, and those that refer to it, by the listener's id. */
export type RouteCounts = (listener: string) => { accepted: number; referring: number };

/** Why the Gateway as a whole is refused, before its listeners are looked at. */
export function findGatewayProblem({ spec }: Gateway): Verdict | undefined {
  const parameters = spec.infrastructure?.parametersRef;
  if (parameters) {
    const message = `spec.infrastructure.parametersRef may not name ${parameters.kind}: there are no parameters`;
    return refuse('InvalidParameters', message);
  }
  const unsupported = spec.addresses?.find((address) => (address.type ?? 'IPAddress') !== 'IPAddress');
  if (!unsupported) return undefined;
  return refuse('UnsupportedAddress', `Addresses of type ${unsupported.type} are not supported; IPAddress is`);
}

/** Whether the Gateway is accepted, by itself and by its own listeners. */
export function judgeGateway({ gateway, listeners }: EvaluatedGateway): Verdict {
  return findGatewayProblem(gateway) ?? judgeListeners(listeners.filter(isOwn).map(({ accepted }) => accepted));
}

/**
 * The status that the Gateway should have, given its addresses, its listeners' routes and its ListenerSets.
 * https://gateway-api.sigs.k8s.io/reference/spec/#gatewaystatus
 */
export function desireGatewayStatus(
  evaluated: EvaluatedGateway,
  addresses: readonly string[],
  counts: RouteCounts,
  attachedListenerSets: number,
  behaviour: Behaviour,
): DesiredGatewayStatus {
  const { gateway, listeners } = evaluated;
  const { frontend, status } = behaviour;
  const generation = gateway.metadata.generation ?? 1;
  const make = conditionMaker('Gateway', generation, status);
  const accepted = judgeGateway(evaluated);
  const hasAddress = status.hasAddress(addresses);
  const isServed = accepted.ok && listeners.some(isServable);
  const own = listeners.filter(isOwn);
  const conditions = [
    make('Accepted', toStatus(accepted)),
    make('Programmed', toStatus(judgeProgrammed(gateway, isServed, addresses, hasAddress))),
    make('ResolvedRefs', toStatus(evaluated.clientProblem ?? judgeRefs(own))),
    ...(hasInsecureFallback(gateway, frontend.allowsInvalid)
      ? [
          make('InsecureFrontendValidationMode', {
            status: 'True',
            reason: 'ConfigurationChanged',
            message: 'Clients without a valid certificate are served too',
          }),
        ]
      : []),
  ];
  return {
    addresses: status.addresses(addresses, generation),
    conditions: status.conditions('Gateway', conditions),
    listeners: own.map((verdict) =>
      desireListener(verdict, { generation, counts, hasAddress: hasAddress && accepted.ok }, behaviour),
    ),
    attachedListenerSets: status.attachedSets(attachedListenerSets, evaluated.sets.length),
  };
}

function isOwn({ owner }: ListenerVerdict): boolean {
  return owner.kind === 'Gateway';
}

function judgeListeners(verdicts: readonly Verdict[]): Verdict {
  const refused = verdicts.filter((verdict) => !verdict.ok);
  if (refused.length === 0) return accept('Accepted', 'Gateway is accepted');
  const message = `${refused.length} of ${verdicts.length} listeners are not valid`;
  return { ok: refused.length < verdicts.length, reason: 'ListenersNotValid', message };
}

function judgeProgrammed(
  { spec }: Gateway,
  isServed: boolean,
  addresses: readonly string[],
  hasAddress: boolean,
): Verdict {
  if (!isServed) return refuse('Invalid', 'No listener can be served');
  const unusable = spec.addresses?.find(({ value }) => value && !addresses.includes(value));
  if (unusable) return refuse('AddressNotUsable', `Address ${unusable.value} cannot be used: it is not free here`);
  return hasAddress
    ? accept('Programmed', 'Gateway is served')
    : refuse('AddressNotAssigned', 'Waiting for a load-balancer address');
}

function judgeRefs(own: readonly ListenerVerdict[]): Verdict {
  const unresolved = own.filter(({ resolvedRefs }) => !resolvedRefs.ok).map(({ listener }) => listener.name);
  if (unresolved.length === 0) return accept('ResolvedRefs', 'All references are resolved');
  return refuse('ListenersNotResolved', `Not resolved in ${unresolved.join(', ')}`);
}

export function mergeGatewayStatus(
  current: Gateway,
  desired: DesiredGatewayStatus,
  behaviour: Behaviour,
  now: string,
): GatewayStatus {
  // Older releases do not know the field, and would have it written again and again.
  const knowsSets = current.spec.allowedListeners || current.status?.attachedListenerSets !== undefined;
  return {
    ...current.status,
    addresses: desired.addresses.map((value) => ({ type: 'IPAddress', value })),
    conditions: mergeConditions(current.status?.conditions ?? [], desired.conditions, behaviour.status, now),
    listeners: mergeListeners(current.status?.listeners ?? [], desired.listeners, behaviour.status, now),
    ...(knowsSets ? { attachedListenerSets: desired.attachedListenerSets } : {}),
  };
}

import type { Listener } from '../objects.ts';

const withHostname = ['HTTP', 'HTTPS', 'TLS'];

/** The reasons that may be told why two listeners of one set cannot be told apart; none: they can. */
function findConflict(a: Listener, b: Listener): readonly ('ProtocolConflict' | 'HostnameConflict')[] {
  // UDP has ports of its own.
  if (a.port !== b.port || (a.protocol === 'UDP') !== (b.protocol === 'UDP')) return [];
  if (a.protocol !== b.protocol) return ['ProtocolConflict'];
  // Of two that have neither another protocol nor a hostname, no reason is quite it.
  if (!withHostname.includes(a.protocol)) return ['ProtocolConflict', 'HostnameConflict'];
  return a.hostname === b.hostname ? ['HostnameConflict'] : [];
}

/**
 * Reasons of the condition Conflicted: within one Gateway all that cannot be told apart, beyond it those that come later.
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/apis/v1/gateway_types.go#L73-L190
 * @param earlier listeners of the same Gateway that go before those of the owner, and are not conflicted themselves
 */
export function findConflicts(
  listener: Listener,
  own: readonly Listener[],
  earlier: readonly Listener[],
): { reasons: readonly string[]; isDisputed: boolean } {
  const siblings = own.filter((other) => other !== listener);
  const reasons = [...siblings, ...earlier].flatMap((other) => findConflict(listener, other));
  // Whether one that is out already stands in the way of another one of its ListenerSet is not said.
  const isLost = (other: Listener) => earlier.some((before) => findConflict(other, before).length > 0);
  const sure = [...siblings.filter((other) => !isLost(other)), ...earlier];
  const isDisputed = reasons.length > 0 && sure.every((other) => findConflict(listener, other).length === 0);
  return { reasons: [...new Set(reasons)], isDisputed };
}

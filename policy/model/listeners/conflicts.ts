import type { Listener } from '../objects.ts';

const withHostname = ['HTTP', 'HTTPS', 'TLS'];

/** Why two listeners of one set cannot be told apart; undefined: they can. */
export function findConflict(a: Listener, b: Listener): 'ProtocolConflict' | 'HostnameConflict' | undefined {
  // UDP has ports of its own.
  if (a.port !== b.port || (a.protocol === 'UDP') !== (b.protocol === 'UDP')) return undefined;
  if (a.protocol !== b.protocol) return 'ProtocolConflict';
  if (!withHostname.includes(a.protocol)) return 'ProtocolConflict';
  return a.hostname === b.hostname ? 'HostnameConflict' : undefined;
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
): readonly string[] {
  const others = [...own.filter((other) => other !== listener), ...earlier];
  return [...new Set(others.flatMap((other) => findConflict(listener, other) ?? []))];
}

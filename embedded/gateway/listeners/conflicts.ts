import type { ListenerPolicy } from '../behaviour/listeners.ts';
import type { Listener } from '../model/gateway.ts';
import { isServedProtocol, transportOf } from './protocols.ts';
import type { Conflict } from './types.ts';

/**
 * Listeners of one Gateway that cannot be told apart are none of them served
 * (https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec, "Handling indistinct Listeners").
 */
export function findConflict(
  listeners: readonly Listener[],
  listener: Listener,
  { clash }: ListenerPolicy,
): Conflict | undefined {
  const neighbours = listeners.filter((other) => other.name !== listener.name && other.port === listener.port);
  const found = neighbours.flatMap((other) => {
    const reason = clash(listener, other);
    return reason ? [{ reason, other }] : [];
  });
  const reason = found.find((each) => each.reason === 'ProtocolConflict')?.reason ?? found[0]?.reason;
  if (!reason) return undefined;
  const names = found.filter((each) => each.reason === reason).map(({ other }) => other.name);
  const message =
    reason === 'ProtocolConflict'
      ? `Port ${listener.port} is also asked for by ${names.join(', ')} with another protocol`
      : `Port ${listener.port} and hostname are the same as those of ${names.join(', ')}`;
  return { reason, message };
}

/** Why two listeners of one port cannot be told apart; undefined where they can. */
export function clashes(a: Listener, b: Listener): Conflict['reason'] | undefined {
  if (!isServedProtocol(a.protocol) || !isServedProtocol(b.protocol)) return undefined;
  const [first, second] = [transportOf(a.protocol), transportOf(b.protocol)];
  if (first !== second) return first === 'udp' || second === 'udp' ? undefined : 'ProtocolConflict';
  if (hostnameOf(a) !== hostnameOf(b)) return undefined;
  return a.protocol === b.protocol ? 'HostnameConflict' : 'ProtocolConflict';
}

function hostnameOf(listener: Listener): string {
  return (listener.hostname ?? '').toLowerCase();
}

import type { ListenerPolicy } from '../behaviour/listeners.ts';
import type { Listener } from '../model/gateway.ts';
import { isServedProtocol, transportOf } from './protocols.ts';
import type { Conflict } from './types.ts';

/**
 * Listeners of one object that cannot be told apart are none of them served
 * (https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec, "Handling indistinct Listeners"); between objects the
 * one that takes precedence is (https://gateway-api.sigs.k8s.io/geps/gep-1713/#listener-and-listenerset-conflicts).
 */
export function findConflict(
  listener: Listener,
  siblings: readonly Listener[],
  served: readonly Listener[],
  { clash }: ListenerPolicy,
): Conflict | undefined {
  const neighbours = [...siblings.filter(({ name }) => name !== listener.name), ...served];
  const found = neighbours.flatMap((other) => {
    const reason = other.port === listener.port ? clash(listener, other) : undefined;
    return reason ? [{ reason, other }] : [];
  });
  const reason = found.find((each) => each.reason === 'ProtocolConflict')?.reason ?? found[0]?.reason;
  if (!reason) return undefined;
  // Of other objects no more is told than that they are there.
  const own = found.flatMap(({ other }) => (siblings.includes(other) ? [other.name] : []));
  const others = own.length > 0 ? own.join(', ') : 'another listener of the Gateway';
  const message =
    reason === 'ProtocolConflict'
      ? `Port ${listener.port} is also asked for by ${others} with another protocol`
      : `Port ${listener.port} and hostname are the same as those of ${others}`;
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

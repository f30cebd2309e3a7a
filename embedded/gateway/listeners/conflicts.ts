import type { Listener } from '../model/gateway.ts';

export interface Conflict {
  reason: 'ProtocolConflict' | 'HostnameConflict';
  message: string;
}

const servedProtocols = new Set(['HTTP', 'HTTPS']);

/**
 * Listeners that share a port must share the protocol and differ in hostname; of those that do not, none is served
 * (https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec, "Handling indistinct Listeners").
 */
export function findConflict(listeners: readonly Listener[], listener: Listener): Conflict | undefined {
  const neighbours = listeners.filter(
    (other) => other.name !== listener.name && other.port === listener.port && servedProtocols.has(other.protocol),
  );
  const otherProtocol = neighbours.filter((other) => other.protocol !== listener.protocol);
  if (otherProtocol.length > 0) {
    return {
      reason: 'ProtocolConflict',
      message: `Port ${listener.port} is also asked for by ${names(otherProtocol)} with another protocol`,
    };
  }
  const sameHostname = neighbours.filter((other) => hostnameOf(other) === hostnameOf(listener));
  if (sameHostname.length > 0) {
    return {
      reason: 'HostnameConflict',
      message: `Port ${listener.port} and hostname are the same as those of ${names(sameHostname)}`,
    };
  }
  return undefined;
}

function hostnameOf(listener: Listener): string {
  return (listener.hostname ?? '').toLowerCase();
}

function names(listeners: readonly Listener[]): string {
  return listeners.map((listener) => listener.name).join(', ');
}

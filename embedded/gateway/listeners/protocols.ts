import { gatewayGroup } from '../constants.ts';
import type { Listener, RouteKind } from '../model/gateway.ts';
import type { RouteKindName } from '../model/route.ts';
import type { ListenerProtocol, Transport } from '../model/served.ts';

interface Protocol {
  transport: Transport;
  /** Kinds of routes that may attach. */
  kinds: readonly RouteKindName[];
}

const protocols: Readonly<Record<ListenerProtocol, Protocol>> = {
  HTTP: { transport: 'http', kinds: ['HTTPRoute', 'GRPCRoute'] },
  HTTPS: { transport: 'tls', kinds: ['HTTPRoute', 'GRPCRoute'] },
  TLS: { transport: 'tls', kinds: ['TLSRoute'] },
  TCP: { transport: 'tcp', kinds: ['TCPRoute'] },
  UDP: { transport: 'udp', kinds: ['UDPRoute'] },
};

export const protocolNames = Object.keys(protocols);

export function isServedProtocol(protocol: string): protocol is ListenerProtocol {
  return Object.hasOwn(protocols, protocol);
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#protocoltype */
export function kindsOfProtocol(protocol: ListenerProtocol): readonly RouteKind[] {
  return protocols[protocol].kinds.map((kind) => ({ group: gatewayGroup, kind }));
}

export function transportOf(protocol: ListenerProtocol): Transport {
  return protocols[protocol].transport;
}

/** Whether the gateway itself ends the listener's TLS. */
export function terminatesTls({ protocol, tls }: Listener): boolean {
  return protocol === 'HTTPS' || (protocol === 'TLS' && (tls?.mode ?? 'Terminate') === 'Terminate');
}

import type { ProtocolName } from '../scenario/traffic.ts';
import { grpc } from './grpc/index.ts';
import { http } from './http/index.ts';
import { tcp } from './tcp/index.ts';
import { tls } from './tls/index.ts';
import type { Protocol } from './types.ts';
import { udp } from './udp/index.ts';
import { websocket } from './websocket/index.ts';

/** A protocol as those see it that speak none of their own. */
export type AnyProtocol = Protocol<ProtocolName>;

/** Every protocol that rows can speak. */
export const protocols: { readonly [P in ProtocolName]: Protocol<P> } = { http, grpc, tls, tcp, udp, websocket };

export function protocolOf(name: ProtocolName): AnyProtocol {
  return protocols[name];
}

/** How listeners are proven to serve, the first that fits a listener first. */
export const controlProofs = Object.values(protocols).flatMap(({ control }) => control ?? []);

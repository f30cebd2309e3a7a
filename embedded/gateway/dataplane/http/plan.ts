import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { splitTarget } from '../../kinds/http/matching.ts';
import { serveHttpRule } from '../../kinds/http/serve.ts';
import type { ServedPort } from '../../model/served.ts';
import type { DataPlaneContext } from '../context.ts';
import { decide } from './decide.ts';
import { findValue, readLines } from './headers.ts';
import type { Plan, ReceivedRequest } from './types.ts';

export function planRequest(port: ServedPort, message: IncomingMessage, context: DataPlaneContext): Plan {
  const received = readRequest(port, message);
  const decision = decide(port, { ...received, ...splitTarget(received.target) }, context.behaviour);
  return decision.kind === 'answer' ? decision : serveHttpRule(decision.entry, received, context);
}

function readRequest(port: ServedPort, message: IncomingMessage): ReceivedRequest {
  const headers = readLines(message.rawHeaders);
  const serverName = serverNameOf(message);
  return {
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    host: findValue(headers, 'host') ?? '',
    headers,
    client: message.socket.remoteAddress ?? 'unknown',
    scheme: port.protocol === 'HTTPS' ? 'https' : 'http',
    port: port.port,
    ...(serverName === undefined ? {} : { serverName }),
  };
}

function serverNameOf(message: IncomingMessage): string | undefined {
  const { servername } = message.socket as TLSSocket & { servername?: string | false };
  return servername || undefined;
}

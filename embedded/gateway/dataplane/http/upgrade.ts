import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { CurrentPort, DataPlaneContext } from '../context.ts';
import { readHttp1Request } from './exchange-http1.ts';
import { notServed } from './handle.ts';
import { dropHopByHop, readLines } from './headers.ts';
import { planRequest } from './plan.ts';
import type { ForwardPlan } from './types.ts';

/** Handles a request that asks for another protocol: WebSocket is passed through, others are not offered. */
export function handleUpgrade(
  current: CurrentPort,
  message: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  context: DataPlaneContext,
): void {
  const port = current();
  const plan = port ? planRequest(port, readHttp1Request(message, port.port), context) : notServed(context);
  socket.on('error', () => socket.destroy());
  if (plan.kind === 'answer') {
    endPlainly(socket, plan.status, plan.reason, (plan.headers ?? []).flat());
    return;
  }
  const isWebSocket = message.headers.upgrade?.toLowerCase() === 'websocket';
  const upstream = openUpstream(plan, message, isWebSocket, context);
  upstream.on('error', (error) => endPlainly(socket, 502, `backend failed: ${error.message}`, []));
  upstream.on('response', (reply) => {
    const lines = dropHopByHop(readLines(reply.rawHeaders)).filter(([name]) => name.toLowerCase() !== 'content-length');
    writeHead(socket, reply.statusCode ?? 502, reply.statusMessage ?? '', [...lines.flat(), 'Connection', 'close']);
    reply.pipe(socket);
  });
  upstream.on('upgrade', (reply, backend, backendHead) => {
    writeHead(socket, reply.statusCode ?? 101, reply.statusMessage ?? '', reply.rawHeaders);
    if (backendHead.length > 0) socket.write(backendHead);
    if (head.length > 0) backend.write(head);
    backend.on('error', () => socket.destroy());
    backend.on('close', () => socket.destroy());
    socket.on('close', () => backend.destroy());
    backend.pipe(socket).pipe(backend);
  });
  upstream.end();
}

function openUpstream(
  { upstream, target, headers }: ForwardPlan,
  { method }: IncomingMessage,
  isWebSocket: boolean,
  { dial, upstreams }: DataPlaneContext,
): http.ClientRequest {
  const added = isWebSocket ? ['Connection', 'Upgrade', 'Upgrade', 'websocket'] : [];
  const { endpoint, tls } = upstream;
  return (tls ? https : http).request({
    ...dial(endpoint.address, endpoint.port),
    method,
    path: target,
    headers: [...headers.flat(), ...added],
    agent: upstreams.agent(upstream),
  });
}

function endPlainly(socket: Duplex, status: number, reason: string, headers: readonly string[]): void {
  if (!socket.writable) return;
  const length = String(Buffer.byteLength(reason));
  writeHead(socket, status, '', [...headers, 'Content-Length', length, 'Connection', 'close']);
  socket.end(reason);
}

function writeHead(socket: Duplex, status: number, message: string, raw: readonly string[]): void {
  const lines = readLines(raw).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} ${message}\r\n${lines.join('')}\r\n`);
}

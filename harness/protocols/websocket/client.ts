import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { ClientCertificate } from '../../scenario/traffic/common.ts';
import { ExchangeError, type Progress, runExchange } from '../common/exchange.ts';
import { formatRemote, openTcp, openTls, type TlsDetails } from '../common/sockets.ts';
import { readHead } from '../http/response.ts';
import type { HttpResponseRecord } from '../http/types.ts';
import type { Exchange, Link, Remote, SendOptions } from '../types.ts';

export interface ResolvedWebSocketRequest {
  scheme: 'ws' | 'wss';
  host: string;
  path: string;
  headers: readonly (readonly [string, string])[];
  sni: string;
  clientCertificate?: ClientCertificate;
  protocols: readonly string[];
  messages: readonly string[];
  closeWith: number;
}

export interface WebSocketExchange extends Exchange {
  protocol: 'websocket';
  request: ResolvedWebSocketRequest;
  /** The answer to the upgrade; status 101: it opened. */
  response?: Pick<HttpResponseRecord, 'status' | 'headers'>;
  tls?: TlsDetails;
  /** Text messages that came back. */
  messages?: readonly string[];
  /** Of the other side. */
  closeCode?: number;
}

type Outcome = Pick<WebSocketExchange, 'response' | 'tls' | 'messages' | 'closeCode'>;

/** Upgrades a connection, sends the messages, waits for as many to come back, and closes. */
export async function sendWebSocket(
  { dial, clock }: Link,
  remote: Remote,
  request: ResolvedWebSocketRequest,
  options: SendOptions,
): Promise<WebSocketExchange> {
  const outcome = await runExchange(clock, options, async (progress): Promise<Outcome> => {
    // Few runs need it. Not once the socket is opened, whose errors nobody would hear meanwhile.
    const { WebSocket } = await import('ws');
    const place = dial(remote.address, remote.port);
    if (request.scheme === 'ws') return talk(WebSocket, openTcp(place, progress), remote, request, progress);
    const { sni, clientCertificate } = request;
    const wish = { sni, alpn: ['http/1.1'], clientCertificate };
    const { socket, tls } = await openTls(place, wish, options.authority, progress);
    return { ...(await talk(WebSocket, socket, remote, request, progress)), tls };
  });
  return { protocol: 'websocket', request, remote, ...outcome };
}

async function talk(
  Client: typeof WebSocket,
  socket: ReturnType<typeof openTcp>,
  remote: Remote,
  { host, path, headers, protocols, messages, closeWith }: ResolvedWebSocketRequest,
  progress: Progress,
): Promise<Outcome> {
  progress.stage = 'waiting for the upgrade';
  const client = new Client(`ws://${formatRemote(remote)}${path}`, [...protocols], {
    // The connection is there already, with TLS where that was asked for.
    createConnection: () => socket,
    headers: { Host: host, ...groupLines(headers) },
    perMessageDeflate: false,
    followRedirects: false,
  });
  progress.onEnd(() => client.terminate());
  return new Promise((resolve, reject) => {
    let response: Outcome['response'];
    const received: string[] = [];
    client.on('error', reject);
    client.on('unexpected-response', (_request, incoming: IncomingMessage) => {
      const { status, headers: lines } = readHead(incoming);
      resolve({ response: { status, headers: lines } });
      incoming.destroy();
    });
    client.on('upgrade', (incoming: IncomingMessage) => {
      response = { status: 101, headers: readHead(incoming).headers };
    });
    client.on('open', () => {
      progress.stage = 'waiting for messages';
      for (const message of messages) client.send(message);
      if (messages.length === 0) client.close(closeWith);
    });
    client.on('message', (data, binary) => {
      received.push(binary ? `(${String(data).length} bytes)` : String(data));
      if (received.length < messages.length) return;
      progress.stage = 'closing';
      client.close(closeWith);
    });
    client.on('close', (closeCode) => {
      if (response && received.length >= messages.length) resolve({ response, messages: received, closeCode });
      else {
        const told = `it was closed with ${closeCode} after ${received.length} of ${messages.length} messages`;
        reject(new ExchangeError('ECONNRESET', told));
      }
    });
  });
}

function groupLines(lines: ResolvedWebSocketRequest['headers']): Record<string, string[]> {
  const grouped: Record<string, string[]> = {};
  for (const [name, value] of lines) grouped[name] = [...(grouped[name] ?? []), value];
  return grouped;
}

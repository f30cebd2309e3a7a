import { createHash } from 'node:crypto';
import { Agent as HttpAgent, request as startHttp } from 'node:http';
import { Agent as HttpsAgent, request as startHttps } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { HttpRequest, Observation } from '../../policy/model/index.ts';
import { parseEcho } from '../protocols/http/echo.ts';
import type { Dial } from '../protocols/types.ts';

/** Requests go one after another over one connection that stays open. */
export interface Connection {
  http: HttpAgent;
  https: HttpsAgent;
  close(): void;
}

export interface Remote {
  address: string;
  port: number;
}

export interface Sender {
  /** Over a connection of its own, or over one that is kept. Rejects only when aborted. */
  send(remote: Remote, request: HttpRequest, signal: AbortSignal, connection?: Connection): Promise<Observation>;
  keep(): Connection;
}

// To make one for each request costs more than the request.
const secureContext = createSecureContext();

/** @param addressOf address of an echo server's pod, by its name */
export function createSender(dial: Dial, addressOf: (pod: string) => string | undefined, timeoutMs: number): Sender {
  const send = async (remote: Remote, request: HttpRequest, signal: AbortSignal, connection?: Connection) => {
    signal.throwIfAborted();
    try {
      return await exchange(dial(remote.address, remote.port), request, connection, timeoutMs, addressOf);
    } catch (error) {
      signal.throwIfAborted();
      return { headers: [], error: describeError(error) };
    }
  };
  return {
    send,
    keep: () => {
      // One socket: requests queue for it.
      const options = { keepAlive: true, maxSockets: 1 };
      const [http, https] = [new HttpAgent(options), new HttpsAgent(options)];
      return {
        http,
        https,
        close: () => {
          http.destroy();
          https.destroy();
        },
      };
    },
  };
}

function exchange(
  place: { host: string; port: number },
  request: HttpRequest,
  connection: Connection | undefined,
  timeoutMs: number,
  addressOf: (pod: string) => string | undefined,
): Promise<Observation> {
  const secure = request.scheme === 'https';
  const flat = ['Host', request.host, ...request.headers.flat()];
  // Without it node:http would send a chunked body.
  if (request.method === 'POST') flat.push('Content-Length', '0');
  if (!connection) flat.push('Connection', 'close');
  const options = {
    ...place,
    method: request.method,
    path: request.path,
    headers: flat,
    timeout: timeoutMs,
    ...(secure ? { servername: request.sni, rejectUnauthorized: false, secureContext } : {}),
    agent: connection ? (secure ? connection.https : connection.http) : (false as const),
  };
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? startHttps : startHttp)(options);
    const cut = setTimeout(() => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    const end = (finish: () => void) => {
      clearTimeout(cut);
      finish();
    };
    outgoing.on('error', (error) => {
      // The other side may have closed a connection that was kept while nothing was under way.
      const closed = connection && outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
      end(() => (closed ? resolve(exchange(place, request, undefined, timeoutMs, addressOf)) : reject(error)));
    });
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', (error) => end(() => reject(error)));
      incoming.on('end', () =>
        end(() =>
          resolve(toObservation(incoming.statusCode ?? 0, incoming.rawHeaders, Buffer.concat(chunks), addressOf)),
        ),
      );
    });
    outgoing.end();
  });
}

function toObservation(
  status: number,
  raw: readonly string[],
  body: Buffer,
  addressOf: (pod: string) => string | undefined,
): Observation {
  const headers = raw.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [],
  );
  const echo = parseEcho(body.toString('utf8'));
  if (!echo) return { status, headers, digest: createHash('sha256').update(body).digest('hex') };
  const { method, host, path, pod } = echo;
  return { status, headers, backend: { address: addressOf(pod) ?? pod, method, host, path, headers: echo.headers } };
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? `${error.code}: ${error.message}` : error.message;
}

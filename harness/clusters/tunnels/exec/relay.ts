import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ClientAnswer } from './answers.ts';
import type { ClientRequest } from './words.ts';

/** Of the connection on this side, or of the body as it was framed on the other. */
const OWN = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

/**
 * A server on this side that stands for what the pod reaches: its answers are those that the client in the pod got. Where
 * there is none, the connection is reset.
 * @param send `signal` is aborted when nobody waits any more
 */
export function createRelay(send: (request: ClientRequest, signal: AbortSignal) => Promise<ClientAnswer>): Server {
  return createServer((incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    incoming.resume();
    send(toRequest(incoming), gone.signal)
      .then((answer) => respond(incoming, outgoing, answer))
      .catch(() => incoming.socket.resetAndDestroy());
  });
}

function toRequest({ method = 'GET', url = '/', headers, rawHeaders }: IncomingMessage): ClientRequest {
  const lines = pair(rawHeaders).filter(([name]) => name.toLowerCase() !== 'host' && !OWN.has(name.toLowerCase()));
  return { method, path: url, host: headers.host ?? '', headers: lines };
}

function respond({ method }: IncomingMessage, outgoing: ServerResponse, { status, headers, body }: ClientAnswer): void {
  const kept = headers.filter(([name]) => !OWN.has(name.toLowerCase()));
  const length = method === 'HEAD' ? headers.filter(([name]) => name.toLowerCase() === 'content-length') : [];
  outgoing.sendDate = false;
  outgoing.writeHead(status, [...kept, ...length, ['Connection', 'close'] as const].flat());
  outgoing.end(body);
}

function pair(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, flat[at + 1] ?? '']] : []));
}

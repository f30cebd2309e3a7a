import http, { type Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { readLines } from '../http/headers.ts';
import { type UpstreamCall, UpstreamError, type UpstreamEvents, type UpstreamRequest } from './types.ts';

/** Sends a request over HTTP/1.1. */
export function callHttp1(
  place: { host: string; port: number },
  agent: Agent,
  request: UpstreamRequest,
  events: UpstreamEvents,
): UpstreamCall {
  const start = (): ClientRequest => {
    const outgoing = (agent instanceof https.Agent ? https : http).request({
      ...place,
      method: request.method,
      path: request.target,
      headers: [...request.headers, ...framing(request)].flat(),
      agent,
    });
    let connected = false;
    outgoing.on('socket', (socket) => {
      connected = !socket.connecting;
      // A kept connection is not to gather listeners.
      if (connected) return;
      // With TLS nothing is sent before the certificate is approved of.
      socket.once(agent instanceof https.Agent ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    outgoing.on('response', (reply) => {
      answered = true;
      events.response(describe(reply));
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (answered) return;
      // A kept connection may end just as it is used again: the request has not been seen by anyone.
      if (outgoing.reusedSocket && error.code === 'ECONNRESET' && !request.hasBody) {
        current = start();
        current.end();
        return;
      }
      events.failed(new UpstreamError(connected ? 'broken' : 'unreachable', error));
    });
    return outgoing;
  };
  let answered = false;
  let current = start();
  return { body: current, abort: () => void current.destroy() };
}

function describe(reply: IncomingMessage) {
  const { statusCode: status = 502, statusMessage } = reply;
  return {
    status,
    ...(statusMessage === undefined ? {} : { message: statusMessage }),
    headers: readLines(reply.rawHeaders),
    body: reply,
    isEnded: false,
    ...(reply.headers.trailer === undefined ? {} : { trailers: () => readLines(reply.rawTrailers) }),
  };
}

function framing({ method, hasBody, headers }: UpstreamRequest): readonly (readonly [string, string])[] {
  if (headers.some(([name]) => name.toLowerCase() === 'content-length')) return [];
  if (hasBody) return [['Transfer-Encoding', 'chunked']];
  // Node would else announce a chunked body for these methods.
  return ['POST', 'PUT', 'PATCH'].includes(method) ? [['Content-Length', '0']] : [];
}

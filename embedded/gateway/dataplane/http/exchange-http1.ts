import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform, type Writable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { HeaderLine } from '../../model/header.ts';
import type { Exchange, Responder, ResponseHead } from './exchange.ts';
import { findValue, readLines } from './headers.ts';
import type { ReceivedRequest } from './types.ts';

export function createHttp1Exchange(message: IncomingMessage, response: ServerResponse, port: number): Exchange {
  return {
    connection: message.socket,
    request: readHttp1Request(message, port),
    body: message,
    hasBody: message.headers['content-length'] !== undefined || message.headers['transfer-encoding'] !== undefined,
    response: createResponder(response),
  };
}

export function readHttp1Request(message: IncomingMessage, port: number): ReceivedRequest {
  const headers = readLines(message.rawHeaders);
  const { encrypted, servername } = message.socket as TLSSocket & { servername?: string | false };
  return {
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    host: findValue(headers, 'host') ?? '',
    headers,
    client: message.socket.remoteAddress ?? 'unknown',
    scheme: encrypted ? 'https' : 'http',
    port,
    ...(servername ? { serverName: servername } : {}),
  };
}

function createResponder(response: ServerResponse): Responder {
  return {
    get isOpen() {
      return !response.headersSent && !response.destroyed;
    },
    start(head, body, trailers) {
      writeHead(response, head);
      if (body === 'follows') return trailers ? withTrailers(response, trailers) : response;
      response.end();
      return undefined;
    },
    abort: () => void response.destroy(),
    onClose: (listener) => void response.once('close', () => listener(response.writableFinished)),
  };
}

function writeHead(response: ServerResponse, { status, message, headers }: ResponseHead): void {
  // Node would add a Date of its own beside the backend's.
  response.sendDate = !headers.some(([name]) => name.toLowerCase() === 'date');
  const raw = headers.flat();
  if (message === undefined) response.writeHead(status, raw);
  else response.writeHead(status, message, raw);
}

/** Only a chunked body can have trailers; Node drops them else. */
function withTrailers(response: ServerResponse, trailers: () => readonly HeaderLine[]): Writable {
  const through = new Transform({
    transform: (chunk, _encoding, done) => done(null, chunk),
    flush(done) {
      const lines = trailers();
      if (lines.length > 0) response.addTrailers(lines.map(([name, value]): [string, string] => [name, value]));
      done();
    },
  });
  response.once('close', () => through.destroy());
  through.pipe(response);
  return through;
}

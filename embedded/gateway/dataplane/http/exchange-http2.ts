import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { HeaderLine } from '../../model/header.ts';
import type { Exchange, Responder } from './exchange.ts';
import { dropHopByHop, readLines, toHttp2Headers } from './headers.ts';
import type { ReceivedRequest } from './types.ts';

export function createHttp2Exchange(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  flags: number,
  rawHeaders: readonly string[],
  port: number,
): Exchange {
  return {
    connection: stream.session ?? stream,
    request: readHttp2Request(stream, headers, rawHeaders, port),
    body: stream,
    hasBody: (flags & constants.NGHTTP2_FLAG_END_STREAM) === 0,
    response: createResponder(stream),
  };
}

function readHttp2Request(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  rawHeaders: readonly string[],
  port: number,
): ReceivedRequest {
  const lines = readLines(rawHeaders);
  const socket = stream.session?.socket as (TLSSocket & { servername?: string | false }) | undefined;
  const host = headers[':authority'] ?? headers.host ?? '';
  // What is forwarded must name the host, also over HTTP/1.1.
  const named: readonly HeaderLine[] = headers.host === undefined ? [['host', host], ...lines] : lines;
  return {
    method: headers[':method'] ?? 'GET',
    target: headers[':path'] ?? '/',
    host,
    headers: joinCookies(named),
    client: socket?.remoteAddress ?? 'unknown',
    scheme: socket?.encrypted ? 'https' : 'http',
    port,
    ...(socket?.servername ? { serverName: socket.servername } : {}),
  };
}

/** HTTP/2 may split cookies into several fields; HTTP/1.1 may not (RFC 9113 8.2.3). */
function joinCookies(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  const crumbs = lines.filter(([name]) => name === 'cookie').map(([, value]) => value);
  if (crumbs.length < 2) return lines;
  return [...lines.filter(([name]) => name !== 'cookie'), ['cookie', crumbs.join('; ')]];
}

function createResponder(stream: ServerHttp2Stream): Responder {
  return {
    get isOpen() {
      return !stream.headersSent && !stream.destroyed && !stream.closed;
    },
    start({ status, headers }, body, trailers) {
      const sent = { ':status': status, ...toHttp2Headers(dropHopByHop(headers)) };
      stream.respond(sent, {
        endStream: body === 'none',
        waitForTrailers: trailers !== undefined && body === 'follows',
      });
      if (body === 'none') return undefined;
      stream.once('wantTrailers', () => stream.sendTrailers(toHttp2Headers(trailers?.() ?? [])));
      return stream;
    },
    abort: () => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
    onClose: (listener) => void stream.once('close', () => listener(stream.rstCode === constants.NGHTTP2_NO_ERROR)),
  };
}

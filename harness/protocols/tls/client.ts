import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ClientCertificate } from '../../scenario/traffic/common.ts';
import { type Progress, runExchange } from '../common/exchange.ts';
import { inPieces } from '../common/pieces.ts';
import { openTls, type TlsDetails } from '../common/sockets.ts';
import { parseEcho } from '../http/echo.ts';
import { exchangeHttp1 } from '../http/http1.ts';
import type { HttpResponseRecord, ResolvedHttpRequest } from '../http/types.ts';
import { exchangeLines, type Lines } from '../tcp/lines.ts';
import type { Exchange, Link, Remote, SendOptions } from '../types.ts';

export interface ResolvedTlsRequest {
  sni: string;
  alpn: readonly string[];
  /** The first message leaves in pieces. */
  inPieces?: boolean;
  clientCertificate?: ClientCertificate;
  /** What is said inside: an HTTP request, lines, or nothing. */
  http?: ResolvedHttpRequest;
  lines?: readonly string[];
  /** PEM certificate to trust in place of the run's. */
  authority?: string;
}

export interface TlsExchange extends Exchange, Partial<Lines> {
  protocol: 'tls';
  request: ResolvedTlsRequest;
  /** Set where the handshake succeeded, whatever came of what was said inside. */
  tls?: TlsDetails;
  response?: HttpResponseRecord;
}

/** Shakes hands, and says something inside. */
export async function sendTls(
  { dial, clock }: Link,
  remote: Remote,
  request: ResolvedTlsRequest,
  options: SendOptions,
): Promise<TlsExchange> {
  let shaken: TlsDetails | undefined;
  const outcome = await runExchange(clock, options, async (progress) => {
    const place = dial(remote.address, remote.port);
    const wish = request.inPieces ? { ...request, through: (tcp: Socket) => inPieces(tcp, clock) } : request;
    const { socket, tls } = await openTls(place, wish, request.authority ?? options.authority, progress);
    shaken = tls;
    progress.stage = 'waiting for an answer inside TLS';
    return talk(socket, request, progress);
  });
  return { protocol: 'tls', request, remote, ...(shaken ? { tls: shaken } : {}), ...outcome };
}

async function talk(
  socket: TLSSocket,
  { http, lines }: ResolvedTlsRequest,
  progress: Progress,
): Promise<Pick<TlsExchange, 'response' | keyof Lines>> {
  if (lines) return exchangeLines(socket, lines);
  if (!http) return {};
  const response = await exchangeHttp1(socket, http, progress);
  const echo = parseEcho(response.body);
  if (!echo) return { response };
  const { namespace, pod } = echo;
  // An http echo tells of TLS where its own connection had it.
  const { tls: seenTls } = echo;
  return { response, backend: { namespace, pod }, backendTls: seenTls !== undefined, ...(seenTls ? { seenTls } : {}) };
}

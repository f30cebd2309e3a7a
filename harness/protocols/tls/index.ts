import { quoteCommand } from '../../common/exec/quote.ts';
import { show } from '../../match/format.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { TlsExpectation, TlsRequest } from '../../scenario/traffic/tls.ts';
import { describeAnswer, labelsOf } from '../common/backends.ts';
import { commonRecord } from '../common/record.ts';
import { describeSeenTls } from '../common/seen-tls.ts';
import { formatRemote } from '../common/sockets.ts';
import { describeHeaders } from '../http/describe.ts';
import { describeRequest } from '../http/record.ts';
import { resolveHttp } from '../http/resolve.ts';
import type { Protocol } from '../types.ts';
import { type ResolvedTlsRequest, sendTls, type TlsExchange } from './client.ts';
import { matchTls } from './match.ts';

/** TLS itself: who ends the connection, and what is said inside. */
export const tls: Protocol<'tls', ResolvedTlsRequest, TlsExchange> = {
  name: 'tls',
  resolve: resolveTls,
  entry: () => ({ transport: 'tcp', tls: true, port: 443 }),
  send: sendTls,
  match: matchTls,
  wantsAnswer: (expect) => !('connection' in expect),
  provesLive: (expect) => 'backend' in expect || 'oneOf' in expect,
  listBackends: (expect) => ('backend' in expect || 'oneOf' in expect ? labelsOf(expect) : []),
  describe: describeTls,
  describeExpectation: describeTlsExpectation,
  identify({ tls: shaken, request, backend, response, error }) {
    if (!shaken || (error && (request.http || request.lines))) return undefined;
    const code = response ? String(response.status) : 'answered';
    return { code, ...(backend ? { backend } : {}), passing: (response?.status ?? 0) >= 500 };
  },
  record(exchange) {
    const { request, tls: shaken, response, lines } = exchange;
    const body = response?.body ?? lines?.join('\n');
    return {
      ...commonRecord(exchange, describeSent(request), toOpenssl(exchange)),
      protocol: 'tls',
      sent: request.http ? { headers: [['Host', request.http.host], ...request.http.headers] } : {},
      ...(shaken
        ? {
            received: {
              tls: shaken,
              ...(response ? { headers: response.headers } : {}),
              ...(body === undefined ? {} : { body }),
            },
          }
        : {}),
    };
  },
};

function resolveTls(
  { sni: given, alpn = [], hello = 'whole', clientCertificate, trust, inside = { http: {} } }: TlsRequest,
  env: ScenarioEnv,
): ResolvedTlsRequest {
  const sni = given ?? env.hostname;
  return {
    sni,
    alpn,
    ...(hello === 'in-pieces' ? { inPieces: true } : {}),
    ...(clientCertificate ? { clientCertificate } : {}),
    ...(trust === undefined ? {} : { authority: trust }),
    ...(inside !== 'nothing' && 'http' in inside
      ? { http: resolveHttp({ host: sni || env.hostname, ...inside.http }, env) }
      : {}),
    ...(inside !== 'nothing' && 'lines' in inside ? { lines: inside.lines } : {}),
  };
}

function describeTls({ sni, alpn, hello, clientCertificate, inside }: TlsRequest): string {
  const parts = ['handshake'];
  if (sni !== undefined) parts.push(sni === '' ? 'without a server name' : `sni ${sni}`);
  if (alpn) parts.push(`alpn ${alpn.join(', ')}`);
  if (hello === 'in-pieces') parts.push('its first message in pieces');
  if (clientCertificate) parts.push('with a client certificate');
  if (inside !== undefined && inside !== 'nothing') {
    if ('lines' in inside) parts.push(`lines ${inside.lines.map(show).join(', ')}`);
    else parts.push(`GET ${inside.http.path ?? '/'}`, ...describeHeaders(inside.http.headers));
  }
  return parts.join('; ');
}

function describeTlsExpectation(expect: TlsExpectation): string {
  if ('connection' in expect) return 'no answer';
  const { names, verifies } = expect.certificate ?? {};
  const parts = 'backend' in expect || 'oneOf' in expect ? [describeAnswer(expect)] : ['a handshake'];
  if (names) parts.push(`a certificate for ${names.join(', ')}`);
  if (verifies === false) parts.push('signed by whomever');
  if (expect.alpn !== undefined) parts.push(`alpn ${expect.alpn || 'none'}`);
  if ('terminatedBy' in expect) parts.push(`ended by the ${expect.terminatedBy}`);
  if ('saw' in expect && expect.saw) parts.push(`the backend saw ${describeSeenTls(expect.saw.tls).join(', ')}`);
  return parts.join(', ');
}

function describeSent({ sni, inPieces, http, lines }: ResolvedTlsRequest): string {
  const inside = http ? ` ${describeRequest(http)}` : lines ? ` ${lines.map(show).join(' ')}` : '';
  return `TLS ${sni || 'without a server name'}${inPieces ? ', its first message in pieces' : ''}${inside}`;
}

function toOpenssl({ request, remote }: Pick<TlsExchange, 'request' | 'remote'>): string {
  const { sni, alpn, http, lines, clientCertificate } = request;
  const text = http
    ? `${http.method} ${http.path} HTTP/1.1\\r\\nHost: ${http.host}\\r\\nConnection: close\\r\\n\\r\\n`
    : (lines ?? []).map((line) => `${line}\\n`).join('');
  const words = ['s_client', '-connect', formatRemote(remote), '-showcerts', '-ign_eof'];
  words.push(...(sni === '' ? ['-noservername'] : ['-servername', sni]));
  if (alpn.length > 0) words.push('-alpn', alpn.join(','));
  if (clientCertificate) words.push('-cert', 'client.crt', '-key', 'client.key');
  return `${quoteCommand('printf', [text])} | ${quoteCommand('openssl', words)}`;
}

import { quoteCommand } from '../../common/exec/quote.ts';
import { show, showChoice } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { WebSocketExpectation, WebSocketRequest } from '../../scenario/traffic/websocket.ts';
import { matchCertificate } from '../common/certificate.ts';
import { matchHeaders } from '../common/headers.ts';
import { commonRecord } from '../common/record.ts';
import { matchNoAnswer, showError } from '../common/refused.ts';
import { formatRemote, withoutPort } from '../common/sockets.ts';
import { describeHeaders } from '../http/describe.ts';
import { listHeaders } from '../http/resolve.ts';
import type { Protocol } from '../types.ts';
import { type ResolvedWebSocketRequest, sendWebSocket, type WebSocketExchange } from './client.ts';

/** WebSocket over HTTP/1.1, in plain text and over TLS (RFC 6455). */
export const websocket: Protocol<'websocket', ResolvedWebSocketRequest, WebSocketExchange> = {
  name: 'websocket',
  resolve: resolveWebSocket,
  entry: ({ scheme }) =>
    scheme === 'wss' ? { transport: 'tcp', tls: true, port: 443 } : { transport: 'tcp', tls: false, port: 80 },
  send: sendWebSocket,
  match: matchWebSocket,
  wantsAnswer: (expect) => !('connection' in expect),
  provesLive: (expect) => 'messages' in expect,
  listBackends: () => [],
  describe({ path = '/ws', scheme = 'ws', host, headers, messages }) {
    const parts = [`upgrade ${scheme} ${path}`, ...(host === undefined ? [] : [`host ${host}`])];
    return [...parts, ...describeHeaders(headers), ...(messages ?? []).map(show)].join('; ');
  },
  describeExpectation(expect) {
    if ('connection' in expect) return 'no answer';
    if ('status' in expect) return [expect.status].flat().join(' or ');
    const messages = expect.messages === 'same' ? 'the same messages' : expect.messages.map(show).join(', ');
    return `${messages} back${expect.closesWith === undefined ? '' : `, closed with ${expect.closesWith}`}`;
  },
  identify: ({ response }) =>
    response && { code: String(response.status), passing: response.status >= 500, late: response.status === 504 },
  record(exchange) {
    const { request, response, messages, closeCode, tls } = exchange;
    return {
      ...commonRecord(exchange, `${request.scheme}://${request.host}${request.path}`, toWscat(exchange)),
      protocol: 'websocket',
      sent: { headers: [['Host', request.host], ...request.headers], body: request.messages.join('\n') },
      ...(response
        ? {
            received: {
              ...response,
              ...(messages ? { body: messages.join('\n') } : {}),
              ...(closeCode === undefined ? {} : { closeCode }),
              ...(tls ? { tls } : {}),
            },
          }
        : {}),
    };
  },
};

function resolveWebSocket(request: WebSocketRequest, env: ScenarioEnv): ResolvedWebSocketRequest {
  const { scheme = 'ws', host = env.hostname, path = '/ws', clientCertificate, protocols = [] } = request;
  return {
    scheme,
    host,
    path,
    headers: listHeaders(request.headers),
    sni: request.sni ?? (scheme === 'wss' ? withoutPort(host) : ''),
    ...(clientCertificate ? { clientCertificate } : {}),
    protocols,
    messages: request.messages ?? [`hello from ${host}`],
    closeWith: request.closeWith ?? 1000,
  };
}

function matchWebSocket(exchange: WebSocketExchange, expect: WebSocketExpectation): FieldMismatch[] {
  const { request, response, messages = [], closeCode, tls, error } = exchange;
  if ('connection' in expect) return matchNoAnswer(response && `an answer with ${response.status}`, error);
  if (!response) {
    return [{ path: 'response', expected: 'an answer to the upgrade', observed: showError(error) }];
  }
  const codes = 'status' in expect ? [expect.status].flat() : [101];
  const mismatches = [
    ...(codes.includes(response.status) ? [] : [differ('response.status', showChoice(codes), response.status)]),
    ...matchHeaders('response.headers', response.headers, expect.response?.headers ?? {}),
    ...(request.scheme === 'wss' ? matchCertificate(tls, request.sni) : []),
  ];
  if ('status' in expect || response.status !== 101) return mismatches;
  const wanted = expect.messages === 'same' ? request.messages : expect.messages;
  if (wanted.join('\n') !== messages.join('\n')) mismatches.push(differ('messages', show(wanted), show(messages)));
  if (expect.closesWith !== undefined && expect.closesWith !== closeCode) {
    mismatches.push(differ('close code', expect.closesWith, closeCode ?? 'none'));
  }
  return mismatches;
}

function differ(path: string, expected: string | number, observed: string | number): FieldMismatch {
  return { path, expected: String(expected), observed: String(observed) };
}

function toWscat({ request, remote }: Pick<WebSocketExchange, 'request' | 'remote'>): string {
  const words = ['--no-check', '--connect', `${request.scheme}://${formatRemote(remote)}${request.path}`];
  words.push('--host', request.host);
  for (const [name, value] of request.headers) words.push('-H', `${name}: ${value}`);
  for (const message of request.messages) words.push('-x', message);
  return quoteCommand('wscat', words);
}

import { show, showChoice } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { GrpcExpectation, GrpcSaw } from '../../scenario/traffic/grpc.ts';
import { labelsOf, matchBackend, matchNoBackend, nameBackend } from '../common/backends.ts';
import { matchCertificate } from '../common/certificate.ts';
import { matchDuration } from '../common/duration.ts';
import { findHeader, matchHeaders } from '../common/headers.ts';
import { isSameHost } from '../common/host.ts';
import { matchNoAnswer, showError } from '../common/refused.ts';
import { matchSeenTls, type SeenTls } from '../common/seen-tls.ts';
import type { MatchContext } from '../types.ts';
import type { EchoAssertions } from './service.ts';
import { matchSession } from './session.ts';
import type { GrpcExchange, GrpcResponseRecord, ResolvedGrpcRequest } from './types.ts';

export function matchGrpc(exchange: GrpcExchange, expect: GrpcExpectation, context: MatchContext): FieldMismatch[] {
  const { request, response, echo, error } = exchange;
  const { backends } = context;
  if ('connection' in expect) {
    const by = echo ? ` by ${nameBackend(echo.context, backends)}` : '';
    return matchNoAnswer(response && `an answer with ${response.code}${by}`, error);
  }
  const codes = codesOf(expect);
  if (!response) return [{ path: 'response', expected: showChoice(codes), observed: showError(error) }];
  const answered = 'backend' in expect || 'oneOf' in expect;
  const wrongBackend = answered
    ? matchBackend(echo?.context, describe(response), labelsOf(expect), backends)
    : matchNoBackend(echo?.context, backends);
  return [
    ...matchCode(response, codes),
    ...('streamed' in expect ? matchStreamed(response, expect.streamed) : wrongBackend),
    ...(answered && echo && wrongBackend.length === 0 ? matchSeen(echo, request, expect.saw) : []),
    ...(answered ? matchHeaders('response.metadata', response.metadata, expect.response?.headers ?? {}) : []),
    ...(answered ? matchHeaders('response.trailers', response.trailers, expect.response?.trailers ?? {}) : []),
    ...(request.tls ? matchCertificate(response.tls, request.sni) : []),
    ...matchDuration(exchange.durationMs, expect.within),
    ...matchSession(exchange),
  ];
}

function matchStreamed({ streamed = 0 }: GrpcResponseRecord, wanted: number): FieldMismatch[] {
  if (streamed === wanted) return [];
  return [{ path: 'response.messages answered in turn', expected: `${wanted}`, observed: `${streamed}` }];
}

function codesOf(expect: Exclude<GrpcExpectation, { connection: string }>): readonly string[] {
  return 'code' in expect ? [expect.code].flat() : ['OK'];
}

function matchCode({ code, message }: GrpcResponseRecord, codes: readonly string[]): FieldMismatch[] {
  if (codes.includes(code)) return [];
  const why = message === '' ? '' : ` (${message})`;
  return [{ path: 'response.code', expected: showChoice(codes), observed: `${code}${why}` }];
}

/** What the backend received must be what was sent, save where the expectation says what it became. */
function matchSeen(echo: EchoAssertions, sent: ResolvedGrpcRequest, saw: GrpcSaw = {}): FieldMismatch[] {
  const whole = { method: `/${sent.service}/${sent.method}`, authority: sent.authority };
  const usual = saw.rest === 'any' ? { method: echo.fully_qualified_method, authority: echo.authority } : whole;
  const { method = usual.method, authority = usual.authority } = saw;
  const lines = echo.headers.map(({ key, value }): [string, string] => [key, value]);
  return [
    ...(echo.fully_qualified_method === method ? [] : [differ('method', method, echo.fully_qualified_method)]),
    ...(isSameHost(echo.authority, authority) ? [] : [differ('authority', authority, echo.authority)]),
    ...matchHeaders('backend saw metadata', lines, {
      ...(saw.rest === 'any' ? {} : sentMetadata(sent)),
      ...saw.metadata,
    }),
    ...matchSeenTls(readTls(echo), saw.tls),
  ];
}

/** Values of each name, in the order in which they were sent. */
function sentMetadata({ metadata }: ResolvedGrpcRequest): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(metadata.map(([name]) => [name, findHeader(metadata, name)]));
}

function readTls({ tls_assertions: tls }: EchoAssertions): SeenTls | undefined {
  return tls ? { serverName: tls.server_name, peerCertificates: tls.peer_certificates } : undefined;
}

function differ(part: string, expected: string, observed: string): FieldMismatch {
  return { path: `backend saw ${part}`, expected: show(expected), observed: show(observed) };
}

function describe({ code, message }: GrpcResponseRecord): string {
  return message === '' ? code : `${code}: ${message}`;
}

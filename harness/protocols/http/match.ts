import { show, showChoice } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { BackendSaw, HttpExpectation, ResponseExpectation } from '../../scenario/traffic/http.ts';
import { isPodOf, labelsOf, matchBackend, matchNoBackend } from '../common/backends.ts';
import { matchCertificate } from '../common/certificate.ts';
import { matchDuration } from '../common/duration.ts';
import { matchHeaders } from '../common/headers.ts';
import { showError } from '../common/refused.ts';
import type { Backends, MatchContext, PodIdentity } from '../types.ts';
import { matchSeen } from './backend.ts';
import { type ConnectionExpectation, matchRefused } from './connection.ts';
import { matchCookie } from './cookie.ts';
import { withoutMarker } from './mirror.ts';
import { matchRedirect } from './redirect.ts';
import { matchSetCookie } from './set-cookie.ts';
import type { EchoReply, HttpExchange, HttpResponseRecord, ResolvedHttpRequest } from './types.ts';

/** An expectation of an answer. */
type Answered = Exclude<HttpExpectation, { connection: ConnectionExpectation }>;

/**
 * Every difference between one exchange and what was expected of it.
 * @throws HarnessError where the expectation names a backend that the scenario does not have
 */
export function matchHttp(exchange: HttpExchange, expect: HttpExpectation, context: MatchContext): FieldMismatch[] {
  if ('connection' in expect) return matchRefused(exchange, context.backends, expect.connection);
  const { request, response, error } = exchange;
  if (!response) {
    return [{ path: 'response', expected: describeExpectation(expect), observed: showError(error) }];
  }
  return [
    ...matchAnswer(exchange, response, expect, context),
    ...(request.scheme === 'https' ? matchCertificate(response.tls, request.sni) : []),
    ...matchDuration(exchange.durationMs, expect.within),
    ...matchCookie(exchange),
  ];
}

function matchAnswer(
  exchange: HttpExchange,
  response: HttpResponseRecord,
  expect: Answered,
  { backends }: MatchContext,
): FieldMismatch[] {
  const { echo, request } = exchange;
  const matchResponse = ({ headers = {}, setsCookie }: ResponseExpectation = {}): FieldMismatch[] => [
    ...matchHeaders('response.headers', response.headers, headers),
    ...matchSetCookie(response, setsCookie, exchange.startedAt),
  ];
  if ('backend' in expect || 'oneOf' in expect) {
    if (!echo && 'oneOf' in expect && expect.refusals?.includes(response.status)) return [];
    const wrongBackend = matchBackend(echo, response.body, labelsOf(expect), backends);
    const whole = 'backend' in expect ? expect : undefined;
    const saw = echo && wrongBackend.length === 0 ? findSaw(expect, echo, backends) : undefined;
    return [
      ...matchCode(response, [expect.status ?? 200]),
      ...wrongBackend,
      // What another backend received is not what the row speaks of.
      ...(echo && saw ? matchSeen(...unmark(echo, request), saw) : []),
      ...matchResponse(whole?.response),
    ];
  }
  const whole = matchResponse(expect.response);
  if ('redirect' in expect) {
    return [
      ...matchCode(response, [expect.redirect.status]),
      ...matchNoBackend(echo, backends),
      // Something else than a redirect needs no Location.
      ...(isRedirect(response.status) ? matchRedirect(exchange, response, expect.redirect) : []),
      ...whole,
    ];
  }
  const codes = typeof expect.status === 'number' ? [expect.status] : expect.status;
  return [...matchCode(response, codes), ...matchNoBackend(echo, backends), ...whole];
}

/** What the backend that answered must have received; undefined where the expectation says nothing of it. */
function findSaw(
  expect: Extract<Answered, { backend: string } | { oneOf: readonly string[] }>,
  pod: PodIdentity,
  backends: Backends,
): BackendSaw | undefined {
  if ('backend' in expect) return expect.saw ?? {};
  return expect.oneOf.map((label) => (isPodOf(pod, label, backends) ? expect.saw?.[label] : undefined)).find(Boolean);
}

/** What the backend saw and what was sent, without what was added to find copies. */
function unmark(echo: EchoReply, request: ResolvedHttpRequest): [EchoReply, ResolvedHttpRequest] {
  const { marker } = request;
  if (marker === undefined) return [echo, request];
  const path = withoutMarker(request.path, marker);
  return [
    { ...echo, path: withoutMarker(echo.path, marker) },
    { ...request, path },
  ];
}

function matchCode(response: HttpResponseRecord, codes: readonly number[]): FieldMismatch[] {
  if (codes.includes(response.status)) return [];
  return [{ path: 'response.status', expected: showChoice(codes), observed: String(response.status) }];
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function describeExpectation(expect: Answered): string {
  if ('backend' in expect || 'oneOf' in expect) {
    const refused = 'oneOf' in expect && expect.refusals ? `, or ${showChoice(expect.refusals)} by none` : '';
    return `${expect.status ?? 200} by backend ${showChoice(labelsOf(expect))}${refused}`;
  }
  if ('redirect' in expect) return `a redirect with ${show(expect.redirect.status)}`;
  return `an answer with ${typeof expect.status === 'number' ? expect.status : showChoice(expect.status)}`;
}

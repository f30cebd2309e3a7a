import type { HttpExchange, HttpResponseRecord, ResolvedHttpRequest } from '../protocols/http/types.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type { HttpExpectation } from '../scenario/expectations.ts';
import { type Backends, matchBackend, matchSeen, nameBackend } from './backend.ts';
import { matchRefused } from './connection.ts';
import { show, showChoice } from './format.ts';
import { matchHeaders } from './headers.ts';
import { matchRedirect } from './redirect.ts';
import { matchTls } from './tls.ts';

export interface HttpMatchContext {
  /** Pods behind each backend of the scenario by label, and the namespace these pods are in. */
  backends: Backends;
  request: ResolvedHttpRequest;
}

/**
 * Every difference between one exchange and what was expected of it.
 * @throws HarnessError where the expectation names a backend that the scenario does not have
 */
export function matchHttp(exchange: HttpExchange, expect: HttpExpectation, context: HttpMatchContext): FieldMismatch[] {
  if ('connection' in expect) return matchRefused(exchange, context.backends, expect.connection);
  const { response, error } = exchange;
  if (!response) {
    const observed = error ? `${error.message} (${error.code})` : 'nothing';
    return [{ path: 'response', expected: describeExpectation(expect), observed }];
  }
  return [...matchAnswer(exchange, response, expect, context), ...matchTls(exchange)];
}

function matchAnswer(
  exchange: HttpExchange,
  response: HttpResponseRecord,
  expect: Exclude<HttpExpectation, { connection: 'refused' | 'unserved' }>,
  { backends, request }: HttpMatchContext,
): FieldMismatch[] {
  const { echo } = exchange;
  if ('backend' in expect) {
    const wrongBackend = matchBackend(echo, response.body, [expect.backend], backends);
    return [
      ...matchCode(response, [expect.status ?? 200]),
      ...wrongBackend,
      // What another backend received is not what the row speaks of.
      ...(echo && wrongBackend.length === 0 ? matchSeen(echo, request, expect.saw) : []),
      ...matchHeaders('response.headers', response.headers, expect.response?.headers ?? {}),
    ];
  }
  if ('oneOf' in expect) {
    const wrongBackend = matchBackend(echo, response.body, expect.oneOf, backends);
    return [...matchCode(response, [expect.status ?? 200]), ...wrongBackend];
  }
  if ('redirect' in expect) {
    return [
      ...matchCode(response, [expect.redirect.status]),
      ...matchNoBackend(exchange, backends),
      // Something else than a redirect needs no Location.
      ...(isRedirect(response.status) ? matchRedirect(exchange, response, expect.redirect) : []),
    ];
  }
  const codes = typeof expect.status === 'number' ? [expect.status] : expect.status;
  return [
    ...matchCode(response, codes),
    ...matchNoBackend(exchange, backends),
    ...matchHeaders('response.headers', response.headers, expect.response?.headers ?? {}),
  ];
}

function matchCode(response: HttpResponseRecord, codes: readonly number[]): FieldMismatch[] {
  if (codes.includes(response.status)) return [];
  return [{ path: 'response.status', expected: showChoice(codes), observed: String(response.status) }];
}

/** A code that the gateway itself is to answer says nothing when a backend gave it. */
function matchNoBackend({ echo }: HttpExchange, backends: Backends): FieldMismatch[] {
  if (!echo) return [];
  return [
    { path: 'backend', expected: 'no backend to be reached', observed: `an answer by ${nameBackend(echo, backends)}` },
  ];
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function describeExpectation(expect: Exclude<HttpExpectation, { connection: 'refused' | 'unserved' }>): string {
  if ('backend' in expect) return `${expect.status ?? 200} by backend ${expect.backend}`;
  if ('oneOf' in expect) return `${expect.status ?? 200} by backend ${showChoice(expect.oneOf)}`;
  if ('redirect' in expect) return `a redirect with ${show(expect.redirect.status)}`;
  return `an answer with ${typeof expect.status === 'number' ? expect.status : showChoice(expect.status)}`;
}

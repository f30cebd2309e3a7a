import type { FieldMismatch } from '../../scenario/custom.ts';
import type { CookieUse } from '../../scenario/traffic/http.ts';
import { findHeader } from '../common/headers.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

/** How often a request is sent with a cookie that may lead elsewhere: by even weights all lead the same way once in 2^40. */
export const MOST_RETURNS = 40;

export interface Cookie {
  name: string;
  value: string;
}

/** The cookie of that name that an answer sets, or the first one; undefined where it sets none. */
export function findCookie({ response }: Pick<HttpExchange, 'response'>, name?: string): Cookie | undefined {
  const pairs = findHeader(response?.headers ?? [], 'set-cookie').map((line) => {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    return { name: pair.slice(0, Math.max(at, 0)).trim(), value: pair.slice(at + 1).trim() };
  });
  return pairs.find((pair) => pair.name !== '' && (name === undefined || pair.name === name));
}

/** The request as a client sends it that comes again: all its cookies are one field (RFC 6265 5.4). */
export function returnWith(request: ResolvedHttpRequest, { name, value }: Cookie): ResolvedHttpRequest {
  const isCookie = ([header]: readonly [string, string]) => header.toLowerCase() === 'cookie';
  const own = request.headers.filter(isCookie).map(([, line]) => line);
  const others = request.headers.filter((line) => !isCookie(line));
  return { ...request, headers: [...others, ['Cookie', [...own, `${name}=${value}`].join('; ')]] };
}

/** Whether the first answer set the cookie, and the pod that answered then is, or is not, the first one's. */
export function matchCookie({ request: { cookie }, first, echo }: HttpExchange): FieldMismatch[] {
  if (cookie === undefined || !first) return [];
  if (!first.isSet) {
    return [{ path: 'response.headers[Set-Cookie]', expected: describeCookie(cookie), observed: 'none' }];
  }
  const isSame = first.pod === echo?.pod;
  if (isSame === (cookie.leadsTo === 'same')) return [];
  const pod = first.pod ?? 'none';
  const expected =
    cookie.leadsTo === 'same'
      ? `with the cookie the pod of the first answer, ${pod}`
      : `with the cookie of ${pod} another pod by its weight, once in ${MOST_RETURNS} requests`;
  return [{ path: 'backend', expected, observed: echo?.pod ?? 'no backend' }];
}

function describeCookie({ name }: CookieUse): string {
  return name === undefined ? 'a cookie' : `a cookie ${name}`;
}

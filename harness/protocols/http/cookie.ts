import type { FieldMismatch } from '../../scenario/custom.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

/** Value of a cookie that an answer sets; undefined where it sets none of that name. */
export function findCookie({ response }: Pick<HttpExchange, 'response'>, name: string): string | undefined {
  const lines = response?.headers.filter(([header]) => header.toLowerCase() === 'set-cookie') ?? [];
  const pairs = lines.map(([, value]) => value.split(';')[0]?.trim() ?? '');
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The request as a client sends it that comes again, with the cookie that the first answer set. */
export function returnWith(request: ResolvedHttpRequest, cookie: string, value: string): ResolvedHttpRequest {
  return { ...request, headers: [...request.headers, ['Cookie', `${cookie}=${value}`]] };
}

/** Whether the first answer set the cookie, and the same pod gave both. */
export function matchCookie({ request, first, echo }: HttpExchange): FieldMismatch[] {
  if (request.cookie === undefined || !first) return [];
  const path = 'response.headers[Set-Cookie]';
  if (!first.isSet) return [{ path, expected: `a cookie ${request.cookie}`, observed: 'none' }];
  if (first.pod === echo?.pod) return [];
  const observed = echo?.pod ?? 'no backend';
  return [{ path: 'backend', expected: `the pod of the first answer, ${first.pod ?? 'none'}`, observed }];
}

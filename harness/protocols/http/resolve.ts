import type { ScenarioEnv } from '../../scenario/env.ts';
import type { CookieUse, HttpExpectation, HttpRequest } from '../../scenario/traffic/http.ts';
import { withoutPort } from '../common/sockets.ts';
import type { Entry } from '../types.ts';
import { createMarker } from './mirror.ts';
import type { ResolvedHttpRequest } from './types.ts';

/** A request with all defaults resolved. */
export function resolveHttp(request: HttpRequest, env: ScenarioEnv, expect?: HttpExpectation): ResolvedHttpRequest {
  const scheme = request.scheme ?? 'http';
  const host = request.host ?? env.hostname;
  const marker = createMarker(request, expect);
  return {
    method: request.method ?? 'GET',
    scheme,
    version: request.version ?? '1.1',
    host,
    path: request.path ?? '/',
    headers: listHeaders(request.headers),
    sni: request.sni ?? (scheme === 'https' ? withoutPort(host) : ''),
    ...(request.clientCertificate ? { clientCertificate: request.clientCertificate } : {}),
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(request.cookie === undefined ? {} : { cookie: readCookieUse(request.cookie) }),
    ...(marker === undefined ? {} : { marker }),
  };
}

function readCookieUse(cookie: string | CookieUse): CookieUse {
  return typeof cookie === 'string' ? { name: cookie, leadsTo: 'same' } : cookie;
}

/** One line for each value. */
export function listHeaders(headers: HttpRequest['headers'] = {}): (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().map((single) => [name, single] as const));
}

export function findHttpEntry({ scheme }: HttpRequest): Entry {
  return scheme === 'https' ? { transport: 'tcp', tls: true, port: 443 } : { transport: 'tcp', tls: false, port: 80 };
}

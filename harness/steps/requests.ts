import type { ResolvedHttpRequest } from '../protocols/http/types.ts';
import type { ScenarioEnv } from '../scenario/env.ts';
import type { HttpRequest, TrafficTarget } from '../scenario/steps.ts';

/** Where a request goes, apart from the address, which is the Gateway's. */
export interface Entry {
  port: number;
  scheme: 'http' | 'https';
}

export function findEntry(request: HttpRequest, target: TrafficTarget): Entry {
  const scheme = request.scheme ?? 'http';
  return { scheme, port: target.port ?? (scheme === 'https' ? 443 : 80) };
}

/** A request with all defaults resolved. */
export function resolveRequest(request: HttpRequest, env: ScenarioEnv): ResolvedHttpRequest {
  const scheme = request.scheme ?? 'http';
  const host = request.host ?? env.hostname;
  return {
    method: request.method ?? 'GET',
    scheme,
    host,
    path: request.path ?? '/',
    headers: Object.entries(request.headers ?? {}).flatMap(([name, value]) =>
      [value].flat().map((single) => [name, single] as const),
    ),
    sni: request.sni ?? (scheme === 'https' ? withoutPort(host) : ''),
    ...(request.body === undefined ? {} : { body: request.body }),
  };
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}

import { readHost } from '../hostnames.ts';
import type { HeaderChanges, HttpFilter, HttpMatch, PathChange } from '../objects.ts';
import { type HttpRequest, pathOf, queryOf, valuesOf } from './request.ts';

/** What the backend must receive. */
export interface ForwardedRequest {
  method: string;
  host: string;
  path: string;
  /** Values of each header that the client sent or a filter named, in lower case; empty: it must be absent. */
  headers: Readonly<Record<string, readonly string[]>>;
}

export interface Redirect {
  status: number;
  scheme: string;
  host: string;
  port: number;
  /** Path with query. */
  path: string;
}

/** The request as it reaches a backend, after the filters of the rule and those of the backendRef. */
export function forwardRequest(
  request: HttpRequest,
  filters: readonly HttpFilter[],
  match: HttpMatch | undefined,
): ForwardedRequest {
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const headers = new Map([...names].map((name) => [name, splitValues(valuesOf(request, name))]));
  let { host } = request;
  let path = pathOf(request);
  for (const filter of filters) {
    if (filter.type === 'RequestHeaderModifier') changeHeaders(headers, filter.changes);
    if (filter.type !== 'URLRewrite') continue;
    host = filter.hostname ?? host;
    path = changePath(path, filter.path, match);
  }
  // A filter may name the Host header, too.
  const named = headers.get('host');
  headers.delete('host');
  return {
    method: request.method,
    host: named?.[0] ?? host,
    path: `${path}${queryOf(request)}`,
    headers: Object.fromEntries(headers),
  };
}

/** Values that filters give to headers of the response; empty: it must be absent. */
export function changeResponse(filters: readonly HttpFilter[]): Readonly<Record<string, readonly string[]>> {
  const headers = new Map<string, readonly string[]>();
  for (const filter of filters) if (filter.type === 'ResponseHeaderModifier') changeHeaders(headers, filter.changes);
  return Object.fromEntries(headers);
}

export function makeRedirect(
  filter: HttpFilter & { type: 'RequestRedirect' },
  request: HttpRequest,
  listenerPort: number,
  match: HttpMatch | undefined,
): Redirect {
  const wellKnown: Readonly<Record<string, number>> = { http: 80, https: 443 };
  const derived = filter.scheme === undefined ? listenerPort : (wellKnown[filter.scheme] ?? listenerPort);
  return {
    status: filter.statusCode,
    scheme: filter.scheme ?? request.scheme,
    host: filter.hostname ?? readHost(request.host),
    port: filter.port ?? derived,
    path: `${changePath(pathOf(request), filter.path, match)}${queryOf(request)}`,
  };
}

function changeHeaders(headers: Map<string, readonly string[]>, { set, add, remove }: HeaderChanges): void {
  for (const { name, value } of set) headers.set(name.toLowerCase(), splitValues([value]));
  for (const { name, value } of add) {
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), ...splitValues([value])]);
  }
  for (const name of remove) headers.set(name.toLowerCase(), []);
}

/** Several lines mean the same as one with commas: https://www.rfc-editor.org/rfc/rfc9110#section-5.3 */
export function splitValues(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(',').map((part) => part.trim()));
}

/** https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/apis/v1/httproute_types.go#L1211-L1224 */
function changePath(path: string, change: PathChange | undefined, match: HttpMatch | undefined): string {
  if (!change) return path;
  if (change.replace === 'full') return change.value;
  const prefix = (match?.path.value ?? '/').replace(/\/$/, '');
  const rest = path.slice(prefix.length);
  const whole = `${change.value.replace(/\/$/, '')}${rest}`;
  return whole.startsWith('/') ? whole : `/${whole}`;
}

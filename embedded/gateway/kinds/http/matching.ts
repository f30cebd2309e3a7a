import type { MatchPolicy } from '../../behaviour/http.ts';
import type { HeaderLine } from '../../model/header.ts';
import type { RouteMatch } from '../../model/http-route.ts';
import type { NamedMatch } from '../../model/route.ts';
import { dropRepeated, matchesHeaders, matchesValue } from '../../routes/match-headers.ts';

/** What of a request decides about its route. */
export interface RequestHead {
  method: string;
  /** Without query, as received. */
  path: string;
  query: string;
  headers: readonly HeaderLine[];
}

/** Whether every part of the match holds. https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch */
export function matchesRequest(whole: RouteMatch, request: RequestHead, policy: MatchPolicy): boolean {
  const match = policy.conditions(whole, request.headers);
  return (
    matchesPath(match, request.path, policy) &&
    (match.method === undefined || policy.method(match.method, request.method)) &&
    matchesHeaders('HTTPRoute', match.headers ?? [], request.headers, policy) &&
    matchesQuery(match.queryParams ?? [], request.query, policy)
  );
}

/** Splits a request target into path and query; a target in absolute form loses scheme and authority. */
export function splitTarget(target: string): { path: string; query: string } {
  const origin = target.startsWith('/') ? target : target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '') || '/';
  const mark = origin.indexOf('?');
  return mark < 0 ? { path: origin, query: '' } : { path: origin.slice(0, mark), query: origin.slice(mark + 1) };
}

/** Path type and value with the API's defaults. */
export function pathOf(match: RouteMatch): { type: string; value: string } {
  return { type: match.path?.type ?? 'PathPrefix', value: match.path?.value ?? '/' };
}

/** Prefixes end at path elements: `/foo` covers `/foo` and `/foo/bar`, not `/foobar`. A trailing slash adds nothing. */
export function matchesPrefix(prefix: string, path: string): boolean {
  const bare = prefix.replace(/\/+$/, '');
  return path === bare || path.startsWith(`${bare}/`);
}

function matchesPath(match: RouteMatch, path: string, policy: MatchPolicy): boolean {
  const { type, value } = pathOf(match);
  if (type === 'RegularExpression') return policy.regularExpression('path', value, path);
  return type === 'Exact' ? policy.exactPath(value, path) : policy.prefixPath(value, path);
}

function matchesQuery(conditions: readonly NamedMatch[], query: string, policy: MatchPolicy): boolean {
  if (conditions.length === 0) return true;
  const params = [...new URLSearchParams(query)];
  const results = dropRepeated(conditions, (name) => name).map((condition) => {
    const first = params.find(([name]) => policy.queryName(condition.name, name));
    return first !== undefined && matchesValue('query', condition, first[1], policy);
  });
  return policy.joinQuery(results);
}

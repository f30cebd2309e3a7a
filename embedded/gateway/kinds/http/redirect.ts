import type { RedirectInput } from '../../behaviour/http.ts';
import type { PathModifier, RequestRedirect, RouteMatch, UrlRewrite } from '../../model/http-route.ts';
import { pathOf, splitTarget } from './matching.ts';

const wellKnownPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** https://gateway-api.sigs.k8s.io/reference/spec/#httprequestredirectfilter */
export function redirect(filter: RequestRedirect, request: RedirectInput): { status: number; location: string } {
  const scheme = filter.scheme ?? request.scheme;
  const host = filter.hostname ?? request.host;
  const derived = filter.scheme ? (wellKnownPorts[filter.scheme] ?? request.port) : request.port;
  const port = filter.port ?? derived;
  const authority = port === wellKnownPorts[scheme] ? host : `${host}:${port}`;
  const target = filter.path ? rewriteTarget(request.target, filter.path, request.match) : request.target;
  return { status: filter.statusCode ?? 302, location: `${scheme}://${authority}${target}` };
}

/** Replaces the path, or the prefix that the match named; the query stays. */
export function rewriteTarget(target: string, modifier: PathModifier, match: RouteMatch): string {
  const { path, query } = splitTarget(target);
  const suffix = query ? `?${query}` : '';
  if (modifier.type === 'ReplaceFullPath') return `${modifier.replaceFullPath || '/'}${suffix}`;
  const rest = path.slice(pathOf(match).value.replace(/\/+$/, '').length);
  const replacement = (modifier.replacePrefixMatch ?? '').replace(/\/+$/, '');
  return `${`${replacement}${rest}` || '/'}${suffix}`;
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#httpurlrewritefilter */
export function rewritePath(target: string, { path }: UrlRewrite, match: RouteMatch): string {
  return path ? rewriteTarget(target, path, match) : target;
}

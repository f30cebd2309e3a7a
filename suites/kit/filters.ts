import type { HttpRouteFilter, HttpRouteMatch } from './gateway-api.ts';

type Fields<Name extends keyof HttpRouteFilter> = NonNullable<HttpRouteFilter[Name]>;

export function redirectFilter(requestRedirect: Fields<'requestRedirect'>): HttpRouteFilter {
  return { type: 'RequestRedirect', requestRedirect };
}

export function rewriteFilter(urlRewrite: Fields<'urlRewrite'>): HttpRouteFilter {
  return { type: 'URLRewrite', urlRewrite };
}

export function requestHeaderFilter(requestHeaderModifier: Fields<'requestHeaderModifier'>): HttpRouteFilter {
  return { type: 'RequestHeaderModifier', requestHeaderModifier };
}

export function responseHeaderFilter(responseHeaderModifier: Fields<'responseHeaderModifier'>): HttpRouteFilter {
  return { type: 'ResponseHeaderModifier', responseHeaderModifier };
}

/** The matched prefix becomes this path. */
export function replacePrefix(replacePrefixMatch: string): { type: 'ReplacePrefixMatch'; replacePrefixMatch: string } {
  return { type: 'ReplacePrefixMatch', replacePrefixMatch };
}

/** The whole path becomes this one. */
export function replacePath(replaceFullPath: string): { type: 'ReplaceFullPath'; replaceFullPath: string } {
  return { type: 'ReplaceFullPath', replaceFullPath };
}

/** A match on query parameters, all of which are needed, beside whatever else it asks. */
export function withQuery(parameters: Readonly<Record<string, string>>, further: HttpRouteMatch = {}): HttpRouteMatch {
  const queryParams = Object.entries(parameters).map(([name, value]) => ({ name, value }));
  return { ...further, queryParams };
}

/** A match on the method, beside whatever else it asks. */
export function withMethod(
  method: NonNullable<HttpRouteMatch['method']>,
  further: HttpRouteMatch = {},
): HttpRouteMatch {
  return { ...further, method };
}

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

/** A request's headers set, added and removed by a filter: what is sent with it, and what the backend must see. */
export const HEADER_CHANGES = {
  filter: requestHeaderFilter({
    set: [{ name: 'X-Set', value: 'set' }],
    add: [
      { name: 'X-Add', value: 'added' },
      { name: 'X-Append', value: 'second' },
    ],
    remove: ['X-Remove'],
  }),
  sent: { 'X-Set': 'old', 'X-Append': 'first', 'X-Remove': 'old' },
  seen: { 'X-Set': 'set', 'X-Add': 'added', 'X-Append': ['first', 'second'], 'X-Remove': null },
};

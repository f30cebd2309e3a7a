import { HOSTNAME_CASES, type KindCases, PARENT_CASES, ROUTE_STATUSES } from '../cases.ts';
import { HEADER_FILTERS } from './filters.ts';
import { BACKEND_CASES, backend, filter, match, type Named, prefix, rule } from './rule.ts';

const redirect = (fields: object, more: object = {}): object =>
  rule({ filters: [{ type: 'RequestRedirect', requestRedirect: fields }], ...more });
const rewrite = (fields: object, more: object = {}): object =>
  rule({ filters: [{ type: 'URLRewrite', urlRewrite: fields }], backendRefs: [{ name: 's', port: 80 }], ...more });
const cors = (fields: object): object => filter({ type: 'CORS', cors: fields });
const path = (type: string | undefined, value: string | undefined): object =>
  rule({ matches: [{ path: { ...(type && { type }), ...(value !== undefined && { value }) } }] });

const HTTP: Named = {
  ...HOSTNAME_CASES,
  ...PARENT_CASES,
  ...BACKEND_CASES,
  ...HEADER_FILTERS,
  'rules none': { rules: [] },
  'rules many': { rules: Array.from({ length: 17 }, () => ({})) },
  'rule empty': rule({}),
  'rules null': { rules: null },
  'matches many': { rules: [{ matches: Array.from({ length: 65 }, (_, index) => prefix(`/${index}`)) }] },
  'matches of all rules many': {
    rules: [1, 2, 3].map((n) => ({ matches: Array.from({ length: 50 }, (_, index) => prefix(`/${n}/${index}`)) })),
  },
  'match default': rule({ matches: [{}] }),
  'path default': path(undefined, '/a'),
  'path exact': path('Exact', '/a/b'),
  'path expression': path('RegularExpression', '^/[a-z]+$'),
  'path relative': path('PathPrefix', 'a'),
  'path double slash': path('Exact', '/a//b'),
  'path dot': path('PathPrefix', '/a/./b'),
  'path dots': path('PathPrefix', '/a/../b'),
  'path ends with dots': path('Exact', '/a/..'),
  'path ends with dot': path('Exact', '/a/.'),
  'path with slash escaped': path('Exact', '/a%2fb'),
  'path with slash escaped upper': path('Exact', '/a%2Fb'),
  'path with fragment': path('Exact', '/a#b'),
  'path with bad characters': path('Exact', '/a b"'),
  'path with bad escape': path('Exact', '/a%zz'),
  'path empty': path('Exact', ''),
  'path long': path('Exact', `/${'a'.repeat(1024)}`),
  'path type unknown': path('Suffix', '/a'),
  'path many faults': path('Exact', 'a//./../%2f#/..'),
  method: match({ method: 'GET' }),
  'method unknown': match({ method: 'get' }),
  headers: match({
    headers: [
      { name: 'A', value: '1' },
      { type: 'RegularExpression', name: 'b', value: '.*' },
    ],
  }),
  'headers twice': match({
    headers: [
      { name: 'a', value: '1' },
      { name: 'a', value: '2' },
    ],
  }),
  'headers bad': match({
    headers: [
      { name: 'a:b', value: '' },
      { type: 'Prefix', name: 'c', value: 'd' },
    ],
  }),
  'headers many': match({ headers: Array.from({ length: 17 }, (_, index) => ({ name: `h${index}`, value: 'x' })) }),
  query: match({ queryParams: [{ name: 'a', value: '1' }] }),
  'query twice': match({
    queryParams: [
      { name: 'a', value: '1' },
      { name: 'a', value: '2' },
    ],
  }),
  'query bad': match({ queryParams: [{ name: '', value: '' }, { value: 'x' }] }),
  redirect: redirect({ scheme: 'https', statusCode: 301, hostname: 'example.com', port: 8443 }),
  'redirect default': redirect({}),
  'redirect full path': redirect({ path: { type: 'ReplaceFullPath', replaceFullPath: '/x' } }),
  'redirect prefix': redirect(
    { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } },
    { matches: [prefix('/a')] },
  ),
  'redirect prefix without match': redirect({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } }),
  'redirect prefix of exact': redirect(
    { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } },
    { matches: [{ path: { type: 'Exact', value: '/a' } }] },
  ),
  'redirect prefix of two': redirect(
    { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } },
    { matches: [prefix('/a'), prefix('/b')] },
  ),
  'redirect path wrong': redirect({ path: { type: 'ReplaceFullPath', replacePrefixMatch: '/x' } }),
  'redirect path empty': redirect({ path: {} }),
  'redirect bad': redirect({ scheme: 'ftp', statusCode: 200, hostname: '*.example.com', port: 0 }),
  'redirect with backend': redirect({}, { backendRefs: [{ name: 's', port: 80 }] }),
  'redirect missing': filter({ type: 'RequestRedirect' }),
  'redirect twice': rule({ filters: [1, 2].map(() => ({ type: 'RequestRedirect', requestRedirect: {} })) }),
  'redirect and rewrite': rule({
    filters: [
      { type: 'RequestRedirect', requestRedirect: {} },
      { type: 'URLRewrite', urlRewrite: {} },
    ],
  }),
  'redirect of backend': backend({
    filters: [
      { type: 'RequestRedirect', requestRedirect: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } } },
    ],
  }),
  rewrite: rewrite({ hostname: 'example.com', path: { type: 'ReplaceFullPath', replaceFullPath: '/x' } }),
  'rewrite prefix': rewrite(
    { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } },
    { matches: [prefix('/a')] },
  ),
  'rewrite prefix of exact': rewrite(
    { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } },
    { matches: [{ path: { type: 'Exact', value: '/a' } }] },
  ),
  'rewrite missing': filter({ type: 'URLRewrite' }),
  'rewrite twice': rule({ filters: [1, 2].map(() => ({ type: 'URLRewrite', urlRewrite: {} })) }),
  'rewrite of backend': backend({
    filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } } }],
  }),
  cors: cors({
    allowOrigins: ['https://example.com', 'http://*.example.com:8080'],
    allowMethods: ['GET', 'PUT'],
    allowHeaders: ['A'],
    exposeHeaders: ['B'],
    allowCredentials: true,
    maxAge: 60,
  }),
  'cors star': cors({ allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'] }),
  'cors star and more': cors({
    allowOrigins: ['*', 'https://a.com'],
    allowMethods: ['*', 'GET'],
    allowHeaders: ['*', 'A'],
  }),
  'cors bad': cors({ allowOrigins: ['example.com', 'ftp://a'], allowMethods: ['GOT'], maxAge: 0 }),
  'cors missing': filter({ type: 'CORS' }),
  'cors twice': rule({ filters: [1, 2].map(() => ({ type: 'CORS', cors: {} })) }),
  timeouts: rule({ timeouts: { request: '10s', backendRequest: '500ms' } }),
  'timeouts zero': rule({ timeouts: { request: '0s', backendRequest: '5s' } }),
  'timeouts crossed': rule({ timeouts: { request: '1s', backendRequest: '2s' } }),
  'timeouts bad': rule({ timeouts: { request: '1.5s', backendRequest: '5 minutes' } }),
  'timeouts long': rule({ timeouts: { request: '123456s' } }),
};

export const HTTP_ROUTES: KindCases = {
  kind: 'HTTPRoute',
  plural: 'httproutes',
  versions: ['v1', 'v1beta1'],
  base: { parentRefs: [{ name: 'gateway' }] },
  cases: HTTP,
  statuses: ROUTE_STATUSES,
};

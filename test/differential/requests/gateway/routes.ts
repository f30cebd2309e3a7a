import { HOSTNAME_CASES, type KindCases, PARENT_CASES, ROUTE_STATUSES } from './cases.ts';

type Named = Readonly<Record<string, object>>;

const rule = (fields: object): object => ({ rules: [fields] });
const filter = (fields: object): object => rule({ filters: [fields], backendRefs: [{ name: 's', port: 80 }] });
const backend = (fields: object): object => rule({ backendRefs: [{ name: 's', port: 80, ...fields }] });
const prefix = (value: string): object => ({ path: { type: 'PathPrefix', value } });

const BACKEND_CASES: Named = {
  'backend weights': rule({
    backendRefs: [
      { name: 'a', port: 80, weight: 0 },
      { name: 'b', port: 80, weight: 1000000 },
    ],
  }),
  'backend other kind': backend({ group: 'example.com', kind: 'Thing', port: undefined }),
  'backend other namespace': backend({ namespace: 'other' }),
  'backend without port': backend({ port: undefined }),
  'backend bad numbers': backend({ port: 70000, weight: -1 }),
  'backend weight large': backend({ weight: 1000001 }),
  'backend bad names': backend({ name: '', namespace: 'A_', kind: '', group: '.x' }),
  'backends many': rule({ backendRefs: Array.from({ length: 17 }, (_, index) => ({ name: `b${index}`, port: 80 })) }),
  'backend text port': backend({ port: '80' }),
};

const HEADER_FILTERS: Named = {
  'headers changed': rule({
    filters: [
      {
        type: 'RequestHeaderModifier',
        requestHeaderModifier: { set: [{ name: 'A', value: '1' }], add: [{ name: 'b', value: '2' }], remove: ['c'] },
      },
      { type: 'ResponseHeaderModifier', responseHeaderModifier: { add: [{ name: 'x', value: 'y' }] } },
    ],
  }),
  'header twice': filter({
    type: 'RequestHeaderModifier',
    requestHeaderModifier: {
      set: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
    },
  }),
  'header removed twice': filter({ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['a', 'a'] } }),
  'header bad': filter({
    type: 'RequestHeaderModifier',
    requestHeaderModifier: { set: [{ name: 'a b', value: '' }], add: [{ name: '', value: 'x' }] },
  }),
  'header without value': filter({ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'a' }] } }),
  'modifier missing': filter({ type: 'RequestHeaderModifier' }),
  'modifier of response missing': filter({ type: 'ResponseHeaderModifier' }),
  'modifier with wrong type': filter({
    type: 'ResponseHeaderModifier',
    requestHeaderModifier: {},
    responseHeaderModifier: {},
  }),
  'modifier twice': rule({ filters: [1, 2].map(() => ({ type: 'RequestHeaderModifier', requestHeaderModifier: {} })) }),
  'modifier of response twice': rule({
    filters: [1, 2].map(() => ({ type: 'ResponseHeaderModifier', responseHeaderModifier: {} })),
  }),
  mirror: filter({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'm', port: 80 } } }),
  'mirrors by part': rule({
    filters: [
      { type: 'RequestMirror', requestMirror: { backendRef: { name: 'm', port: 80 }, percent: 50 } },
      { type: 'RequestMirror', requestMirror: { backendRef: { name: 'n', port: 80 }, fraction: { numerator: 1 } } },
    ],
  }),
  'mirror missing': filter({ type: 'RequestMirror' }),
  'mirror without backend': filter({ type: 'RequestMirror', requestMirror: {} }),
  'mirror without port': filter({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'm' } } }),
  'mirror percent and fraction': filter({
    type: 'RequestMirror',
    requestMirror: { backendRef: { name: 'm', port: 80 }, percent: 5, fraction: { numerator: 1, denominator: 5 } },
  }),
  'mirror fraction large': filter({
    type: 'RequestMirror',
    requestMirror: { backendRef: { name: 'm', port: 80 }, fraction: { numerator: 6, denominator: 5 } },
  }),
  'mirror numbers bad': filter({
    type: 'RequestMirror',
    requestMirror: { backendRef: { name: 'm', port: 80 }, percent: 101, fraction: { numerator: -1, denominator: 0 } },
  }),
  extension: filter({ type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Thing', name: 'x' } }),
  'extension missing': filter({ type: 'ExtensionRef' }),
  'extension empty': filter({ type: 'ExtensionRef', extensionRef: {} }),
  'filter unknown': filter({ type: 'Unheard' }),
  'filter without type': filter({ requestHeaderModifier: {} }),
  'filters many': rule({
    filters: Array.from({ length: 17 }, () => ({
      type: 'RequestMirror',
      requestMirror: { backendRef: { name: 'm', port: 80 } },
    })),
  }),
  'filter of backend': backend({
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'a', value: 'b' }] } }],
  }),
  'filter of backend wrong': backend({ filters: [{ type: 'RequestMirror', requestHeaderModifier: {} }] }),
  'rule name': rule({ name: 'first' }),
  'rule name bad': rule({ name: 'First!' }),
  'rule names twice': { rules: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
};

const redirect = (fields: object, more: object = {}): object =>
  rule({ filters: [{ type: 'RequestRedirect', requestRedirect: fields }], ...more });
const rewrite = (fields: object, more: object = {}): object =>
  rule({ filters: [{ type: 'URLRewrite', urlRewrite: fields }], backendRefs: [{ name: 's', port: 80 }], ...more });
const cors = (fields: object): object => filter({ type: 'CORS', cors: fields });
const path = (type: string | undefined, value: string | undefined): object =>
  rule({ matches: [{ path: { ...(type && { type }), ...(value !== undefined && { value }) } }] });
const match = (fields: object): object => rule({ matches: [fields] });

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

const GRPC: Named = {
  ...HOSTNAME_CASES,
  ...PARENT_CASES,
  ...BACKEND_CASES,
  ...HEADER_FILTERS,
  'rules none': { rules: [] },
  method: match({ method: { service: 'example.Service', method: 'Call' } }),
  'method service only': match({ method: { service: 'Example.service_2' } }),
  'method type only': match({ method: { type: 'Exact' } }),
  'method empty': match({ method: {} }),
  'method expression': match({ method: { type: 'RegularExpression', service: '.*', method: '[a-z]+' } }),
  'method bad': match({ method: { service: '1.x/', method: 'a-b' } }),
  'method type unknown': match({ method: { type: 'Prefix', service: 'a' } }),
  headers: match({ headers: [{ name: 'a', value: '1' }] }),
  'headers twice': match({
    headers: [
      { name: 'a', value: '1' },
      { name: 'a', value: '1' },
    ],
  }),
  'matches of all rules many': {
    rules: [1, 2, 3].map(() => ({ matches: Array.from({ length: 50 }, () => ({ method: { service: 'a' } })) })),
  },
};

const STREAM: Named = {
  ...PARENT_CASES,
  ...BACKEND_CASES,
  'rules none': { rules: [] },
  'rules two': { rules: [1, 2].map(() => ({ backendRefs: [{ name: 's', port: 80 }] })) },
  'rule empty': rule({}),
  'backends none': rule({ backendRefs: [] }),
  'rule name': rule({ name: 'a', backendRefs: [{ name: 's', port: 80 }] }),
};

const TLS: Named = {
  ...STREAM,
  ...HOSTNAME_CASES,
  'hostnames none': { hostnames: [] },
  'hostnames address': { hostnames: ['10.0.0.1', '::1'] },
  'hostnames wild': { hostnames: ['*.example.com', '*', 'a.*.com'] },
};

const streamBase = { rules: [{ backendRefs: [{ name: 's', port: 80 }] }] };

export const HTTP_ROUTES: KindCases = {
  kind: 'HTTPRoute',
  plural: 'httproutes',
  versions: ['v1', 'v1beta1'],
  base: { parentRefs: [{ name: 'gateway' }] },
  cases: HTTP,
  statuses: ROUTE_STATUSES,
};
export const GRPC_ROUTES: KindCases = {
  kind: 'GRPCRoute',
  plural: 'grpcroutes',
  versions: ['v1'],
  base: { parentRefs: [{ name: 'gateway' }] },
  cases: GRPC,
  statuses: ROUTE_STATUSES,
};
export const TLS_ROUTES: KindCases = {
  kind: 'TLSRoute',
  plural: 'tlsroutes',
  versions: ['v1'],
  base: { ...streamBase, hostnames: ['example.com'] },
  cases: TLS,
  statuses: ROUTE_STATUSES,
};
export const TCP_ROUTES: KindCases = {
  kind: 'TCPRoute',
  plural: 'tcproutes',
  versions: ['v1'],
  base: streamBase,
  cases: STREAM,
  statuses: ROUTE_STATUSES,
};
export const UDP_ROUTES: KindCases = {
  kind: 'UDPRoute',
  plural: 'udproutes',
  versions: ['v1'],
  base: streamBase,
  cases: STREAM,
  statuses: ROUTE_STATUSES,
};

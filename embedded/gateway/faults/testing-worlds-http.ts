import type { CorsFilter, HttpRouteRule, PathModifier, RequestRedirect, RouteFilter } from '../model/http-route.ts';
import type { StoredObject } from '../model/meta.ts';
import type { SessionPersistence } from '../model/session.ts';
import { buildBackend, buildRoute, buildRule } from '../testing.ts';

const redirect = (requestRedirect: RequestRedirect): RouteFilter => ({ type: 'RequestRedirect', requestRedirect });
const fullPath: PathModifier = { type: 'ReplaceFullPath', replaceFullPath: '/full' };
const prefix = (replacePrefixMatch: string): PathModifier => ({ type: 'ReplacePrefixMatch', replacePrefixMatch });
const rewrite = (urlRewrite: RouteFilter['urlRewrite']): RouteFilter => ({
  type: 'URLRewrite',
  ...(urlRewrite ? { urlRewrite } : {}),
});
const mirror = (more: object = {}, name = 'v2'): RouteFilter => ({
  type: 'RequestMirror',
  requestMirror: { backendRef: { name, port: 8080 }, ...more },
});
const cors = (filter: CorsFilter): RouteFilter => ({ type: 'CORS', cors: filter });
const redirected = (path: string, requestRedirect: RequestRedirect): HttpRouteRule =>
  buildRule(`/redirect/${path}`, 'v1', { backendRefs: [], filters: [redirect(requestRedirect)] });
const filtered = (path: string, ...filters: RouteFilter[]): HttpRouteRule => buildRule(path, 'v1', { filters });

const kept = (path: string, sessionPersistence: SessionPersistence): HttpRouteRule =>
  buildRule(`/session/${path}`, 'v1', {
    backendRefs: ['v1', 'v2'].map((name) => ({ name, port: 8080 })),
    sessionPersistence,
  });

const backendFilters: RouteFilter[] = [
  {
    type: 'RequestHeaderModifier',
    requestHeaderModifier: { set: [{ name: 'X-Set', value: 'backend' }], remove: ['X-Old'] },
  },
  { type: 'ResponseHeaderModifier', responseHeaderModifier: { add: [{ name: 'X-Added', value: 'backend' }] } },
  rewrite({ hostname: 'backend.org', path: fullPath }),
];

const expression = { type: 'RegularExpression' };
const rules: HttpRouteRule[] = [
  {
    matches: [{ path: { value: '/query' }, queryParams: [{ name: 'animal', value: 'whale' }] }],
    backendRefs: [{ name: 'v1', port: 8080 }],
  },
  {
    matches: [
      {
        path: { value: '/query' },
        queryParams: [
          { name: 'animal', value: 'whale' },
          { name: 'color', value: 'blue' },
        ],
      },
    ],
    backendRefs: [{ name: 'v2', port: 8080 }],
  },
  { matches: [{ path: { value: '/method' }, method: 'POST' }], backendRefs: [{ name: 'v1', port: 8080 }] },
  {
    matches: [{ path: { value: '/method' }, headers: [{ name: 'version', value: 'one' }] }],
    backendRefs: [{ name: 'v2', port: 8080 }],
  },
  {
    matches: [{ path: { ...expression, value: '/expr/[0-9]+' } }],
    backendRefs: [{ name: 'v1', port: 8080 }],
  },
  {
    matches: [{ headers: [{ ...expression, name: 'version', value: 'v[0-9]+' }] }],
    backendRefs: [{ name: 'v1', port: 8080 }],
  },
  {
    matches: [{ queryParams: [{ ...expression, name: 'id', value: '[0-9]+' }] }],
    backendRefs: [{ name: 'v2', port: 8080 }],
  },
  redirected('scheme', { scheme: 'https' }),
  redirected('port', { port: 8083 }),
  redirected('scheme-port', { scheme: 'https', port: 8443 }),
  redirected('full', { path: fullPath }),
  redirected('prefix', { path: prefix('/new/') }),
  ...[303, 307, 308].map((statusCode) => redirected(String(statusCode), { statusCode })),
  filtered('/rewrite/full', rewrite({ path: fullPath })),
  filtered('/rewrite/prefix', rewrite({ path: prefix('/new/') })),
  filtered('/rewrite/root', rewrite({ path: prefix('/') })),
  filtered('/rewrite/host', rewrite({ hostname: 'rewritten.org' })),
  buildRule('/backend', 'v1', { backendRefs: [{ name: 'v1', port: 8080, filters: backendFilters }] }),
  filtered('/mirror', mirror(), mirror({}, 'v3')),
  filtered('/mirror/some', mirror({ percent: 40 })),
  filtered('/mirror/fraction', mirror({ fraction: { numerator: 1, denominator: 4 } })),
  buildRule('/timeouts', 'v1', { timeouts: { request: '2s', backendRequest: '500ms' }, retry: { codes: [503] } }),
  buildRule('/h2c', 'h2c'),
  kept('cookie', { cookie: { name: 'c' } }),
  kept('permanent', { absoluteTimeout: '100s', cookie: { name: 'c', lifetimeType: 'Permanent' } }),
  kept('header', { type: 'Header', header: { name: 'x-c' } }),
  filtered(
    '/cors',
    cors({
      allowOrigins: ['https://a.example', 'https://*.wild.example'],
      allowMethods: ['GET', 'PUT'],
      allowHeaders: ['x-a', 'x-b'],
      exposeHeaders: ['x-c', 'x-d'],
      maxAge: 60,
    }),
  ),
  filtered('/cors/all', cors({ allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'], exposeHeaders: ['*'] })),
  filtered(
    '/cors/credentials',
    cors({
      allowOrigins: ['*'],
      allowMethods: ['*'],
      allowHeaders: ['*'],
      exposeHeaders: ['*'],
      allowCredentials: true,
    }),
  ),
];

/** A route that uses every extended part of HTTPRoute. */
export function buildExtendedHttpWorld(): StoredObject[] {
  const [service, slice] = buildBackend('h2c', '127.64.0.12');
  const ports = [{ name: 'web', port: 8080, appProtocol: 'kubernetes.io/h2c' }];
  return [
    { ...service, spec: { ports } } as unknown as StoredObject,
    slice as StoredObject,
    buildRoute('more', { hostnames: ['more.org'], rules }),
    buildRoute('missing-mirror', { hostnames: ['missing.org'], rules: [filtered('/', mirror({}, 'missing'))] }),
    buildRoute('by-port', { parentRefs: [{ name: 'gw', port: 80 }], hostnames: ['port.org'] }),
    buildRoute('by-other-port', {
      parentRefs: [{ name: 'gw', sectionName: 'http', port: 1 }],
      hostnames: ['port.org'],
    }),
  ];
}

import { PassThrough } from 'node:stream';
import type { Behaviour } from '../behaviour/types.ts';
import type { Route } from '../model/route.ts';
import type { BackendTls, CompiledBackend, CompiledFilter } from '../model/served.ts';
import { buildGateway } from '../testing.ts';

/** What is made of texts that look like expressions, templates or lists. */
export function describeTexts({ matching, filters, cors, forwarding }: Behaviour): unknown {
  const request = {
    scheme: 'http',
    host: 'a.org',
    hostHeader: 'a.org',
    port: 80,
    target: '/a/b%2C/?c',
    match: { path: { value: '/a' } },
  } as const;
  const path = (value: string) => ({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: value } });
  const value = '%a% $b "c", d;  e';
  const lines = [
    ['X-A', '1'],
    ['x-a', '2'],
    ['x_b', '"'],
    ['x.c', ''],
    ['Cookie', 'a; b'],
    ['Authorization', 'x'],
    ['x-e', '1'],
    ['X-E', '2'],
    ['x-f-bin', 'AAE'],
  ] as const;
  return {
    paths: [matching.prefixPath('/a.b', '/axb'), matching.exactPath('/a.b', '/axb')],
    values: [matching.headerValue('a.b', 'axb'), matching.headerValue('a', 'a, b'), matching.queryValue('a.b', 'axb')],
    names: ['x_b', 'x.c'].map((name) => matching.headerName(name, name)),
    rewritten: filters.rewritePath(request.target, path('/$1'), request.match),
    redirected: filters.redirect({ ...path('/$1'), port: 65_535 }, request),
    changed: [
      filters.setHeader(lines, 'x-d', value),
      filters.addHeader(lines, 'x-a', value),
      filters.removeHeader(lines, 'x-a'),
    ],
    origins: ['https://xa.org', 'https://b.org.c'].map((origin) =>
      cors.allowsOrigin({ allowOrigins: ['https://*.a.org', 'https://b.org'] }, origin),
    ),
    forwarded: [forwarding.requestHeaders(lines), forwarding.responseHeaders(lines)],
    passedAsTheyCome: [forwarding.requestBody, forwarding.responseBody].map((pass) => {
      const body = new PassThrough();
      return pass(body) === body;
    }),
  };
}

/** What is made of requests on which several features meet. */
export function describeRichRequests({
  filters,
  mirrors,
  retries,
  timeouts,
  backends,
  status,
  backendTls,
  frontend,
}: Behaviour): unknown {
  const filter: CompiledFilter = { type: 'RequestHeaderModifier' };
  const upgrade = [['Upgrade', 'websocket']] as const;
  const tls: BackendTls = { policy: 'p', hostname: 'h', authorities: [], subjectAltNames: [] };
  const backend = { ref: { name: 'm' }, weight: 1, endpoints: [], protocol: 'h2c', tls } satisfies CompiledBackend;
  const invalid = { ...backend, invalid: 'missing' };
  const bundle = ['a', 'b'].map((text) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`).join('');
  const parents = ['one', 'two'].map((sectionName) => ({
    parentRef: { name: 'gw', sectionName, port: 1 },
    conditions: [],
  }));
  const route = { kind: 'HTTPRoute', metadata: { namespace: 'ns', name: 'r' }, spec: {} } as unknown as Route;
  return {
    filters: ['GET', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH'].flatMap((method) =>
      [[], upgrade].map((headers) => [
        filters.ofRequest([filter], [filter], { method, headers }),
        filters.ofResponse([filter], [filter]),
      ]),
    ),
    mirrors: mirrors.select([{ type: 'RequestMirror', backend }]),
    retried: retries.headers([['x-a', '1,2']], [], 1),
    timeouts: timeouts.request({ request: '1s500ms' }),
    shares: [
      backends.shares([{ ...backend, weight: 1_000_000 }]),
      backends.shares([backend, invalid]),
      backends.shares([backend, { ...invalid, weight: 0 }]),
    ],
    bundles: [
      backendTls.authorities({ ...tls, authorities: [bundle] }),
      frontend.authorities(buildGateway('gw'), 443, [bundle]),
    ],
    secured: (['HTTPRoute', 'GRPCRoute', 'TLSRoute'] as const).map((kind) => backendTls.secures(kind)),
    parents: status.parents(route, parents),
    counted: [status.countedAs(route), status.countedAs(route)],
    ancestors: status.ancestors([buildGateway('one'), buildGateway('two')]).length,
    moved: status.transition(
      { type: 'Accepted', status: 'False', reason: '', message: '', lastTransitionTime: 'then' },
      { type: 'Accepted', status: 'True', reason: '', message: '' },
      'now',
    ),
  };
}

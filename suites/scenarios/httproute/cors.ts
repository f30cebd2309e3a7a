import { http } from '../../../harness/scenario/define.ts';
import type { HeaderExpectations } from '../../../harness/scenario/traffic/common.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import { attached, type HttpRouteFilter, httpRoute, pathPrefix, ruleTo, scenario } from '../../kit/index.ts';

type Cors = NonNullable<HttpRouteFilter['cors']>;

const NAMED = 'https://www.example.com';
const SUBDOMAINS = 'https://*.example.net';
const STRANGER = 'https://www.example.org';

/** What is allowed, by the path of the rule. */
const FILTERS: Readonly<Record<string, Cors>> = {
  '/listed': {
    allowOrigins: [NAMED, SUBDOMAINS],
    allowMethods: ['PUT'],
    allowHeaders: ['x-asked'],
    exposeHeaders: ['x-told'],
    allowCredentials: true,
    maxAge: 3600,
  },
  '/any-method': { allowOrigins: [NAMED], allowMethods: ['*'] },
  '/any-origin': { allowOrigins: ['*'], allowMethods: ['PUT'], allowCredentials: false },
  '/anything': { allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'], allowCredentials: true },
};

/** Whether a browser may ask: answered by the Gateway, with a code that differs among implementations. */
function preflight(
  name: string,
  path: string,
  origin: string,
  headers: HeaderExpectations,
  { method = 'PUT', refused = false }: { method?: string; refused?: boolean } = {},
): HttpRow {
  const asked = {
    Origin: origin,
    'Access-Control-Request-Method': method,
    ...(FILTERS[path]?.allowHeaders ? { 'Access-Control-Request-Headers': 'x-asked' } : {}),
  };
  return {
    name: `preflight: ${name}`,
    send: { method: 'OPTIONS', path, headers: asked },
    expect: { status: refused ? [200, 204, 403] : [200, 204], response: { headers } },
  };
}

function asks(name: string, path: string, origin: string, headers: HeaderExpectations): HttpRow {
  return {
    name: `request: ${name}`,
    send: { path, headers: { Origin: origin } },
    expect: { backend: 'v1', response: { headers } },
  };
}

const ORIGIN = 'Access-Control-Allow-Origin';
const CREDENTIALS = 'Access-Control-Allow-Credentials';
const METHODS = 'Access-Control-Allow-Methods';
const HEADERS = 'Access-Control-Allow-Headers';

/** What the rule that lists everything tells of each origin that it allows. */
function listed(origin: string): HeaderExpectations {
  return {
    [ORIGIN]: origin,
    [METHODS]: 'PUT',
    [HEADERS]: 'x-asked',
    'Access-Control-Expose-Headers': 'x-told',
    'Access-Control-Max-Age': '3600',
    [CREDENTIALS]: 'true',
  };
}

export default scenario({
  id: 'HTTPRouteCORS',
  title: 'Browsers are told which origins, methods and headers a rule allows',
  requirements: [
    'httproute.filters.cors.origin',
    'httproute.filters.cors.credentials',
    'httproute.filters.cors.preflight',
  ],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteCORS'],
  since: 'v1.4',
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'shared', {
      rules: Object.entries(FILTERS).map(([path, cors]) => ({
        ...ruleTo(env, 'v1', pathPrefix(path)),
        filters: [{ type: 'CORS', cors }],
      })),
    }),
  ],
  steps: [
    ...attached('HTTPRoute/shared'),
    http([
      preflight('an origin that is listed', '/listed', NAMED, listed(NAMED)),
      preflight('an origin under a wildcard', '/listed', 'https://www.example.net', listed('https://www.example.net')),
      preflight(
        'an origin several labels under a wildcard',
        '/listed',
        'https://a.www.example.net',
        listed('https://a.www.example.net'),
      ),
      preflight('an origin that is not listed', '/listed', STRANGER, { [ORIGIN]: null }, { refused: true }),
      asks('an origin that is listed', '/listed', NAMED, { [ORIGIN]: NAMED }),
      asks('an origin under a wildcard', '/listed', 'https://www.example.net', { [ORIGIN]: 'https://www.example.net' }),
      asks('an origin that is not listed', '/listed', STRANGER, { [ORIGIN]: null }),
      {
        ...asks('an origin that is listed under another scheme', '/listed', NAMED.replace('https', 'http'), {
          [ORIGIN]: null,
        }),
        level: 'spec',
        requirements: ['httproute.filters.cors.origin'],
      },
      preflight(
        'any method, and no credentials by default',
        '/any-method',
        NAMED,
        { [ORIGIN]: NAMED, [CREDENTIALS]: null },
        { method: 'POST' },
      ),
      preflight('any origin', '/any-origin', STRANGER, { [METHODS]: 'PUT', [CREDENTIALS]: null }),
      preflight('any origin, with a port', '/any-origin', `${STRANGER}:12345`, {
        [METHODS]: 'PUT',
        [CREDENTIALS]: null,
      }),
      preflight('anything with credentials is told by name', '/anything', STRANGER, {
        [ORIGIN]: STRANGER,
        [METHODS]: 'PUT',
        [HEADERS]: 'x-asked',
        [CREDENTIALS]: 'true',
      }),
      asks('any origin with credentials is told by name', '/anything', STRANGER, {
        [ORIGIN]: STRANGER,
        [CREDENTIALS]: 'true',
      }),
      asks('no credentials where they are not allowed', '/any-origin', STRANGER, { [CREDENTIALS]: null }),
    ]),
  ],
});

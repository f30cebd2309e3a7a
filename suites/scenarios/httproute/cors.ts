import { http } from '../../../harness/scenario/define.ts';
import type { HeaderExpectations } from '../../../harness/scenario/traffic/common.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  arrives,
  attached,
  beyond,
  type HttpRouteFilter,
  httpRoute,
  pathPrefix,
  proves,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

type Cors = NonNullable<HttpRouteFilter['cors']>;

const NAMED = 'https://www.example.com';
const SUBDOMAINS = 'https://*.example.net';
const STRANGER = 'https://www.example.org';

const PORTED = 'https://www.example.com:8443';

/** Origins that a listed one, or one under a wildcard, is one edit away from. */
const NEIGHBOURS = {
  'an origin that is listed under another scheme': NAMED.replace('https', 'http'),
  'an origin that is listed with a port': `${NAMED}:8443`,
  'the bare domain of a wildcard': 'https://example.net',
  'a domain with letters before that of a wildcard': 'https://wwwexample.net',
  'a domain under which that of a wildcard stands': 'https://www.example.net.example.org',
  'a label under an origin that is listed': 'https://a.www.example.com',
  'an origin with letters behind one that is listed': `${NAMED}s`,
  'a domain under which one that is listed stands': `${NAMED}.example.org`,
} as const;

const SHOWN = ['x-told', 'x-shown', 'x-last'];

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
  '/exposing': { allowOrigins: [NAMED], allowMethods: ['PUT'], exposeHeaders: SHOWN },
  '/any-method': { allowOrigins: [NAMED], allowMethods: ['*'] },
  '/any-origin': { allowOrigins: ['*'], allowMethods: ['PUT'], allowCredentials: false, maxAge: 60 },
  '/ported': { allowOrigins: [PORTED], allowMethods: ['PUT'] },
  // What its backend answers with any code is shared, too.
  '/status': { allowOrigins: [NAMED] },
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

/** Neither the answer to a preflight nor that of a backend is shared with the origin. */
function isRefused(name: string, origin: string): HttpRow[] {
  const unshared = { [ORIGIN]: null };
  return beyond(
    ...proves(
      [
        'httproute.filters.cors.origin',
        'httproute.filters.cors.origin-returned',
        'httproute.filters.cors.origin-with-credentials',
      ],
      preflight(name, '/listed', origin, unshared, { refused: true }),
      asks(name, '/listed', origin, unshared),
    ),
  );
}

const ORIGIN = 'Access-Control-Allow-Origin';
const CREDENTIALS = 'Access-Control-Allow-Credentials';
const METHODS = 'Access-Control-Allow-Methods';
const HEADERS = 'Access-Control-Allow-Headers';
const EXPOSED = 'Access-Control-Expose-Headers';
const AGE = 'Access-Control-Max-Age';

/** What the rule that lists everything tells of each origin that it allows. */
function listed(origin: string): HeaderExpectations {
  return {
    [ORIGIN]: origin,
    [METHODS]: 'PUT',
    [HEADERS]: 'x-asked',
    [EXPOSED]: 'x-told',
    [AGE]: '3600',
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
      rules: [
        ...Object.entries(FILTERS).map(([path, cors]) => ({
          ...ruleTo(env, 'v1', pathPrefix(path)),
          filters: [{ type: 'CORS', cors }],
        })),
        ruleTo(env, 'v1', pathPrefix('/plain')),
      ],
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
      ...Object.entries(NEIGHBOURS).flatMap(([name, origin]) => isRefused(name, origin)),
      ...beyond(
        ...proves(
          [
            'httproute.filters.cors.preflight',
            'httproute.filters.cors.methods',
            'httproute.filters.cors.methods-with-credentials',
            'httproute.filters.cors.headers',
            'httproute.filters.cors.headers-with-credentials',
          ],
          arrives('OPTIONS without an origin is no preflight', { path: '/listed', method: 'OPTIONS' }, 'v1'),
          preflight('the default age, and no header where none is listed', '/any-method', NAMED, {
            [ORIGIN]: NAMED,
            [HEADERS]: null,
            [EXPOSED]: null,
            [AGE]: '5',
          }),
          preflight('an age of its own', '/any-origin', STRANGER, { [AGE]: '60', [METHODS]: 'PUT' }),
        ),
        ...proves(
          [
            'httproute.filters.cors.origin',
            'httproute.filters.cors.origin-returned',
            'httproute.filters.cors.origin-with-credentials',
            'httproute.filters.cors.preflight',
            'httproute.filters.cors.methods',
            'httproute.filters.cors.methods-with-credentials',
            'httproute.filters.cors.headers',
            'httproute.filters.cors.headers-with-credentials',
          ],
          asks('a rule without a filter shares nothing', '/plain', NAMED, { [ORIGIN]: null, [CREDENTIALS]: null }),
          arrives(
            'preflight: a rule without a filter leaves it to the backend',
            {
              method: 'OPTIONS',
              path: '/plain',
              headers: { Origin: NAMED, 'Access-Control-Request-Method': 'PUT' },
            },
            'v1',
          ),
          ...[418, 500].map(
            (status): HttpRow => ({
              name: `request: an answer of ${status} is shared, too`,
              send: { path: `/status/${status}`, headers: { Origin: NAMED } },
              expect: { status, response: { headers: { [ORIGIN]: NAMED } } },
            }),
          ),
          asks('all headers that may be read', '/exposing', NAMED, { [EXPOSED]: { anyOrder: SHOWN } }),
          asks('a listed origin is told the headers that it may read', '/listed', NAMED, {
            [ORIGIN]: NAMED,
            [EXPOSED]: 'x-told',
            [CREDENTIALS]: 'true',
          }),
          preflight('an origin with the port that is listed', '/ported', PORTED, { [ORIGIN]: PORTED }),
          preflight(
            'that origin with another port',
            '/ported',
            PORTED.replace('8443', '8444'),
            { [ORIGIN]: null },
            { refused: true },
          ),
          preflight(
            'that origin without its port',
            '/ported',
            PORTED.replace(':8443', ''),
            { [ORIGIN]: null },
            { refused: true },
          ),
        ),
      ),
      asks('an origin that is listed', '/listed', NAMED, { [ORIGIN]: NAMED }),
      asks('an origin under a wildcard', '/listed', 'https://www.example.net', { [ORIGIN]: 'https://www.example.net' }),
      asks('an origin that is not listed', '/listed', STRANGER, { [ORIGIN]: null }),
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

import { http, type ScenarioDefinition } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  arrives,
  attached,
  type CatalogueScenario,
  exactPath,
  type HttpRouteFilter,
  type HttpRouteRule,
  httpRoute,
  proves,
  type RequirementId,
  requestHeaderFilter,
  responseHeaderFilter,
  ruleTo,
  scenario,
  withHeaders,
  withQuery,
} from '../../kit/index.ts';

type Rows = readonly [HttpRow, ...HttpRow[]];

/** Something of a rule that is as large as the schema of an HTTPRoute allows. */
interface Largest {
  id: string;
  title: string;
  features?: CatalogueScenario['features'];
  requirements: readonly [RequirementId, ...RequirementId[]];
  /** To the backend v1 unless it says otherwise. */
  rules: readonly Partial<HttpRouteRule>[];
  rows: Rows;
}

const HEADERS = 16;
const QUERIES = 16;
const PATH = 1024;
const QUERY_VALUE = 1024;
const HEADER_VALUE = 4096;
const ALLOWED = 64;

const count = (to: number) => Array.from({ length: to }, (_, index) => index + 1);
const names = (what: string, to: number) => count(to).map((number) => `x-${what}-${number}`);
const entries = (what: string, to: number) => names(what, to).map((name) => ({ name, value: what }));
const values = (what: string, to: number, value: string | null) =>
  Object.fromEntries(names(what, to).map((name) => [name, value]));
/** A text of so many characters, and one of the same length that differs from it in the last one. */
const texts = (length: number) =>
  ['a', 'b'].map((last) => 'long-text'.repeat(length).slice(0, length - 1) + last) as [string, string];

const [path, otherPath] = texts(PATH - 1).map((text) => `/${text}`) as [string, string];
const [header, otherHeader] = texts(HEADER_VALUE);
const [query, otherQuery] = texts(QUERY_VALUE);
const queries = (to: number) => Object.fromEntries(count(to).map((number) => [`part-${number}`, `${number}`]));
const queryOf = (to: number) => new URLSearchParams(queries(to)).toString();
const origin = (number: number) => `https://page-${number}.example.com`;
const allowing: NonNullable<HttpRouteFilter['cors']> = {
  allowOrigins: count(ALLOWED).map(origin),
  allowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
  allowHeaders: names('asked', ALLOWED),
  exposeHeaders: names('shown', ALLOWED),
};

const asks = (number: number, told: string | null): HttpRow => ({
  name: `origin ${number}, of ${ALLOWED} that are listed`,
  send: { path: '/shared', headers: { Origin: origin(number) } },
  expect: {
    backend: 'v1',
    response: {
      headers: {
        'Access-Control-Allow-Origin': told,
        ...(told ? { 'Access-Control-Expose-Headers': { anyOrder: names('shown', ALLOWED) } } : {}),
      },
    },
  },
});

const LARGEST: readonly Largest[] = [
  {
    id: 'SpecHTTPRouteLargestHeaders',
    title: 'A filter changes as many headers as it may name, and a match or filter takes the longest values',
    requirements: [
      'httproute.filters.request-headers.set',
      'httproute.filters.request-headers.add',
      'httproute.filters.request-headers.remove',
    ],
    rules: [
      {
        matches: [exactPath('/many')],
        filters: [
          requestHeaderFilter({
            set: entries('set', HEADERS),
            add: entries('add', HEADERS),
            remove: names('remove', HEADERS),
          }),
        ],
      },
      { matches: [exactPath('/long')], filters: [requestHeaderFilter({ set: [{ name: 'x-long', value: header }] })] },
    ],
    rows: [
      arrives(
        `${HEADERS} headers set, added and removed`,
        { path: '/many', headers: { ...values('set', HEADERS, 'old'), ...values('remove', HEADERS, 'old') } as never },
        'v1',
        {
          headers: {
            ...values('set', HEADERS, 'set'),
            ...values('add', HEADERS, 'add'),
            ...values('remove', HEADERS, null),
          },
        },
      ),
      arrives(`a value of ${HEADER_VALUE} characters is set`, { path: '/long' }, 'v1', {
        headers: { 'x-long': header },
      }),
    ],
  },
  {
    id: 'SpecHTTPRouteLongestMatches',
    title: 'Paths and headers of the greatest length are matched to their last character',
    requirements: ['httproute.match.path.exact', 'httproute.match.path.prefix', 'httproute.match.headers.exact'],
    rules: [
      { matches: [exactPath(path)] },
      { matches: [{ path: { type: 'PathPrefix', value: `${path.slice(0, -4)}/end` } }] },
      { matches: [withHeaders({ 'x-long': header })] },
    ],
    rows: [
      arrives(`an exact path of ${PATH} characters`, { path }, 'v1'),
      answers('one that differs in the last character', { path: otherPath }, 404),
      arrives(`below a prefix of ${PATH} characters`, { path: `${path.slice(0, -4)}/end/page` }, 'v1'),
      answers('below a prefix that lacks the last element', { path: `${path.slice(0, -4)}/page` }, 404),
      arrives(`a header of ${HEADER_VALUE} characters`, { path: '/', headers: { 'x-long': header } }, 'v1'),
      answers('a header that differs in the last one', { path: '/', headers: { 'x-long': otherHeader } }, 404),
    ],
  },
  {
    id: 'SpecHTTPRouteLargestQuery',
    title: 'A match on as many query parameters as there may be, and on the longest value, needs all of them',
    features: ['Gateway', 'HTTPRoute', 'HTTPRouteQueryParamMatching'],
    requirements: ['httproute.match.query.all', 'httproute.match.query.exact'],
    rules: [
      { matches: [withQuery(queries(QUERIES), exactPath('/many'))] },
      { matches: [withQuery({ long: query }, exactPath('/long'))] },
    ],
    rows: [
      arrives(`all of ${QUERIES} parameters`, { path: `/many?${queryOf(QUERIES)}` }, 'v1'),
      answers('all but the last of them', { path: `/many?${queryOf(QUERIES - 1)}` }, 404),
      arrives(`a value of ${QUERY_VALUE} characters`, { path: `/long?long=${query}` }, 'v1'),
      answers('one that differs in the last character', { path: `/long?long=${otherQuery}` }, 404),
    ],
  },
  {
    id: 'SpecHTTPRouteLargestResponseHeaders',
    title: 'A filter changes as many response headers as it may name',
    features: ['Gateway', 'HTTPRoute', 'HTTPRouteResponseHeaderModification'],
    requirements: ['httproute.filters.response-headers.set', 'httproute.filters.response-headers.add'],
    rules: [
      {
        matches: [exactPath('/many')],
        filters: [responseHeaderFilter({ set: entries('set', HEADERS), add: entries('add', HEADERS) })],
      },
    ],
    rows: [
      {
        name: `${HEADERS} headers set and added`,
        send: { path: '/many' },
        expect: {
          backend: 'v1',
          response: { headers: { ...values('set', HEADERS, 'set'), ...values('add', HEADERS, 'add') } },
        },
      },
    ],
  },
  {
    id: 'SpecHTTPRouteLargestCORS',
    title: 'A CORS filter allows as many origins and headers as it may list',
    features: ['Gateway', 'HTTPRoute', 'HTTPRouteCORS'],
    requirements: [
      'httproute.filters.cors.origin',
      'httproute.filters.cors.preflight',
      'httproute.filters.cors.headers',
    ],
    rules: [{ matches: [exactPath('/shared')], filters: [{ type: 'CORS', cors: allowing }] }],
    rows: [
      asks(1, origin(1)),
      ...[9, 17, 33, ALLOWED].map((number) => asks(number, origin(number))),
      asks(ALLOWED + 1, null),
      {
        name: `preflight: the last of ${ALLOWED} origins and headers`,
        send: {
          method: 'OPTIONS',
          path: '/shared',
          headers: {
            Origin: origin(ALLOWED),
            'Access-Control-Request-Method': 'PATCH',
            'Access-Control-Request-Headers': names('asked', ALLOWED).join(','),
          },
        },
        expect: {
          status: [200, 204],
          response: {
            headers: {
              'Access-Control-Allow-Origin': origin(ALLOWED),
              'Access-Control-Allow-Headers': { anyOrder: names('asked', ALLOWED) },
            },
          },
        },
      },
    ],
  },
];

function largest({ id, title, features, requirements, rules, rows }: Largest): ScenarioDefinition {
  return scenario({
    id,
    title,
    requirements,
    features: features ?? ['Gateway', 'HTTPRoute'],
    since: 'v1.6',
    level: 'spec',
    backends: { v1: {} },
    resources: (env) => [
      httpRoute(env, 'largest', { rules: rules.map((rule) => ({ ...ruleTo(env, 'v1'), ...rule })) }),
    ],
    steps: [...attached('HTTPRoute/largest'), http(proves(requirements, ...rows) as unknown as [HttpRow])],
  });
}

export default LARGEST.map(largest);

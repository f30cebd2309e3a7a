import {
  answers,
  arrives,
  type HttpRouteMatch,
  httpRoute,
  pathPrefix,
  ruleTo,
  scenario,
  whereTaken,
} from '../../kit/index.ts';

// Means the same in every dialect, whether or not it must match the whole: what it says nothing about is left out.
const DIGITS = 'v[0-9][0-9]*';

/** A route for each part of a request, since an implementation may take some of them only. */
const MATCHES: Readonly<Record<'path' | 'header' | 'query', HttpRouteMatch>> = {
  path: { path: { type: 'RegularExpression', value: `/${DIGITS}/items` } },
  header: { ...pathPrefix('/'), headers: [{ type: 'RegularExpression', name: 'edition', value: DIGITS }] },
  query: { ...pathPrefix('/'), queryParams: [{ type: 'RegularExpression', name: 'edition', value: DIGITS }] },
};

const header = (edition: string) => ({ headers: { edition } });
const query = (edition: string) => ({ path: `/?edition=${encodeURIComponent(edition)}` });

export default scenario({
  id: 'SpecHTTPRouteRegularExpressions',
  title: 'Where routes with regular expressions are taken, requests are matched by them',
  requirements: ['httproute.match.regular-expression'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {} },
  resources: (env) =>
    Object.entries(MATCHES).map(([part, match]) =>
      httpRoute(env, part, { hostnames: [env.host(part)], rules: [ruleTo(env, 'v1', match)] }),
    ),
  steps: (env) => {
    const [path, headers, params] = [env.host('path'), env.host('header'), env.host('query')];
    return [
      ...whereTaken(
        'HTTPRoute/path',
        'http',
        arrives('a path with one digit', { host: path, path: '/v1/items' }, 'v1'),
        arrives('a path with several digits', { host: path, path: '/v2026/items' }, 'v1'),
        arrives('a path with a query', { host: path, path: '/v7/items?page=x' }, 'v1'),
        answers('a path without a digit', { host: path, path: '/vx/items' }, 404),
        answers('a path in another letter case', { host: path, path: '/V1/items' }, 404),
        answers('a path whose query has what the expression asks for', { host: path, path: '/?at=/v1/items' }, 404),
      ),
      ...whereTaken(
        'HTTPRoute/header',
        'http',
        arrives('a header value with one digit', { host: headers, ...header('v1') }, 'v1'),
        arrives('a header value with several digits', { host: headers, ...header('v2026') }, 'v1'),
        answers('a header value without a digit', { host: headers, ...header('vx') }, 404),
        answers('no such header', { host: headers }, 404),
        answers('another header with such a value', { host: headers, headers: { editions: 'v1' } }, 404),
      ),
      ...whereTaken(
        'HTTPRoute/query',
        'http',
        arrives('a parameter with one digit', { host: params, ...query('v1') }, 'v1'),
        arrives('a parameter with several digits', { host: params, ...query('v2026') }, 'v1'),
        answers('a parameter without a digit', { host: params, ...query('vx') }, 404),
        answers('another parameter with such a value', { host: params, path: '/?editions=v1' }, 404),
      ),
    ];
  },
});

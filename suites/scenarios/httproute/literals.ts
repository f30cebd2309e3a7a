import { http, type ScenarioDefinition } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  arrives,
  attached,
  type CatalogueScenario,
  exactPath,
  FRONT,
  frontGateway,
  type HttpRouteRule,
  httpRoute,
  ownParent,
  pathPrefix,
  proves,
  type RequirementId,
  redirectFilter,
  redirects,
  replacePath,
  replacePrefix,
  requestHeaderFilter,
  rewriteFilter,
  ruleTo,
  scenario,
  withHeaders,
  withQuery,
} from '../../kit/index.ts';

/** Texts that mean what they say, each with another one that it would take in if it were an expression or a list. */
type Pairs = readonly (readonly [text: string, other: string])[];

const PATHS: Pairs = [
  ['/v1.0', '/v1x0'],
  ['/a+b', '/aab'],
  ['/a*b', '/aaab'],
  ['/(one)', '/one'],
  ['/one$', '/one'],
];
const HEADERS: Pairs = [
  ['v1.0', 'v1x0'],
  ['a+', 'aa'],
  ['(one)', 'one'],
  ['^one$', 'one'],
  ['one|two', 'two'],
  ['[ab]', 'a'],
  ['*', 'anything'],
  ['\\d', '1'],
  ['one, two', 'two'],
  ['"quoted"', 'quoted'],
];
const QUERIES: Pairs = [
  ['v1.0', 'v1x0'],
  ['a*', 'aa'],
  ['(one)', 'one'],
  ['one$', 'one'],
  ['*', 'anything'],
];
/** Names that are valid though data planes are known to lose them. */
const NAMES = ['x_under_score', 'x.dotted', 'x_'];
/** Without escaped characters: whether a path to become is told in its escaped form is not said. */
const TEMPLATE = '/cost$1$&/a+c';

interface Literal {
  id: string;
  title: string;
  features?: CatalogueScenario['features'];
  requirements: readonly [RequirementId, ...RequirementId[]];
  /** To the backend v1 unless they redirect. */
  rules: readonly HttpRouteRule[];
  rows: readonly HttpRow[];
}

const LITERALS: readonly Literal[] = [
  {
    id: 'SpecHTTPRouteLiteralPaths',
    title: 'An exact path and a prefix are no expressions',
    requirements: ['httproute.match.path.exact', 'httproute.match.path.prefix'],
    rules: [
      { matches: PATHS.map(([path]) => exactPath(path)) },
      { matches: PATHS.map(([path]) => pathPrefix(`/below${path}`)) },
    ],
    rows: PATHS.flatMap(([path, other]) => [
      arrives(`exact ${path}`, { path }, 'v1'),
      answers(`exact ${path} does not take ${other}`, { path: other }, 404),
      arrives(`prefix ${path}`, { path: `/below${path}/page` }, 'v1'),
      answers(`prefix ${path} does not take ${other}`, { path: `/below${other}/page` }, 404),
    ]),
  },
  {
    id: 'SpecHTTPRouteLiteralHeaders',
    title: 'An exact value of a header is no expression and no list',
    requirements: ['httproute.match.headers.exact'],
    rules: [{ matches: HEADERS.map(([value]) => withHeaders({ 'x-mark': value })) }],
    rows: HEADERS.flatMap(([value, other]) => [
      // Without a path in the match any path will do.
      arrives(`the value ${value}`, { path: '/any/page', headers: { 'x-mark': value } }, 'v1'),
      answers(`the value ${value} does not take ${other}`, { headers: { 'x-mark': other } }, 404),
    ]),
  },
  {
    // Apart from all else: some data planes drop or refuse such names unless they are told otherwise.
    id: 'SpecHTTPRouteLiteralHeaderNames',
    title: 'The name of a header that a rule matches, sets or removes may have every character of a token',
    requirements: [
      'httproute.match.headers.exact',
      'httproute.filters.request-headers.set',
      'httproute.filters.request-headers.remove',
    ],
    rules: [
      {
        matches: NAMES.map((name) => withHeaders({ [name]: 'there' })),
        filters: [
          requestHeaderFilter({
            set: NAMES.map((name) => ({ name: `${name}set`, value: name })),
            remove: NAMES.map((name) => `${name}gone`),
          }),
        ],
      },
    ],
    rows: NAMES.map((name) =>
      arrives(`a header of the name ${name}`, { headers: { [name]: 'there', [`${name}gone`]: 'sent' } }, 'v1', {
        headers: Object.fromEntries(
          NAMES.flatMap((each) => [
            [`${each}set`, each],
            [`${each}gone`, null],
          ]),
        ),
      }),
    ),
  },
  {
    id: 'SpecHTTPRouteLiteralQuery',
    title: 'An exact value of a query parameter is no expression',
    features: ['Gateway', 'HTTPRoute', 'HTTPRouteQueryParamMatching'],
    requirements: ['httproute.match.query.exact'],
    rules: [{ matches: QUERIES.map(([mark]) => withQuery({ mark })) }],
    rows: QUERIES.flatMap(([value, other]) => [
      arrives(`the value ${value}`, { path: `/?mark=${value}` }, 'v1'),
      answers(`the value ${value} does not take ${other}`, { path: `/?mark=${other}` }, 404),
    ]),
  },
  {
    id: 'SpecHTTPRouteLiteralRewrites',
    title: 'A path to rewrite to is no template, and what stands behind the prefix is kept as it was sent',
    features: ['Gateway', 'HTTPRoute', 'HTTPRoutePathRewrite'],
    requirements: ['httproute.filters.rewrite.path.full', 'httproute.filters.rewrite.path.prefix'],
    rules: [
      { matches: [pathPrefix('/full')], filters: [rewriteFilter({ path: replacePath(TEMPLATE) })] },
      { matches: [pathPrefix('/prefix')], filters: [rewriteFilter({ path: replacePrefix(TEMPLATE) })] },
      { matches: [pathPrefix('/v1.0')], filters: [rewriteFilter({ path: replacePrefix('/new') })] },
    ],
    rows: [
      arrives(`the whole path becomes ${TEMPLATE}`, { path: '/full/page' }, 'v1', { path: TEMPLATE }),
      ...['/page', '/a%20b/c', '/page/', '/a/b+c$1', '?q=$1&r=a%20b'].map((rest) =>
        arrives(`the prefix becomes ${TEMPLATE}, before ${rest}`, { path: `/prefix${rest}` }, 'v1', {
          path: `${TEMPLATE}${rest}`,
        }),
      ),
      arrives('a prefix with a dot', { path: '/v1.0/v1x0/v1.0' }, 'v1', { path: '/new/v1x0/v1.0' }),
    ],
  },
  {
    id: 'SpecHTTPRouteLiteralRedirects',
    title: 'A path to redirect to is no template, and what stands behind the prefix is kept as it was sent',
    features: ['Gateway', 'HTTPRoute', 'HTTPRoutePathRedirect'],
    requirements: ['httproute.filters.redirect.path.full', 'httproute.filters.redirect.path.prefix'],
    rules: [
      {
        matches: [pathPrefix('/full')],
        filters: [redirectFilter({ path: replacePath(TEMPLATE) })],
      },
      {
        matches: [pathPrefix('/prefix')],
        filters: [redirectFilter({ path: replacePrefix(TEMPLATE) })],
      },
    ],
    rows: [
      redirects(`to ${TEMPLATE}`, { path: '/full/page' }, { status: 302, path: TEMPLATE }),
      ...['/page', '/a%20b/c', '/page/', '/a/b+c$1'].map((rest) =>
        redirects(
          `the prefix becomes ${TEMPLATE}, before ${rest}`,
          { path: `/prefix${rest}` },
          { status: 302, path: `${TEMPLATE}${rest}` },
        ),
      ),
    ],
  },
];

/** Redirects are the Gateway's own answers. */
function leadsNowhere({ filters = [] }: HttpRouteRule): boolean {
  return filters.some(({ type }) => type === 'RequestRedirect');
}

function literal({ id, title, features, requirements, rules, rows }: Literal): ScenarioDefinition {
  return scenario({
    id,
    title,
    requirements,
    features: features ?? ['Gateway', 'HTTPRoute'],
    since: 'v1.0',
    level: 'spec',
    // Its own: a data plane that chokes on such a text may take nothing else that is new for the same Gateway.
    gateways: [],
    backends: rules.every(leadsNowhere) ? {} : { v1: {} },
    resources: (env) => [
      frontGateway(env),
      httpRoute(env, 'literal', {
        parents: [ownParent(env, 'front')],
        rules: rules.map((rule) => ({ ...(leadsNowhere(rule) ? {} : ruleTo(env, 'v1')), ...rule })),
      }),
    ],
    steps: [...attached('HTTPRoute/literal'), http(proves(requirements, ...(rows as [HttpRow])), FRONT)],
  });
}

export default LITERALS.map(literal);

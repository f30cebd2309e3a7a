import { http, patch, type ScenarioDefinition } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  arrives,
  attached,
  backendRef,
  type CatalogueScenario,
  copied,
  failing,
  type HttpRouteMatch,
  type HttpRouteRule,
  httpRoute,
  mirrorFilter,
  pathPrefix,
  proves,
  type RequirementId,
  redirectFilter,
  redirects,
  replacePath,
  responseHeaderFilter,
  rewriteFilter,
  scenario,
  withMethod,
  withQuery,
} from '../../kit/index.ts';

/** A rule in two states: with something that an implementation may claim, and without it or with another value. */
interface Change {
  id: string;
  what: string;
  /** What of a release it needs. */
  feature: CatalogueScenario['features'][number];
  since?: CatalogueScenario['since'];
  requirements: readonly [RequirementId, ...RequirementId[]];
  match?: HttpRouteMatch;
  /** Default: v1. */
  backends?: readonly string[];
  /** Of the rule, beside its match and its backend. */
  states(env: ScenarioEnv): readonly [Partial<HttpRouteRule>, Partial<HttpRouteRule>];
  /** What requests become in either state. */
  rows(env: ScenarioEnv): readonly [readonly [HttpRow, ...HttpRow[]], readonly [HttpRow, ...HttpRow[]]];
}

const LATE = { path: '/changing?delay=4s' };
const SLOW = { path: '/changing?delay=1s' };
const ORIGINS = ['https://one.example.com', 'https://two.example.com'] as const;

function asks(origin: string, told: string | null): HttpRow {
  return {
    name: `a page of ${origin} ${told ? 'may' : 'may not'} read`,
    send: { path: '/changing', headers: { Origin: origin } },
    expect: { backend: 'v1', response: { headers: { 'Access-Control-Allow-Origin': told } } },
  };
}

function copyTo(to: string): HttpRow {
  return copied(arrives(`a copy goes to ${to}`, { path: '/changing' }, 'v1'), [to]);
}

const CHANGES: readonly Change[] = [
  {
    id: 'SpecHTTPRouteTimeoutChanges',
    what: 'timeout',
    feature: 'HTTPRouteRequestTimeout',
    requirements: ['httproute.timeouts.request'],
    states: () => [{ timeouts: { request: '500ms' } }, { timeouts: { request: '10s' } }],
    rows: () => [
      [answers('an answer later than the timeout', LATE, 504)],
      [arrives('an answer within the longer timeout', SLOW, 'v1')],
    ],
  },
  {
    id: 'SpecHTTPRouteRetryChanges',
    what: 'list of retried codes',
    feature: 'HTTPRouteRetryCodes',
    since: 'v1.6',
    requirements: ['httproute.retry.codes', 'httproute.retry.attempts'],
    match: pathPrefix('/retry/changing'),
    states: () => [{ retry: { codes: [500], attempts: 1 } }, { retry: { codes: [503], attempts: 1 } }],
    rows: () => [
      [
        arrives('500 is tried again', failing('changing', { first: 1, code: 500 }), 'v1'),
        answers('503 is not', failing('changing', { first: 1, code: 503 }), 503),
      ],
      [
        arrives('503 is tried again', failing('changing', { first: 1, code: 503 }), 'v1'),
        answers('500 is not', failing('changing', { first: 1, code: 500 }), 500),
      ],
    ],
  },
  {
    id: 'SpecHTTPRouteCORSChanges',
    what: 'list of allowed origins',
    feature: 'HTTPRouteCORS',
    requirements: ['httproute.filters.cors.origin'],
    states: () => [
      { filters: [{ type: 'CORS', cors: { allowOrigins: [ORIGINS[0]] } }] },
      { filters: [{ type: 'CORS', cors: { allowOrigins: [ORIGINS[1]] } }] },
    ],
    rows: () => [
      [asks(ORIGINS[0], ORIGINS[0]), asks(ORIGINS[1], null)],
      [asks(ORIGINS[1], ORIGINS[1]), asks(ORIGINS[0], null)],
    ],
  },
  {
    id: 'SpecHTTPRouteMirrorChanges',
    what: 'mirror',
    feature: 'HTTPRouteRequestMirror',
    backends: ['v1', 'v2', 'v3'],
    requirements: ['httproute.filters.mirror'],
    states: (env) => [{ filters: [mirrorFilter(env, 'v2')] }, { filters: [mirrorFilter(env, 'v3')] }],
    rows: () => [[copyTo('v2')], [copyTo('v3')]],
  },
  {
    id: 'SpecHTTPRouteRewriteChanges',
    what: 'rewritten path',
    feature: 'HTTPRoutePathRewrite',
    requirements: ['httproute.filters.rewrite.path.full'],
    states: () => [{ filters: [rewriteFilter({ path: replacePath('/one') })] }, { filters: [] }],
    rows: () => [
      [arrives('the path of the filter', { path: '/changing/page' }, 'v1', { path: '/one' })],
      [arrives('the path as it was sent', { path: '/changing/page' }, 'v1')],
    ],
  },
  {
    id: 'SpecHTTPRouteRedirectPathChanges',
    what: 'redirected path',
    feature: 'HTTPRoutePathRedirect',
    backends: [],
    requirements: ['httproute.filters.redirect.path.full'],
    states: () => [
      { filters: [redirectFilter({ path: replacePath('/one') })] },
      { filters: [redirectFilter({ path: replacePath('/two') })] },
    ],
    rows: () => [
      [redirects('to the first path', { path: '/changing' }, { status: 302, path: '/one' })],
      [redirects('to the second path', { path: '/changing' }, { status: 302, path: '/two' })],
    ],
  },
  {
    id: 'SpecHTTPRouteResponseHeaderChanges',
    what: 'response header',
    feature: 'HTTPRouteResponseHeaderModification',
    requirements: ['httproute.filters.response-headers.set'],
    states: () => [
      { filters: [responseHeaderFilter({ set: [{ name: 'X-Told', value: 'one' }] })] },
      { filters: [responseHeaderFilter({ set: [{ name: 'X-Told', value: 'two' }] })] },
    ],
    rows: () => [[told('one')], [told('two')]],
  },
  {
    id: 'SpecHTTPRouteMethodChanges',
    what: 'matched method',
    feature: 'HTTPRouteMethodMatching',
    requirements: ['httproute.match.method'],
    states: () => [
      { matches: [withMethod('PUT', pathPrefix('/changing'))] },
      { matches: [withMethod('DELETE', pathPrefix('/changing'))] },
    ],
    rows: () => {
      const send = (method: string) => ({ method, path: '/changing' });
      return [
        [arrives('PUT is matched', send('PUT'), 'v1'), answers('DELETE is not', send('DELETE'), 404)],
        [arrives('DELETE is matched', send('DELETE'), 'v1'), answers('PUT is not', send('PUT'), 404)],
      ];
    },
  },
  {
    id: 'SpecHTTPRouteQueryParamChanges',
    what: 'matched query parameter',
    feature: 'HTTPRouteQueryParamMatching',
    requirements: ['httproute.match.query.exact'],
    states: () => [
      { matches: [withQuery({ fruit: 'plum' }, pathPrefix('/changing'))] },
      { matches: [withQuery({ fruit: 'pear' }, pathPrefix('/changing'))] },
    ],
    rows: () => {
      const [plum, pear] = [{ path: '/changing?fruit=plum' }, { path: '/changing?fruit=pear' }];
      return [
        [arrives('plum is matched', plum, 'v1'), answers('pear is not', pear, 404)],
        [arrives('pear is matched', pear, 'v1'), answers('plum is not', plum, 404)],
      ];
    },
  },
];

function told(value: string): HttpRow {
  return {
    name: `the value ${value}`,
    send: { path: '/changing' },
    expect: { backend: 'v1', response: { headers: { 'X-Told': value } } },
  };
}

function ruleOf(
  env: ScenarioEnv,
  { match = pathPrefix('/changing'), backends = ['v1'] }: Change,
  state: Partial<HttpRouteRule>,
) {
  const backendRefs = backends.length > 0 ? [backendRef(env, 'v1')] : [];
  return { matches: [match], backendRefs, ...state };
}

/** What the rule says must be served now, then what it says after an edit, then again what it said first. */
function changing(change: Change): ScenarioDefinition {
  const { id, what, feature, since = 'v1.0', requirements, backends = ['v1'] } = change;
  return scenario({
    id,
    title: `The ${what} of a rule is what the route names now: changed, and changed back`,
    requirements: [...requirements, 'route.status.observed-generation'],
    features: ['Gateway', 'HTTPRoute', feature],
    since,
    level: 'spec',
    backends: Object.fromEntries(backends.map((label) => [label, {}])),
    resources: (env) => [httpRoute(env, 'changing', { rules: [ruleOf(env, change, change.states(env)[0])] })],
    steps: (env) => {
      const [first, second] = change.states(env);
      const [before, after] = change.rows(env);
      const edit = (how: string, state: Partial<HttpRouteRule>) =>
        patch(how, 'HTTPRoute/changing', { spec: { rules: [ruleOf(env, change, state)] } });
      const served = (rows: readonly [HttpRow, ...HttpRow[]]) => http(proves(requirements, ...rows) as [HttpRow]);
      return [
        ...attached('HTTPRoute/changing'),
        served(before),
        edit(`the ${what} changes`, second),
        ...attached('HTTPRoute/changing'),
        served(after),
        edit(`the ${what} changes back`, first),
        ...attached('HTTPRoute/changing'),
        served(before),
      ];
    },
  });
}

export default CHANGES.map(changing);

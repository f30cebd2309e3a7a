import { http, type ScenarioDefinition, websocket } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  backendRef,
  exactPath,
  failing,
  httpRoute,
  pathPrefix,
  proves,
  replacePath,
  replacePrefix,
  requestHeaderFilter,
  responseHeaderFilter,
  rewriteFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const retried = scenario({
  id: 'SpecHTTPRouteRetryFilters',
  title: 'A request that is tried again is what the filters have made of it once',
  requirements: [
    'httproute.retry.codes',
    'httproute.filters.request-headers.set',
    'httproute.filters.request-headers.add',
  ],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRetryCodes'],
  since: 'v1.6',
  level: 'spec',
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'retried', {
      rules: [
        {
          ...ruleTo(env, 'v1', pathPrefix('/retry/filtered')),
          retry: { codes: [500], attempts: 2 },
          filters: [
            requestHeaderFilter({
              set: [{ name: 'X-Set', value: 'set' }],
              add: [
                { name: 'X-Add', value: 'added' },
                { name: 'X-Append', value: 'added' },
              ],
              remove: ['X-Remove'],
            }),
          ],
        },
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/retried'),
    http([
      ...proves(
        ['httproute.retry.codes', 'httproute.filters.request-headers.add'],
        arrives(
          'the second try, with its headers set, added and removed once',
          {
            ...failing('filtered', { first: 1, code: 500 }),
            headers: { 'X-Set': 'sent', 'X-Append': 'sent', 'X-Remove': 'sent' },
          },
          'v1',
          { headers: { 'X-Set': 'set', 'X-Add': 'added', 'X-Append': ['sent', 'added'], 'X-Remove': null } },
        ),
      ),
    ]),
  ],
});

const levels = scenario({
  id: 'SpecHTTPRouteFilterLevels',
  title: 'Filters of a rule hold for its requests beside those of the backend that is chosen',
  requirements: ['httproute.filters.backend', 'httproute.filters.request-headers.set', 'httproute.filters.core'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendRequestHeaderModification'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    httpRoute(env, 'levels', {
      rules: [
        {
          matches: [exactPath('/levels')],
          filters: [requestHeaderFilter({ set: [{ name: 'X-Rule', value: 'rule' }], remove: ['X-Gone'] })],
          backendRefs: [
            backendRef(env, 'v1', {
              filters: [requestHeaderFilter({ set: [{ name: 'X-Backend', value: 'v1' }], remove: ['X-Lost'] })],
            }),
            backendRef(env, 'v2', {
              weight: 0,
              filters: [requestHeaderFilter({ set: [{ name: 'X-Other', value: 'v2' }] })],
            }),
          ],
        },
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/levels'),
    ...proves(
      ['httproute.filters.backend', 'httproute.filters.core'],
      http([
        arrives(
          'what the rule and the backend say, and nothing that another backend says',
          { path: '/levels', headers: { 'X-Gone': 'sent', 'X-Lost': 'sent' } },
          'v1',
          { headers: { 'X-Rule': 'rule', 'X-Backend': 'v1', 'X-Gone': null, 'X-Lost': null, 'X-Other': null } },
        ),
      ]),
    ),
  ],
});

const responseLevels = scenario({
  id: 'SpecHTTPRouteResponseFilterLevels',
  title: 'What a rule changes of responses it changes beside the filters of the backend that is chosen',
  requirements: ['httproute.filters.response-headers.set', 'httproute.filters.backend'],
  features: [
    'Gateway',
    'HTTPRoute',
    'HTTPRouteBackendRequestHeaderModification',
    'HTTPRouteResponseHeaderModification',
  ],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'levels', {
      rules: [
        {
          filters: [responseHeaderFilter({ set: [{ name: 'X-Told', value: 'rule' }] })],
          backendRefs: [
            backendRef(env, 'v1', { filters: [requestHeaderFilter({ set: [{ name: 'X-Backend', value: 'v1' }] })] }),
          ],
        },
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/levels'),
    ...proves(
      ['httproute.filters.response-headers.set', 'httproute.filters.backend'],
      http([
        {
          name: 'the response of a backend that has filters of its own',
          send: { path: '/levels' },
          expect: {
            backend: 'v1',
            saw: { headers: { 'X-Backend': 'v1' } },
            response: { headers: { 'X-Told': 'rule' } },
          },
        },
      ]),
    ),
  ],
});

const upgraded = scenario({
  id: 'SpecHTTPRouteWebSocketRewrite',
  title: 'A request for a WebSocket is rewritten like any other',
  requirements: ['httproute.backends.app-protocol', 'httproute.filters.rewrite.path.full'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendProtocolWebSocket', 'HTTPRoutePathRewrite'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: { serves: ['ws'] } },
  resources: (env) => [
    httpRoute(env, 'rewritten', {
      rules: [
        {
          ...ruleTo(env, 'v1', exactPath('/full')),
          filters: [rewriteFilter({ path: replacePath('/ws') })],
        },
        {
          ...ruleTo(env, 'v1', pathPrefix('/prefix')),
          filters: [rewriteFilter({ path: replacePrefix('/') })],
        },
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/rewritten'),
    // Echo backends take WebSockets at /ws only.
    ...proves(
      'httproute.filters.rewrite.path.full',
      websocket([
        { name: 'the whole path is rewritten', send: { path: '/full' }, expect: { messages: 'same' } },
        { name: 'the prefix is rewritten', send: { path: '/prefix/ws' }, expect: { messages: 'same' } },
      ]),
    ),
  ],
});

const byPort = scenario({
  id: 'SpecHTTPRouteProtocolsByPort',
  title: 'Each port of a Service is spoken to as it asks, whatever the others ask',
  requirements: ['httproute.backends.app-protocol'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendProtocolH2C'],
  since: 'v1.0',
  level: 'spec',
  backends: { plain: { serves: ['http', 'h2c'] }, second: { serves: ['h2c', 'http'] } },
  resources: (env) => [
    httpRoute(env, 'by-port', {
      rules: (['plain', 'second'] as const).flatMap((label) =>
        (['http', 'h2c'] as const).map((on) => ({
          matches: [exactPath(`/${label}/${on}`)],
          backendRefs: [backendRef(env, label, { on })],
        })),
      ),
    }),
  ],
  steps: [
    ...attached('HTTPRoute/by-port'),
    http([
      arrives('the first port, for HTTP/1.1', { path: '/plain/http' }, 'plain'),
      arrives('the second port, for HTTP/2', { path: '/plain/h2c' }, 'plain'),
      arrives('the first port, for HTTP/2', { path: '/second/h2c' }, 'second'),
      arrives('the second port, for HTTP/1.1', { path: '/second/http' }, 'second'),
    ]),
  ],
});

/** What is right alone must be right together: pairs of features that meet in one request. */
export default [retried, levels, responseLevels, upgraded, byPort] satisfies readonly ScenarioDefinition[];

import { http, type ScenarioDefinition, websocket } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  arrives,
  attached,
  backendRef,
  exactPath,
  failing,
  httpRoute,
  pathPrefix,
  proves,
  replacePrefix,
  responseHeaderFilter,
  rewriteFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const retried = scenario({
  id: 'SpecHTTPRouteRetryRewrites',
  title: 'A request that is tried again has its path rewritten once, though what it becomes begins as it did',
  requirements: ['httproute.retry.codes', 'httproute.filters.rewrite.path.prefix'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRetryCodes', 'HTTPRoutePathRewrite'],
  since: 'v1.6',
  level: 'spec',
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'retried', {
      rules: [
        {
          ...ruleTo(env, 'v1', pathPrefix('/retry')),
          retry: { codes: [500], attempts: 2 },
          filters: [rewriteFilter({ path: replacePrefix('/retry/deeper') })],
        },
      ],
    }),
  ],
  steps: () => {
    const send = failing('rewritten', { first: 2, code: 500 });
    return [
      ...attached('HTTPRoute/retried'),
      ...proves(
        ['httproute.retry.codes', 'httproute.filters.rewrite.path.prefix'],
        http([
          arrives('the third try, with the prefix replaced once', send, 'v1', {
            path: (send.path ?? '').replace('/retry', '/retry/deeper'),
          }),
        ]),
      ),
    ];
  },
});

const upgraded = scenario({
  id: 'SpecHTTPRouteWebSocketMatches',
  title: 'A request for a WebSocket is matched by its headers as any other is',
  requirements: ['httproute.backends.app-protocol', 'httproute.match.all-parts', 'httproute.no-rule-404'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendProtocolWebSocket'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: { serves: ['ws'] } },
  resources: (env) => [httpRoute(env, 'rooms', { rules: [ruleTo(env, 'v1', exactPath('/ws', { room: 'open' }))] })],
  steps: [
    ...attached('HTTPRoute/rooms'),
    websocket([
      { name: 'with the header', send: { headers: { room: 'open' } }, expect: { messages: 'same' } },
      { name: 'with another value of it', send: { headers: { room: 'shut' } }, expect: { status: 404 } },
      { name: 'without it', send: {}, expect: { status: 404 } },
    ]),
  ],
});

/** What the client sees of an answer that is over with its headers. */
function told(name: string, send: HttpRow['send'], status: number): HttpRow {
  return { name, send, expect: { status, response: { headers: { 'X-Told': 'rule' } } } };
}

const bodyless = scenario({
  id: 'SpecHTTPRouteBodylessResponses',
  title: 'Headers of responses without a body are changed like those of others, whatever a backend speaks',
  requirements: ['httproute.filters.response-headers.set', 'httproute.backends.app-protocol'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendProtocolH2C', 'HTTPRouteResponseHeaderModification'],
  since: 'v1.0',
  level: 'spec',
  backends: { plain: {}, calls: { serves: ['h2c'] } },
  resources: (env) => [
    httpRoute(env, 'told', {
      rules: (['plain', 'calls'] as const).map((label) => ({
        matches: [pathPrefix('/', { to: label })],
        filters: [responseHeaderFilter({ set: [{ name: 'X-Told', value: 'rule' }] })],
        backendRefs: [backendRef(env, label)],
      })),
    }),
  ],
  steps: [
    ...attached('HTTPRoute/told'),
    ...proves(
      'httproute.filters.response-headers.set',
      http(
        (['plain', 'calls'] as const).flatMap((to) => [
          told(`${to}: HEAD`, { method: 'HEAD', headers: { to } }, 200),
          told(`${to}: an answer of 204`, { path: '/status/204', headers: { to } }, 204),
        ]) as [HttpRow],
      ),
    ),
  ],
});

/** More pairs of features that meet in one request, or in its answer. */
export default [retried, upgraded, bodyless] satisfies readonly ScenarioDefinition[];

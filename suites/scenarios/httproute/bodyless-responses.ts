import { http } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  attached,
  backendRef,
  httpRoute,
  pathPrefix,
  proves,
  responseHeaderFilter,
  scenario,
} from '../../kit/index.ts';

/** What the client sees of an answer that is over with its headers. */
function told(name: string, send: HttpRow['send'], status: number): HttpRow {
  return { name, send, expect: { status, response: { headers: { 'X-Told': 'rule' } } } };
}

export default scenario({
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

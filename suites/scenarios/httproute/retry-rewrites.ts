import { http } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  failing,
  httpRoute,
  pathPrefix,
  proves,
  replacePrefix,
  rewriteFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
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

import { http } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  backendRef,
  beyond,
  httpRoute,
  pathPrefix,
  requestHeaderFilter,
  rewriteFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteRewriteHost',
  title: 'The Host header is rewritten before the backend sees it',
  requirements: ['httproute.filters.rewrite.hostname'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteHostRewrite'],
  since: 'v1.0',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    httpRoute(env, 'rewritten', {
      rules: [
        {
          matches: [pathPrefix('/one')],
          filters: [rewriteFilter({ hostname: env.host('one') })],
          backendRefs: [backendRef(env, 'v1')],
        },
        { filters: [rewriteFilter({ hostname: env.host('any') })], backendRefs: [backendRef(env, 'v2')] },
        {
          matches: [pathPrefix('/headers')],
          filters: [
            rewriteFilter({ hostname: env.host('headers') }),
            requestHeaderFilter({
              set: [{ name: 'X-Set', value: 'set' }],
              add: [{ name: 'X-Append', value: 'second' }],
              remove: ['X-Remove'],
            }),
          ],
          backendRefs: [backendRef(env, 'v2')],
        },
        {
          matches: [pathPrefix('/led')],
          filters: [rewriteFilter({ hostname: env.host('neighbour') })],
          backendRefs: [backendRef(env, 'v1')],
        },
      ],
    }),
    httpRoute(env, 'neighbour', { hostnames: [env.host('neighbour')], rules: [ruleTo(env, 'v2')] }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/rewritten', 'HTTPRoute/neighbour'),
    http([
      arrives('of one rule', { path: '/one' }, 'v1', { host: env.host('one') }),
      ...beyond(
        arrives('to the hostname of another route, which is not asked', { path: '/led' }, 'v1', {
          host: env.host('neighbour'),
        }),
      ),
      arrives('of the rule for everything', { path: '/two' }, 'v2', { host: env.host('any') }),
      arrives(
        'and headers',
        { path: '/headers', headers: { 'X-Set': 'old', 'X-Append': 'first', 'X-Remove': 'old' } },
        'v2',
        {
          host: env.host('headers'),
          headers: { 'X-Set': 'set', 'X-Append': ['first', 'second'], 'X-Remove': null },
        },
      ),
    ]),
  ],
});

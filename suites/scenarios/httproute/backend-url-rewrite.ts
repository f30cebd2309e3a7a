import { http } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  backendRef,
  beyond,
  httpRoute,
  pathPrefix,
  replacePath,
  replacePrefix,
  rewriteFilter,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteBackendURLRewrite',
  title: 'The path is rewritten by the filters of a backend',
  requirements: ['httproute.filters.backend'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendURLRewrite'],
  since: 'v1.7',
  backends: { v1: {} },
  resources: (env) => {
    const rule = (path: string, rewrite: Parameters<typeof rewriteFilter>[0]) => ({
      matches: [pathPrefix(path)],
      backendRefs: [backendRef(env, 'v1', { filters: [rewriteFilter(rewrite)] })],
    });
    return [
      httpRoute(env, 'rewritten', {
        rules: [rule('/full', { path: replacePath('/one-page') }), rule('/prefix', { path: replacePrefix('/other') })],
      }),
    ];
  },
  steps: [
    ...attached('HTTPRoute/rewritten'),
    http([
      arrives('the whole path', { path: '/full/of/words' }, 'v1', { path: '/one-page' }),
      arrives('the prefix', { path: '/prefix/and/more' }, 'v1', { path: '/other/and/more' }),
      ...beyond(
        arrives('the prefix before escaped characters', { path: '/prefix/a%20b/c%25d?e=%26' }, 'v1', {
          path: '/other/a%20b/c%25d?e=%26',
        }),
      ),
    ]),
  ],
});

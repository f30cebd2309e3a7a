import {
  backendRef,
  HEADER_CHANGES,
  meshArrives,
  meshAttached,
  meshBackends,
  meshHttp,
  meshRoute,
  pathPrefix,
  replacePath,
  replacePrefix,
  rewriteFilter,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'MeshHTTPRouteRewritePath',
  title: 'The path is rewritten as a whole or in its matched prefix on its way through the mesh',
  requirements: ['httproute.filters.rewrite.path.full', 'httproute.filters.rewrite.path.prefix'],
  features: ['Mesh', 'HTTPRoute', 'MeshHTTPRouteRewritePath'],
  since: 'v1.4',
  gateways: [],
  backends: meshBackends('echo', 'v1'),
  resources: (env) => {
    const rule = (
      path: string,
      rewrite: Parameters<typeof rewriteFilter>[0],
      ...more: (typeof HEADER_CHANGES.filter)[]
    ) => ({
      matches: [pathPrefix(path)],
      filters: [rewriteFilter(rewrite), ...more],
      backendRefs: [backendRef(env, 'v1')],
    });
    return [
      meshRoute(env, 'rewritten', {
        rules: [
          rule('/prefix/one', { path: replacePrefix('/one') }),
          rule('/stripped', { path: replacePrefix('/') }),
          rule('/full/one', { path: replacePath('/one') }),
          rule('/full/headers', { path: replacePath('/page') }, HEADER_CHANGES.filter),
          rule('/prefix/headers', { path: replacePrefix('/prefix') }, HEADER_CHANGES.filter),
        ],
      }),
    ];
  },
  steps: [
    ...meshAttached('HTTPRoute/rewritten'),
    meshHttp([
      ...meshArrives('the prefix', { path: '/prefix/one/two' }, 'v1', { saw: { path: '/one/two' } }),
      ...meshArrives('a prefix that is taken away', { path: '/stripped/three' }, 'v1', { saw: { path: '/three' } }),
      ...meshArrives('nothing but the prefix that is taken away', { path: '/stripped' }, 'v1', { saw: { path: '/' } }),
      ...meshArrives('the whole path', { path: '/full/one/two?a=b' }, 'v1', { saw: { path: '/one?a=b' } }),
      ...meshArrives(
        'the whole path, and headers',
        { path: '/full/headers/page', headers: HEADER_CHANGES.sent },
        'v1',
        {
          saw: { path: '/page', headers: HEADER_CHANGES.seen },
        },
      ),
      ...meshArrives('the prefix, and headers', { path: '/prefix/headers/one', headers: HEADER_CHANGES.sent }, 'v1', {
        saw: { path: '/prefix/one', headers: HEADER_CHANGES.seen },
      }),
    ]),
  ],
});

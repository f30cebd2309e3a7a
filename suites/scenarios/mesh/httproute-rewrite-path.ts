import {
  backendRef,
  meshArrives,
  meshAttached,
  meshBackends,
  meshHttp,
  meshRoute,
  pathPrefix,
  replacePath,
  replacePrefix,
  requestHeaderFilter,
  rewriteFilter,
  scenario,
} from '../../kit/index.ts';

const MODIFIER = requestHeaderFilter({
  set: [{ name: 'X-Set', value: 'set' }],
  add: [
    { name: 'X-Add', value: 'added' },
    { name: 'X-Append', value: 'second' },
  ],
  remove: ['X-Remove'],
});
const SENT = { 'X-Set': 'old', 'X-Append': 'first', 'X-Remove': 'old' };
const SEEN = { 'X-Set': 'set', 'X-Add': 'added', 'X-Append': ['first', 'second'], 'X-Remove': null };

export default scenario({
  id: 'MeshHTTPRouteRewritePath',
  title: 'The path is rewritten as a whole or in its matched prefix on its way through the mesh',
  requirements: ['httproute.filters.rewrite.path.full', 'httproute.filters.rewrite.path.prefix'],
  features: ['Mesh', 'HTTPRoute', 'MeshHTTPRouteRewritePath'],
  since: 'v1.4',
  gateways: [],
  backends: meshBackends('echo', 'v1'),
  resources: (env) => {
    const rule = (path: string, rewrite: Parameters<typeof rewriteFilter>[0], ...more: (typeof MODIFIER)[]) => ({
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
          rule('/full/headers', { path: replacePath('/page') }, MODIFIER),
          rule('/prefix/headers', { path: replacePrefix('/prefix') }, MODIFIER),
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
      ...meshArrives('the whole path, and headers', { path: '/full/headers/page', headers: SENT }, 'v1', {
        saw: { path: '/page', headers: SEEN },
      }),
      ...meshArrives('the prefix, and headers', { path: '/prefix/headers/one', headers: SENT }, 'v1', {
        saw: { path: '/prefix/one', headers: SEEN },
      }),
    ]),
  ],
});

import { http } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  backendRef,
  beyond,
  HEADER_CHANGES,
  httpRoute,
  pathPrefix,
  proves,
  replacePath,
  replacePrefix,
  rewriteFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteRewritePath',
  title: 'The path is rewritten as a whole or in its matched prefix before the backend sees it',
  requirements: ['httproute.filters.rewrite.path.full', 'httproute.filters.rewrite.path.prefix'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRoutePathRewrite'],
  since: 'v1.0',
  backends: { v1: {}, v2: {} },
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
      httpRoute(env, 'rewritten', {
        rules: [
          rule('/prefix/one', { path: replacePrefix('/one') }),
          rule('/stripped', { path: replacePrefix('/') }),
          rule('/full/one', { path: replacePath('/one') }),
          rule('/full/headers', { path: replacePath('/page') }, HEADER_CHANGES.filter),
          rule('/prefix/headers', { path: replacePrefix('/prefix') }, HEADER_CHANGES.filter),
          rule('/slash/', { path: replacePrefix('/to') }),
          rule('/to-slash', { path: replacePrefix('/to/') }),
          rule('/led/full', { path: replacePath('/other/rule') }),
          rule('/led/prefix', { path: replacePrefix('/other') }),
          ruleTo(env, 'v2', pathPrefix('/other/rule')),
        ],
      }),
    ];
  },
  steps: () => {
    const becomes = (name: string, path: string, to: string) => arrives(name, { path }, 'v1', { path: to });
    const prefix = 'httproute.filters.rewrite.path.prefix';
    const full = 'httproute.filters.rewrite.path.full';
    return [
      ...attached('HTTPRoute/rewritten'),
      http([
        ...proves(
          prefix,
          becomes('the prefix', '/prefix/one/two', '/one/two'),
          becomes('a prefix that is taken away', '/stripped/three', '/three'),
          becomes('nothing but the prefix that is taken away', '/stripped', '/'),
          arrives('the prefix, and headers', { path: '/prefix/headers/one', headers: HEADER_CHANGES.sent }, 'v1', {
            path: '/prefix/one',
            headers: HEADER_CHANGES.seen,
          }),
        ),
        ...proves(
          full,
          becomes('the whole path', '/full/one/two', '/one'),
          arrives('the whole path, and headers', { path: '/full/headers/page', headers: HEADER_CHANGES.sent }, 'v1', {
            path: '/page',
            headers: HEADER_CHANGES.seen,
          }),
        ),
        ...beyond(
          ...proves(
            prefix,
            becomes('the prefix alone', '/prefix/one', '/one'),
            becomes('the prefix with its slash', '/prefix/one/', '/one/'),
            becomes('a prefix that is written with a slash', '/slash/a', '/to/a'),
            becomes('a replacement that is written with a slash', '/to-slash/a', '/to/a'),
            becomes('the prefix before a query', '/prefix/one/two?a=b', '/one/two?a=b'),
            becomes('the prefix before escaped characters', '/prefix/one/a%20b/c%25d', '/one/a%20b/c%25d'),
            becomes('a prefix that is taken away from escaped characters', '/stripped/a%20b', '/a%20b'),
            becomes('the prefix to that of another rule, which is not asked', '/led/prefix/rule', '/other/rule'),
            becomes('the prefix before itself', '/prefix/one/prefix/one', '/one/prefix/one'),
          ),
          ...proves(
            full,
            becomes('the whole path before a query', '/full/one/two?a=b', '/one?a=b'),
            becomes('the whole path to that of another rule, which is not asked', '/led/full', '/other/rule'),
          ),
        ),
      ]),
    ];
  },
});

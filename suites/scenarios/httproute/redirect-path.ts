import { http } from '../../../harness/scenario/define.ts';
import {
  attached,
  beyond,
  httpRoute,
  pathPrefix,
  proves,
  redirectFilter,
  redirects,
  replacePath,
  replacePrefix,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteRedirectPath',
  title: 'A redirect replaces the path as a whole, or its matched prefix',
  requirements: ['httproute.filters.redirect.path.full', 'httproute.filters.redirect.path.prefix'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRoutePathRedirect'],
  since: 'v1.0',
  backends: {},
  resources: (env) => {
    const hostname = env.host('elsewhere');
    const rule = (path: string, redirect: Parameters<typeof redirectFilter>[0]) => ({
      matches: [pathPrefix(path)],
      filters: [redirectFilter(redirect)],
    });
    return [
      httpRoute(env, 'moved', {
        rules: [
          rule('/old', { path: replacePrefix('/new') }),
          rule('/whole', { path: replacePath('/one-page') }),
          rule('/old-and-host', { hostname, path: replacePrefix('/new') }),
          rule('/old-for-good', { path: replacePrefix('/new'), statusCode: 301 }),
          rule('/whole-and-host', { hostname, path: replacePath('/one-page') }),
          rule('/whole-for-good', { path: replacePath('/one-page'), statusCode: 301 }),
          rule('/slashed/', { path: replacePrefix('/new/') }),
          rule('/slash-more', { path: replacePrefix('/new/') }),
          rule('/slash-less/', { path: replacePrefix('/new') }),
          rule('/stripped', { path: replacePrefix('/') }),
        ],
      }),
    ];
  },
  steps: (env) => {
    const elsewhere = env.host('elsewhere');
    const leads = (name: string, path: string, to: string, status = 302, host = env.hostname) =>
      redirects(name, { path }, { status, scheme: 'http', host, port: 80, path: to });
    const prefix = 'httproute.filters.redirect.path.prefix';
    const full = 'httproute.filters.redirect.path.full';
    return [
      ...attached('HTTPRoute/moved'),
      http([
        ...proves(
          prefix,
          leads('the prefix', '/old/lemon', '/new/lemon'),
          leads('the prefix and the host', '/old-and-host', '/new', 302, elsewhere),
          leads('the prefix, 301', '/old-for-good', '/new', 301),
        ),
        ...proves(
          full,
          leads('the whole path', '/whole/of/it', '/one-page'),
          leads('the whole path and the host', '/whole-and-host', '/one-page', 302, elsewhere),
          leads('the whole path, 301', '/whole-for-good', '/one-page', 301),
        ),
        ...beyond(
          ...proves(
            prefix,
            leads('the prefix alone', '/old', '/new'),
            leads('the prefix with its slash', '/old/', '/new/'),
            leads('slashes behind the prefix and its replacement', '/slashed/a/b', '/new/a/b'),
            leads('a slash behind the replacement only', '/slash-more/a/b', '/new/a/b'),
            leads('a slash behind the prefix only', '/slash-less/a/b', '/new/a/b'),
            leads('a prefix that is taken away', '/stripped/a/b', '/a/b'),
            leads('nothing but the prefix that is taken away', '/stripped', '/'),
            leads('the prefix before escaped characters', '/old/a%20b/c%25d', '/new/a%20b/c%25d'),
            leads('the prefix before itself', '/old/old', '/new/old'),
          ),
        ),
      ]),
    ];
  },
});

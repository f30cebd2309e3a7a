import { http } from '../../../harness/scenario/define.ts';
import { attached, httpRoute, pathPrefix, redirectFilter, redirects, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteRedirectScheme',
  title: 'A redirect leads to another scheme and its usual port, alone and with another host and status',
  requirements: ['httproute.filters.redirect.scheme'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteSchemeRedirect'],
  since: 'v1.0',
  backends: {},
  resources: (env) => {
    const hostname = env.host('elsewhere');
    const rule = (path: string, redirect: Parameters<typeof redirectFilter>[0]) => ({
      matches: [pathPrefix(path)],
      filters: [redirectFilter({ scheme: 'https', ...redirect })],
    });
    return [
      httpRoute(env, 'moved', {
        rules: [
          rule('/scheme', {}),
          rule('/scheme-and-host', { hostname }),
          rule('/scheme-and-status', { statusCode: 301 }),
          rule('/scheme-host-and-status', { hostname, statusCode: 302 }),
        ],
      }),
    ];
  },
  steps: (env) => {
    const elsewhere = env.host('elsewhere');
    const leads = (name: string, path: string, status = 302, host = env.hostname) =>
      redirects(name, { path }, { status, scheme: 'https', host, port: 443, path });
    return [
      ...attached('HTTPRoute/moved'),
      http([
        leads('the scheme', '/scheme'),
        leads('the scheme and the host', '/scheme-and-host', 302, elsewhere),
        leads('the scheme and the status', '/scheme-and-status', 301),
        leads('all three', '/scheme-host-and-status', 302, elsewhere),
      ]),
    ];
  },
});

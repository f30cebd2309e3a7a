import { http } from '../../../harness/scenario/define.ts';
import { attached, beyond, httpRoute, pathPrefix, redirectFilter, redirects, scenario } from '../../kit/index.ts';

const PORT = 8083;
const HIGHEST = 65_535;

export default scenario({
  id: 'HTTPRouteRedirectPort',
  title: 'A redirect leads to another port, alone and with another host and status',
  requirements: ['httproute.filters.redirect.port'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRoutePortRedirect'],
  since: 'v1.0',
  backends: {},
  resources: (env) => {
    const hostname = env.host('elsewhere');
    const rule = (path: string, redirect: Parameters<typeof redirectFilter>[0]) => ({
      matches: [pathPrefix(path)],
      filters: [redirectFilter({ port: PORT, ...redirect })],
    });
    return [
      httpRoute(env, 'moved', {
        rules: [
          rule('/port', {}),
          rule('/port-and-host', { hostname }),
          rule('/port-and-status', { statusCode: 301 }),
          rule('/port-host-and-status', { hostname, statusCode: 302 }),
          rule('/highest', { port: HIGHEST }),
        ],
      }),
    ];
  },
  steps: (env) => {
    const elsewhere = env.host('elsewhere');
    const leads = (name: string, path: string, status = 302, host = env.hostname) =>
      redirects(name, { path }, { status, scheme: 'http', host, port: PORT, path });
    return [
      ...attached('HTTPRoute/moved'),
      http([
        leads('the port', '/port'),
        leads('the port and the host', '/port-and-host', 302, elsewhere),
        leads('the port and the status', '/port-and-status', 301),
        leads('all three', '/port-host-and-status', 302, elsewhere),
        ...beyond(
          redirects(
            'the highest port',
            { path: '/highest' },
            { status: 302, scheme: 'http', host: env.hostname, port: HIGHEST, path: '/highest' },
          ),
        ),
      ]),
    ];
  },
});

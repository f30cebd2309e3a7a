import { http, patch, status } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  type Citations,
  certificateRef,
  citing,
  exactPath,
  FROM_SAME,
  GATEWAY_SERVES,
  gateway,
  type HttpRouteFilter,
  type HttpRouteMatch,
  type HttpRouteRule,
  httpListener,
  httpRoute,
  httpsListener,
  ownParent,
  pathPrefix,
  redirects,
  ruleTo,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

type Redirect = NonNullable<HttpRouteFilter['requestRedirect']>;

function redirectRule(requestRedirect: Redirect, ...matches: HttpRouteMatch[]): HttpRouteRule {
  return { matches, filters: [{ type: 'RequestRedirect', requestRedirect }] };
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  gateway: ['gateway.listeners.core-combinations'],
  served: [
    'httproute.filters.redirect.hostname',
    'httproute.filters.redirect.status',
    'httproute.filters.redirect.keeps-path',
    'httproute.filters.redirect.keeps-scheme',
  ],
};

export default scenario({
  id: 'SpecHTTPRouteRedirects',
  title: 'A redirect keeps what it does not name, on every listener, for its own matches, and follows its changes',
  requirements: [
    'httproute.filters.redirect.hostname',
    'httproute.filters.redirect.status',
    'httproute.filters.redirect.keeps-path',
    'httproute.filters.redirect.keeps-scheme',
    'gateway.listeners.core-combinations',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {} },
  resources: async (env) => {
    const [hostname, away] = [env.host('home'), env.host('away')];
    return [
      tlsSecret(env, 'pair', await env.certificate([hostname])),
      gateway(env, 'both', {
        listeners: [
          httpListener('plain', { hostname, allowedRoutes: FROM_SAME }),
          httpsListener('secure', certificateRef(env, 'pair'), { hostname, allowedRoutes: FROM_SAME }),
        ],
      }),
      httpRoute(env, 'moving', {
        parents: [ownParent(env, 'both')],
        hostnames: [hostname],
        rules: [
          redirectRule(
            { hostname: away, statusCode: 301 },
            exactPath('/named'),
            pathPrefix('/marked', { mark: 'yes' }),
          ),
          redirectRule({ statusCode: 302 }, pathPrefix('/same')),
          ruleTo(env, 'v1'),
        ],
      }),
    ];
  },
  steps: (env) => {
    const [home, away] = [env.host('home'), env.host('away')];
    const both = { gateway: 'Gateway/both' } as const;
    const leads = (name: string, send: object, status: number, host: string, path: string) => [
      redirects(`${name}, from HTTP`, { host: home, path, ...send }, { status, scheme: 'http', host, port: 80, path }),
      redirects(
        `${name}, from HTTPS`,
        { host: home, path, scheme: 'https', ...send },
        { status, scheme: 'https', host, port: 443, path },
      ),
    ];
    const served = (name: string, send: object) => arrives(name, { host: home, ...send }, 'v1');
    const change = (...rules: HttpRouteRule[]) => ({ spec: { rules } });
    return citing(SHOWN, [
      ...attached('HTTPRoute/moving'),
      status('Gateway/both', { conditions: GATEWAY_SERVES }),
      http(
        [
          served('a rule without redirect', { path: '/' }),
          served('a path below an exact one that is redirected', { path: '/named/more' }),
          served('a path that is redirected with a header only', { path: '/marked' }),
          ...leads('to another host', {}, 301, away, '/named'),
          ...leads('to another host by the second match', { headers: { mark: 'yes' } }, 301, away, '/marked/page'),
          ...leads('to the host of the request', {}, 302, home, '/same/a/b'),
          ...leads('to the host of a request that names a port', { host: `${home}:8443` }, 302, home, '/same/port'),
          ...leads('with another method', { method: 'DELETE' }, 302, home, '/same/method'),
        ],
        both,
      ),

      patch(
        'hosts and codes change, and a redirect comes and goes',
        'HTTPRoute/moving',
        change(
          redirectRule({ hostname: away, statusCode: 302 }, pathPrefix('/same')),
          redirectRule({ statusCode: 301 }, pathPrefix('/new')),
          ruleTo(env, 'v1'),
        ),
      ),
      ...attached('HTTPRoute/moving'),
      http(
        [
          served('what was redirected before', { path: '/named' }),
          ...leads('to a host that is named now', {}, 302, away, '/same/page'),
          ...leads('by a new rule', {}, 301, home, '/new/page'),
        ],
        both,
      ),
    ]);
  },
});

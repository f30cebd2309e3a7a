import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  attached,
  certificateRef,
  FROM_SAME,
  GATEWAY_SERVES,
  gateway,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  pathPrefix,
  proves,
  redirects,
  ruleTo,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

/** Hostnames by what they are for. Each listener's certificate covers its own names only, so that a wrong one shows. */
function hostsOf(env: ScenarioEnv) {
  const wild = env.host('wild');
  return {
    routed: env.host('routed'),
    stranger: env.host('stranger'),
    named: env.host('named'),
    wild,
    inWild: `some.${wild}`,
    deepInWild: `quite.deep.${wild}`,
    exactInWild: `exact.${wild}`,
  };
}

export default scenario({
  id: 'HTTPRouteHTTPSListener',
  title: 'HTTPS listeners terminate TLS with their own certificates and serve the routes of their hostnames',
  requirements: [
    'gateway.listeners.core-combinations',
    'gateway.listeners.most-specific-hostname',
    'gateway.listeners.wildcard-any-depth',
    'gateway.listeners.unmatched-rejected',
    'listener.tls.longest-sni',
    'route.parentref.section-name',
    'httproute.no-rule-404',
    'httproute.filters.redirect.hostname',
    'httproute.filters.redirect.keeps-scheme',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  backends: { v1: {}, v2: {}, v3: {}, v4: {} },
  resources: async (env) => {
    const hosts = hostsOf(env);
    const listener = (name: string, hostname?: string) =>
      httpsListener(name, certificateRef(env, `pair-${name}`), {
        ...(hostname === undefined ? {} : { hostname }),
        allowedRoutes: FROM_SAME,
      });
    const pair = async (name: string, ...names: string[]) =>
      tlsSecret(env, `pair-${name}`, await env.certificate(names));
    const route = (backend: string, sectionName: string) =>
      httpRoute(env, `for-${sectionName}`, {
        parents: [ownParent(env, 'tls', { sectionName })],
        hostnames: [],
        rules: [ruleTo(env, backend)],
      });
    return [
      await pair('open', hosts.routed, hosts.stranger),
      await pair('named', hosts.named),
      await pair('wild', hosts.inWild, hosts.deepInWild),
      await pair('exact', hosts.exactInWild),
      gateway(env, 'tls', {
        listeners: [
          listener('open'),
          listener('named', hosts.named),
          listener('wild', `*.${hosts.wild}`),
          listener('exact', hosts.exactInWild),
        ],
      }),
      httpRoute(env, 'for-one-hostname', {
        parents: [ownParent(env, 'tls')],
        hostnames: [hosts.routed],
        rules: [
          ruleTo(env, 'v1'),
          {
            matches: [pathPrefix('/moved')],
            filters: [{ type: 'RequestRedirect', requestRedirect: { hostname: hosts.named } }],
          },
        ],
      }),
      route('v2', 'named'),
      route('v3', 'wild'),
      route('v4', 'exact'),
    ];
  },
  steps: (env) => {
    const hosts = hostsOf(env);
    const serving = { conditions: LISTENER_SERVES };
    const to = (host: string, path = '/') => ({ scheme: 'https', host, path }) as const;
    return [
      ...attached('HTTPRoute/for-one-hostname', 'HTTPRoute/for-named', 'HTTPRoute/for-wild', 'HTTPRoute/for-exact'),
      ...proves(
        'gateway.listeners.core-combinations',
        status('Gateway/tls', {
          conditions: GATEWAY_SERVES,
          listeners: { open: serving, named: serving, wild: serving, exact: serving },
        }),
      ),
      http(
        [
          ...proves('gateway.listeners.core-combinations', arrives('hostname of a route', to(hosts.routed), 'v1')),
          ...proves(
            ['gateway.listeners.most-specific-hostname', 'listener.tls.longest-sni', 'route.parentref.section-name'],
            arrives('hostname of a listener', to(hosts.named), 'v2'),
          ),
          ...proves(
            ['gateway.listeners.wildcard-any-depth', 'listener.tls.longest-sni'],
            arrives('wildcard of a listener', to(hosts.inWild), 'v3'),
            arrives('several labels under the wildcard', to(hosts.deepInWild), 'v3'),
          ),
          ...proves(
            ['gateway.listeners.most-specific-hostname', 'listener.tls.longest-sni'],
            arrives('exact hostname before the wildcard', to(hosts.exactInWild), 'v4'),
          ),
          ...proves(
            ['gateway.listeners.unmatched-rejected', 'httproute.no-rule-404'],
            answers('hostname that no route of the open listener has', to(hosts.stranger), 404),
          ),
          ...proves(
            ['httproute.filters.redirect.hostname', 'httproute.filters.redirect.keeps-scheme'],
            redirects('a redirect stays on HTTPS and its port', to(hosts.routed, '/moved'), {
              status: 302,
              scheme: 'https',
              host: hosts.named,
              port: 443,
              path: '/moved',
            }),
          ),
        ],
        { gateway: 'Gateway/tls' },
      ),
    ];
  },
});

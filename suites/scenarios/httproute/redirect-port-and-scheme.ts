import { http } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  attached,
  beyond,
  certificateRef,
  FROM_SAME,
  gateway,
  type HttpRouteFilter,
  httpListener,
  httpRoute,
  httpsListener,
  ownParent,
  pathPrefix,
  redirectFilter,
  redirects,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

type Scheme = 'http' | 'https';

interface Case {
  scheme?: Scheme;
  port?: number;
  /** Where it leads. */
  leads: { scheme: Scheme; port: number };
}

/** Redirects by the Gateway that they are asked of: without a port of their own they lead to the scheme's, or to the listener's. */
const CASES = {
  plain: [
    { leads: { scheme: 'http', port: 80 } },
    { port: 80, leads: { scheme: 'http', port: 80 } },
    { port: 8080, leads: { scheme: 'http', port: 8080 } },
    { scheme: 'https', leads: { scheme: 'https', port: 443 } },
    { scheme: 'https', port: 443, leads: { scheme: 'https', port: 443 } },
    { scheme: 'https', port: 8443, leads: { scheme: 'https', port: 8443 } },
  ],
  unusual: [
    { leads: { scheme: 'http', port: 8080 } },
    { port: 80, leads: { scheme: 'http', port: 80 } },
    { scheme: 'https', leads: { scheme: 'https', port: 443 } },
  ],
  secure: [
    { leads: { scheme: 'https', port: 443 } },
    { port: 443, leads: { scheme: 'https', port: 443 } },
    { port: 8443, leads: { scheme: 'https', port: 8443 } },
    { scheme: 'http', leads: { scheme: 'http', port: 80 } },
    { scheme: 'http', port: 80, leads: { scheme: 'http', port: 80 } },
    { scheme: 'http', port: 8080, leads: { scheme: 'http', port: 8080 } },
  ],
} satisfies Record<string, [Case, ...Case[]]>;

function pathOf({ scheme, port }: Case): string {
  return `/${scheme ?? 'same'}-${port ?? 'none'}`;
}

function listRules(env: ScenarioEnv, cases: readonly Case[]) {
  return cases.map((one) => {
    const { scheme, port } = one;
    const redirect: NonNullable<HttpRouteFilter['requestRedirect']> = {
      hostname: env.host('elsewhere'),
      ...(scheme === undefined ? {} : { scheme }),
      ...(port === undefined ? {} : { port }),
    };
    return { matches: [pathPrefix(pathOf(one))], filters: [redirectFilter(redirect)] };
  });
}

export default scenario({
  id: 'HTTPRouteRedirectPortAndScheme',
  title: 'A redirect leads to its port, or else to that of its scheme, or else to that of the listener',
  requirements: [
    'httproute.filters.redirect.port',
    'httproute.filters.redirect.scheme',
    'httproute.filters.redirect.keeps-scheme',
  ],
  features: ['Gateway', 'HTTPRoute', 'HTTPRoutePortRedirect', 'GatewayPort8080'],
  since: 'v1.0',
  backends: {},
  resources: async (env) => {
    const route = (label: string, cases: readonly Case[]) =>
      httpRoute(env, label, { parents: [ownParent(env, label)], rules: listRules(env, cases) });
    return [
      tlsSecret(env, 'pair', await env.certificate([env.hostname])),
      gateway(env, 'plain', { listeners: [httpListener('web', { allowedRoutes: FROM_SAME })] }),
      gateway(env, 'unusual', { listeners: [httpListener('web', { port: 8080, allowedRoutes: FROM_SAME })] }),
      gateway(env, 'secure', {
        listeners: [httpsListener('web', certificateRef(env, 'pair'), { allowedRoutes: FROM_SAME })],
      }),
      route('plain', CASES.plain),
      route('unusual', CASES.unusual),
      route('secure', CASES.secure),
    ];
  },
  steps: (env) => {
    /** Clients name a port that is not the scheme's own with the host, and the official test's does. */
    const unusualHost = `${env.hostname}:8080`;
    const row = (one: Case, send: { scheme: Scheme; host?: string }) => {
      const path = pathOf(one);
      const named = `${one.scheme ?? 'no scheme'} and ${one.port === undefined ? 'no port' : `port ${one.port}`}`;
      return redirects(named, { path, ...send }, { status: 302, host: env.host('elsewhere'), path, ...one.leads });
    };
    const rows = ([first, ...rest]: readonly [Case, ...Case[]], send: { scheme: Scheme; host?: string }) =>
      [row(first, send), ...rest.map((one) => row(one, send))] as const;
    const [toListener] = CASES.unusual;
    return [
      ...attached('HTTPRoute/plain', 'HTTPRoute/unusual', 'HTTPRoute/secure'),
      http(rows(CASES.plain, { scheme: 'http' }), { gateway: 'Gateway/plain' }),
      http(rows(CASES.unusual, { scheme: 'http', host: unusualHost }), { gateway: 'Gateway/unusual', port: 8080 }),
      http(rows(CASES.secure, { scheme: 'https' }), { gateway: 'Gateway/secure' }),
      // The port of the listener counts, whatever the Host header says or leaves out.
      http(
        [...beyond({ ...row(toListener, { scheme: 'http' }), name: 'no scheme and no port, nor one in the host' })],
        {
          gateway: 'Gateway/unusual',
          port: 8080,
        },
      ),
    ];
  },
});

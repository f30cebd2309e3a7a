import { http } from '../../../harness/scenario/define.ts';
import {
  attached,
  certificateRef,
  FROM_SAME,
  gateway,
  httpListener,
  httpRoute,
  httpsListener,
  ownParent,
  pathPrefix,
  proves,
  redirectFilter,
  redirects,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

type Scheme = 'http' | 'https';

const USUAL = { http: 80, https: 443 } as const;

/** Three listeners of one Gateway, none of which has the port that the others have. */
const LISTENERS = [
  { label: 'unusual', scheme: 'http', port: 8080 },
  { label: 'plain', scheme: 'http', port: 80 },
  { label: 'secure', scheme: 'https', port: 443 },
] as const;
type Asked = (typeof LISTENERS)[number];

const SCHEMES: readonly (Scheme | undefined)[] = [undefined, 'http', 'https'];
const PORTS: readonly (number | undefined)[] = [undefined, 80, 443, 8443];
const CASES = SCHEMES.flatMap((scheme) => PORTS.map((port) => ({ scheme, port })));
type Case = (typeof CASES)[number];

function pathOf({ scheme, port }: Case): string {
  return `/${scheme ?? 'same'}-${port ?? 'none'}`;
}

/** Where it leads: the port of the filter, or else of its scheme, or else of the listener. */
function leads({ scheme, port }: Case, listener: Asked): { scheme: Scheme; port: number } {
  return { scheme: scheme ?? listener.scheme, port: port ?? (scheme ? USUAL[scheme] : listener.port) };
}

export default scenario({
  id: 'SpecHTTPRouteRedirectPorts',
  title:
    'Whichever listener of a Gateway is asked, a redirect leads to its port, or that of its scheme, or the listener’s',
  requirements: [
    'httproute.filters.redirect.port',
    'httproute.filters.redirect.scheme',
    'httproute.filters.redirect.keeps-scheme',
  ],
  features: ['Gateway', 'HTTPRoute', 'HTTPRoutePortRedirect', 'HTTPRouteSchemeRedirect', 'GatewayPort8080'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: {},
  resources: async (env) => {
    const { hostname } = env;
    const options = { hostname, allowedRoutes: FROM_SAME };
    return [
      tlsSecret(env, 'pair', await env.certificate([hostname])),
      gateway(env, 'several', {
        listeners: LISTENERS.map(({ label, scheme, port }) =>
          scheme === 'http'
            ? httpListener(label, { ...options, port })
            : httpsListener(label, certificateRef(env, 'pair'), { ...options, port }),
        ),
      }),
      httpRoute(env, 'moving', {
        parents: [ownParent(env, 'several')],
        hostnames: [hostname],
        rules: CASES.map(({ scheme, port }) => ({
          matches: [pathPrefix(pathOf({ scheme, port }))],
          filters: [
            redirectFilter({
              hostname: env.host('elsewhere'),
              ...(scheme === undefined ? {} : { scheme }),
              ...(port === undefined ? {} : { port }),
            }),
          ],
        })),
      }),
    ];
  },
  steps: (env) => {
    const row = (listener: Asked, one: Case) => {
      const path = pathOf(one);
      const named = `${one.scheme ?? 'no scheme'} and ${one.port ?? 'no'} port, asked of ${listener.label}`;
      const to = { status: 302, host: env.host('elsewhere'), path, ...leads(one, listener) };
      const send = { scheme: listener.scheme, path, host: env.hostname };
      const clause = one.port
        ? 'httproute.filters.redirect.port'
        : one.scheme
          ? 'httproute.filters.redirect.scheme'
          : 'httproute.filters.redirect.keeps-scheme';
      return proves(clause, redirects(named, send, to));
    };
    return [
      ...attached('HTTPRoute/moving'),
      ...LISTENERS.map((listener) => {
        const [first, ...others] = CASES.flatMap((one) => row(listener, one));
        if (!first) throw new Error('there are cases');
        return http([first, ...others], { gateway: 'Gateway/several', port: listener.port });
      }),
    ];
  },
});

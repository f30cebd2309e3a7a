import { custom, http } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  applyYounger,
  arrives,
  attached,
  FROM_SAME,
  gateway,
  type HttpRouteMatch,
  httpListener,
  httpRoute,
  ownParent,
  pathPrefix,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** By hostname: that of the listener and the younger route, and that of the older one, which is wider. */
const HOSTS = {
  exact: (env: ScenarioEnv) => ({ narrow: `abc.${env.host('below')}`, wide: `*.${env.host('below')}` }),
  wild: (env: ScenarioEnv) => ({ narrow: `*.${env.host('below')}`, wide: `*.${env.domain}` }),
};

/** By matches: those of the older route are always the more specific ones. */
const MATCHES: Readonly<Record<string, { older: HttpRouteMatch[]; newer: HttpRouteMatch[] }>> = {
  host: { older: [], newer: [] },
  path: { older: [pathPrefix('/path/prefix')], newer: [pathPrefix('/path')] },
  header: {
    older: [pathPrefix('/path/prefix', { 'Header-B': 'B' })],
    newer: [pathPrefix('/path', { 'Header-A': 'A' })],
  },
};

const PAIRS = (['exact', 'wild'] as const).flatMap((host) =>
  Object.entries(MATCHES).map(([match, matches]) => ({ label: `${host}-${match}`, host, ...matches })),
);

/** Both headers are sent where there are headers to match, so that either route would take the request. */
const BOTH = { 'Header-A': 'A', 'Header-B': 'B' };

export default scenario({
  id: 'HTTPRouteMultipleRoutesAttachmentSameHostnameIntersection',
  title:
    'Of HTTPRoutes with the same intersection the one whose own hostname is more specific wins, though it is younger',
  requirements: ['httproute.hostnames.precedence', 'httproute.hostnames.original-first'],
  features: ['Gateway', 'GatewayRouteHostnameIntersectionPrecedence', 'HTTPRoute'],
  since: 'v1.7',
  gateways: [],
  backends: { older: {}, newer: {} },
  resources: (env) =>
    PAIRS.flatMap(({ label, host, older }) => [
      gateway(env, label, {
        listeners: [httpListener('front', { hostname: HOSTS[host](env).narrow, allowedRoutes: FROM_SAME })],
      }),
      httpRoute(env, `${label}-older`, {
        parents: [ownParent(env, label)],
        hostnames: [HOSTS[host](env).wide],
        rules: [ruleTo(env, 'older', ...older)],
      }),
    ]),
  steps: (env) => [
    ...attached(...PAIRS.map(({ label }) => `HTTPRoute/${label}-older` as const)),
    custom({
      name: 'make routes that are younger by their timestamps',
      reason: 'timestamps count whole seconds, which have to pass',
      async run(context) {
        const [first, ...others] = PAIRS.map(({ label, host, newer }) =>
          httpRoute(env, `${label}-newer`, {
            parents: [ownParent(env, label)],
            hostnames: [HOSTS[host](env).narrow],
            rules: [ruleTo(env, 'newer', ...newer)],
          }),
        );
        if (first) await applyYounger(context, first);
        await context.apply(others);
      },
    }),
    ...attached(...PAIRS.map(({ label }) => `HTTPRoute/${label}-newer` as const)),
    ...PAIRS.map(({ label, host, newer }) => {
      const name = host === 'exact' ? HOSTS.exact(env).narrow : `abc.${env.host('below')}`;
      const send = { host: name, path: '/path/prefix/longer' };
      const rows: [HttpRow, ...HttpRow[]] = newer.some(({ headers }) => headers)
        ? [
            arrives('what both would take', { ...send, headers: BOTH }, 'newer'),
            arrives('what the older one alone takes', { ...send, headers: { 'Header-B': 'B' } }, 'older'),
          ]
        : [arrives('what both would take', send, 'newer')];
      return http(rows, { gateway: `Gateway/${label}` });
    }),
  ],
});

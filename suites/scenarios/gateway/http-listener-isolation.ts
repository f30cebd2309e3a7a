import { http } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  arrives,
  attached,
  FROM_ALL,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  pathPrefix,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** Whether the routes name the hostnames of their listeners as well. */
const GATEWAYS = ['listeners', 'both'] as const;
const LISTENERS = ['open', 'wild', 'deep', 'exact'] as const;

/** Hostname of each listener, and a host that is its and no other's. The two Gateways have names of their own. */
function hostsOf(env: ScenarioEnv, label: (typeof GATEWAYS)[number]) {
  const base = env.host(label);
  return {
    open: { hostname: undefined, sent: env.host(`other-${label}`) },
    wild: { hostname: `*.${base}`, sent: `some.${base}` },
    deep: { hostname: `*.deep.${base}`, sent: `some.deep.${base}` },
    exact: { hostname: `exact.deep.${base}`, sent: `exact.deep.${base}` },
  };
}

export default scenario({
  id: 'GatewayHTTPListenerIsolation',
  title: 'Only the routes of the listener with the most specific hostname are tried',
  requirements: ['gateway.listeners.isolation', 'gateway.listeners.isolation-not-claimed'],
  features: ['Gateway', 'GatewayHTTPListenerIsolation', 'HTTPRoute'],
  since: 'v1.1',
  backends: { v1: {} },
  catchesAllHosts: 'a route of a listener without hostname names none either',
  resources: (env) =>
    GATEWAYS.flatMap((label) => {
      const hosts = hostsOf(env, label);
      const namesOf = (listener: (typeof LISTENERS)[number]) => hosts[listener].hostname ?? [];
      return [
        gateway(env, label, {
          listeners: LISTENERS.map((name) => {
            const { hostname } = hosts[name];
            return httpListener(name, { allowedRoutes: FROM_ALL, ...(hostname === undefined ? {} : { hostname }) });
          }),
        }),
        ...LISTENERS.map((sectionName) =>
          httpRoute(env, `${label}-${sectionName}`, {
            parents: [ownParent(env, label, { sectionName })],
            hostnames: label === 'both' ? [namesOf(sectionName)].flat() : [],
            rules: [ruleTo(env, 'v1', pathPrefix(`/${sectionName}`))],
          }),
        ),
      ];
    }),
  steps: (env) => [
    ...GATEWAYS.flatMap((label) => attached(...LISTENERS.map((name) => `HTTPRoute/${label}-${name}` as const))),
    ...GATEWAYS.map((label) => {
      const hosts = hostsOf(env, label);
      const rows = LISTENERS.flatMap((name) =>
        LISTENERS.map((path): HttpRow => {
          const send = { host: hosts[name].sent, path: `/${path}` };
          return path === name
            ? arrives(`host of '${name}', route of it`, send, 'v1')
            : answers(`host of '${name}', route of '${path}'`, send, 404);
        }),
      );
      const [first, ...rest] = rows as [HttpRow, ...HttpRow[]];
      return http([first, ...rest], { gateway: `Gateway/${label}` });
    }),
  ],
});

import { tls } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { TrafficRow } from '../../../harness/scenario/traffic.ts';
import {
  attached,
  backendRef,
  certificateRef,
  gateway,
  ownParent,
  proves,
  ROUTE_KITS,
  scenario,
  terminatingListener,
  tlsListener,
  tlsSecret,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.TLSRoute;
const TLS_KIND = [{ kind: 'TLSRoute' }];

/** Under which wildcard of one mode the name of the other stands. */
const NESTED = { 'ends-one': 'passes-all', 'passes-one': 'ends-all' } as const;

/** Who ends the connection is told by the name of the listener. */
function askMode({ backendTls }: ScenarioEnv, label: string, sni: string): TrafficRow<'tls'> {
  const send = { sni, inside: { lines: ['TEST'] } } as const;
  return label.startsWith('ends')
    ? { name: label, send, expect: { backend: 'plain', terminatedBy: 'gateway' } }
    : {
        name: label,
        send,
        // Deeper names than the certificate of the backends has.
        expect: {
          backend: 'secure',
          terminatedBy: 'backend',
          certificate: { names: [backendTls.hostname], verifies: false },
        },
      };
}

export default scenario({
  id: 'SpecTLSRouteMixedWildcards',
  title: 'A listener with an exact name ends or passes TLS though one with a wildcard over it does the opposite',
  requirements: ['listener.tls.terminate', 'listener.tls.passthrough', 'gateway.listeners.most-specific-hostname'],
  features: [...kit.features, 'TLSRouteModeTerminate', 'TLSRouteModeMixed'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { plain: { serves: ['tcp'] }, secure: { serves: ['tls'] } },
  resources: async (env) => {
    const names = Object.entries(NESTED).flatMap(([one, all]) => [
      { label: one, hostname: `one.${env.host(all)}` },
      { label: all, hostname: `*.${env.host(all)}` },
    ]);
    const isEnding = (label: string) => label.startsWith('ends');
    return [
      tlsSecret(env, 'pair', await env.certificate(names.map(({ hostname }) => hostname))),
      gateway(env, 'nested', {
        listeners: names.map(({ label, hostname }) =>
          isEnding(label)
            ? terminatingListener(label, certificateRef(env, 'pair'), { hostname })
            : tlsListener(label, { hostname, port: 8443, allowedRoutes: { kinds: TLS_KIND } }),
        ),
      }),
      ...names.map(({ label, hostname }) =>
        kit.route(env, label, {
          parents: [ownParent(env, 'nested', { sectionName: label })],
          hostnames: [hostname],
          backendRefs: [backendRef(env, isEnding(label) ? 'plain' : 'secure')],
        }),
      ),
    ];
  },
  steps: (env) => {
    const labels = Object.entries(NESTED).flat();
    return [
      ...attached(...labels.map((label) => `TLSRoute/${label}` as const)),
      ...proves(
        'gateway.listeners.most-specific-hostname',
        tls(
          Object.entries(NESTED).flatMap(([one, all]) => [
            askMode(env, one, `one.${env.host(all)}`),
            askMode(env, all, `other.${env.host(all)}`),
          ]) as [TrafficRow<'tls'>],
          { gateway: 'Gateway/nested', port: 8443 },
        ),
      ),
    ];
  },
});

import { type TrafficRow, tls } from '../../../harness/scenario/traffic.ts';
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
  tlsSecret,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.TLSRoute;
const OWNERS = { left: 'v1', right: 'v2' } as const;
type Owner = keyof typeof OWNERS;
const LABELS = ['left', 'right'] as const;

const passed = scenario({
  id: 'SpecTLSRouteHandshakes',
  title: 'A TLSRoute gets the connections of its server name, in whatever pieces a client names it',
  requirements: ['tlsroute.hostnames.sni', 'tlsroute.backends.receive-connections'],
  features: kit.features,
  since: 'v1.6',
  level: 'spec',
  gateways: kit.gateways,
  backends: kit.backends({ v1: {}, v2: {} }),
  resources: (env) =>
    LABELS.map((label) =>
      kit.route(env, label, { hostnames: [env.host(label)], backendRefs: [backendRef(env, OWNERS[label])] }),
    ),
  steps: (env) => {
    const inPieces = (sni: string) => ({ sni, hello: 'in-pieces' }) as const;
    const rows = LABELS.map(
      (label): TrafficRow<'tls'> => ({
        name: `${label}: a client whose first message comes in pieces`,
        send: inPieces(env.host(label)),
        expect: { backend: OWNERS[label], terminatedBy: 'backend' },
        requirements: ['tlsroute.backends.receive-connections', 'tlsroute.hostnames.sni'],
      }),
    );
    const unknown: TrafficRow<'tls'> = {
      name: 'a name of no route, in pieces',
      send: inPieces(env.host('nobody')),
      expect: { connection: 'refused' },
      requirements: ['tlsroute.hostnames.sni'],
    };
    return [...attached('TLSRoute/left', 'TLSRoute/right'), tls([unknown, ...rows], kit.target)];
  },
});

const terminated = scenario({
  id: 'SpecTLSRouteTerminatedHandshakes',
  title: 'A TLS listener that terminates shows its whole chain, and understands a client that speaks in pieces',
  requirements: ['listener.tls.terminate', 'listener.tls.certificate'],
  features: [...kit.features, 'TLSRouteModeTerminate'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: { serves: ['tcp'] }, v2: { serves: ['tcp'] } },
  resources: async (env) => [
    ...(await Promise.all(
      LABELS.map(async (label) =>
        tlsSecret(env, label, await env.certificate([env.host(label)], { chained: label === 'right' })),
      ),
    )),
    gateway(env, 'terminates', {
      listeners: LABELS.map((label) =>
        terminatingListener(label, certificateRef(env, label), { hostname: env.host(label) }),
      ),
    }),
    ...LABELS.map((label) =>
      kit.route(env, label, {
        parents: [ownParent(env, 'terminates', { sectionName: label })],
        hostnames: [env.host(label)],
        backendRefs: [backendRef(env, OWNERS[label])],
      }),
    ),
  ],
  steps: (env) => {
    const row = (name: string, label: Owner, hello: 'whole' | 'in-pieces'): TrafficRow<'tls'> => ({
      name,
      send: { sni: env.host(label), hello, inside: { lines: ['TEST'] } },
      expect: { backend: OWNERS[label], terminatedBy: 'gateway', certificate: {} },
    });
    return [
      ...attached('TLSRoute/left', 'TLSRoute/right'),
      ...proves(
        'listener.tls.certificate',
        tls([row('a certificate of an authority between', 'right', 'whole')], {
          gateway: 'Gateway/terminates',
          port: 8443,
        }),
      ),
      ...proves(
        'listener.tls.terminate',
        tls(
          [
            row('left: a client whose first message comes in pieces', 'left', 'in-pieces'),
            row('right: a client whose first message comes in pieces', 'right', 'in-pieces'),
          ],
          { gateway: 'Gateway/terminates', port: 8443 },
        ),
      ),
    ];
  },
});

export default [passed, terminated];

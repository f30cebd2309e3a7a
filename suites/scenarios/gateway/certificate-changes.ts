import { absent, custom, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  arrives,
  type Citations,
  certificateRef,
  citing,
  FROM_SAME,
  gateway,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  type Listener,
  ownParent,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

/** A host under the wildcard of a listener: a certificate for one of them tells it from that for another. */
function hostOf(env: ScenarioEnv, listener: string, which: 'old' | 'new'): string {
  return `${which}.${env.host(listener)}`;
}

function listenerOf(env: ScenarioEnv, name: string, secret = name): Listener {
  return httpsListener(name, certificateRef(env, secret), {
    hostname: `*.${env.host(name)}`,
    allowedRoutes: FROM_SAME,
  });
}

/** The late one is the second, and does well what it must only when all is there. */
function listenersOf(env: ScenarioEnv, name: string): Listener[] {
  return name === 'late' ? [listenerOf(env, 'early', 'replaced'), listenerOf(env, name)] : [listenerOf(env, name)];
}

const LOST = {
  conditions: {
    ResolvedRefs: { status: 'False', reason: 'InvalidCertificateRef' },
    Programmed: 'False',
  },
} as const;

/** Their Gateways have one listener each, since a bad one may cost a Gateway its acceptance. */
const BREAKING = ['deleted', 'corrupted', 'late'] as const;

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted'],
  gateway: ['listener.tls.invalid-certificate-ref', 'listener.status.observed-generation'],
  served: ['listener.tls.certificate', 'listener.tls.longest-sni', 'gateway.listeners.core-combinations'],
  other: ['listener.tls.certificate'],
};

export default scenario({
  id: 'SpecGatewayCertificateChanges',
  title: 'A listener follows its certificate: replaced, lost, broken, made later, named anew',
  requirements: [
    'listener.tls.certificate',
    'listener.tls.invalid-certificate-ref',
    'listener.tls.longest-sni',
    'gateway.listeners.core-combinations',
    'listener.status.observed-generation',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {} },
  resources: async (env) => {
    const pair = async (name: string, which: 'old' | 'new', secret = name) =>
      tlsSecret(env, secret, await env.certificate([hostOf(env, name, which)]));
    return [
      await pair('replaced', 'old'),
      await pair('renamed', 'old'),
      await pair('renamed', 'new', 'another'),
      await pair('deleted', 'old'),
      await pair('corrupted', 'old'),
      gateway(env, 'sound', { listeners: [listenerOf(env, 'replaced'), listenerOf(env, 'renamed')] }),
      ...BREAKING.map((name) => gateway(env, name, { listeners: listenersOf(env, name) })),
      httpRoute(env, 'over-tls', {
        parents: ['sound', 'deleted', 'corrupted'].map((label) => ownParent(env, label)),
        hostnames: [],
        rules: [ruleTo(env, 'v1')],
      }),
      // Whether a route is accepted while its listener cannot serve is left open.
      httpRoute(env, 'over-late', { parents: [ownParent(env, 'late')], hostnames: [], rules: [ruleTo(env, 'v1')] }),
    ];
  },
  steps: (env) => {
    const serves = (label: string, listeners: readonly string[] = [label]) =>
      status(`Gateway/${label}`, {
        listeners: Object.fromEntries(
          listeners.map((name) => [name, { conditions: LISTENER_SERVES, attachedRoutes: 1 }]),
        ),
      });
    const shows = (gateway: string, listener: string, which: 'old' | 'new') =>
      http(
        [
          arrives(
            `${listener}: the ${which} certificate`,
            { scheme: 'https', host: hostOf(env, listener, which) },
            'v1',
          ),
        ],
        {
          gateway: `Gateway/${gateway}`,
        },
      );
    const lost = (label: string) => status(`Gateway/${label}`, { listeners: { [label]: LOST } });
    const certify = (name: string, ...labels: string[]) =>
      custom({
        name,
        reason: 'certificates are made asynchronously',
        async run(context) {
          context.signal.throwIfAborted();
          const pairs = labels.map(async (label) =>
            tlsSecret(env, label, await env.certificate([hostOf(env, label, 'new')])),
          );
          await context.apply(await Promise.all(pairs));
        },
      });
    return citing(SHOWN, [
      status('HTTPRoute/over-tls', { conditions: ROUTE_ATTACHED }),
      serves('sound', ['replaced', 'renamed']),
      serves('deleted'),
      serves('corrupted'),
      lost('late'),
      shows('sound', 'replaced', 'old'),
      shows('sound', 'renamed', 'old'),
      shows('deleted', 'deleted', 'old'),
      shows('corrupted', 'corrupted', 'old'),

      remove('deleted: the Secret goes', 'Secret/deleted'),
      patch('corrupted: the Secret is no longer a certificate', 'Secret/corrupted', {
        data: { 'tls.crt': Buffer.from('no certificate').toString('base64') },
      }),
      certify('replaced and late: a new certificate comes', 'replaced', 'late'),
      patch('renamed: its listener names another Secret', 'Gateway/sound', {
        spec: { listeners: [listenerOf(env, 'replaced'), listenerOf(env, 'renamed', 'another')] },
      }),
      lost('deleted'),
      lost('corrupted'),
      serves('late'),
      serves('sound', ['replaced', 'renamed']),
      shows('sound', 'replaced', 'new'),
      shows('sound', 'renamed', 'new'),
      shows('late', 'late', 'new'),

      absent('Secret/deleted'),
      certify('deleted and corrupted: a new certificate comes', 'deleted', 'corrupted'),
      serves('deleted'),
      serves('corrupted'),
      shows('deleted', 'deleted', 'new'),
      shows('corrupted', 'corrupted', 'new'),
    ]);
  },
});

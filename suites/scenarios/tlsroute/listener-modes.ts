import { status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  attached,
  backendRef,
  certificateRef,
  gateway,
  type Listener,
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

function terminating(env: ScenarioEnv): Listener {
  return terminatingListener('tls-terminate', certificateRef(env, 'pair'), { hostname: env.host('terminate') });
}

const pair = async (env: ScenarioEnv) => tlsSecret(env, 'pair', await env.certificate([env.host('terminate')]));

const passthroughKinds = scenario({
  id: 'TLSRouteListenerPassthroughSupportedKinds',
  title: 'A TLS listener that passes through supports TLSRoutes, and says so where it is asked for others',
  requirements: ['listener.allowed-routes.kinds', 'listener.status.supported-kinds'],
  features: kit.features,
  // Where TCPRoutes may attach to it, too, the kind is no invalid one.
  since: 'v1.6',
  gateways: [],
  backends: {},
  resources: (env) => [
    gateway(env, 'mixed-kinds', {
      listeners: [tlsListener('tls', { allowedRoutes: { kinds: [{ kind: 'TCPRoute' }, { kind: 'TLSRoute' }] } })],
    }),
  ],
  steps: proves(
    ['listener.allowed-routes.kinds', 'listener.status.supported-kinds'],
    status('Gateway/mixed-kinds', {
      listeners: {
        tls: {
          conditions: { ResolvedRefs: { status: 'False', reason: 'InvalidRouteKinds' } },
          supportedKinds: ['TLSRoute'],
          attachedRoutes: 0,
        },
      },
    }),
  ),
});

const terminateKinds = scenario({
  id: 'TLSRouteListenerTerminateSupportedKinds',
  title: 'A TLS listener that terminates supports TLSRoutes',
  requirements: ['listener.status.supported-kinds', 'listener.tls.terminate'],
  features: [...kit.features, 'TLSRouteModeTerminate'],
  since: 'v1.6',
  gateways: [],
  backends: {},
  resources: async (env) => [await pair(env), gateway(env, 'terminates', { listeners: [terminating(env)] })],
  steps: proves(
    'listener.status.supported-kinds',
    status('Gateway/terminates', {
      listeners: {
        'tls-terminate': {
          conditions: { Accepted: { status: 'True', reason: 'Accepted' } },
          supportedKinds: ['TLSRoute'],
          attachedRoutes: 0,
        },
      },
    }),
  ),
});

const terminateUnsupported = scenario({
  id: 'TLSRouteListenerTerminateNotSupported',
  title: 'Who cannot terminate TLS for TLSRoutes says so',
  requirements: ['listener.tls.mode-unsupported'],
  features: kit.features,
  unless: ['TLSRouteModeTerminate'],
  since: 'v1.6',
  gateways: [],
  backends: {},
  resources: async (env) => [await pair(env), gateway(env, 'terminates', { listeners: [terminating(env)] })],
  steps: [
    status('Gateway/terminates', {
      listeners: {
        'tls-terminate': {
          conditions: { Accepted: { status: 'False', reason: 'UnsupportedValue' } },
          attachedRoutes: 0,
        },
      },
    }),
  ],
});

const conflict = { Accepted: { status: 'False', reason: 'ProtocolConflict' } } as const;

const mixedUnsupported = scenario({
  id: 'TLSRouteListenerMixedTerminationNotSupported',
  title: 'Who cannot terminate and pass through on one port says so of both listeners',
  requirements: ['listener.tls.modes-conflict'],
  features: [...kit.features, 'TLSRouteModeTerminate'],
  unless: ['TLSRouteModeMixed'],
  since: 'v1.6',
  gateways: [],
  backends: {},
  resources: async (env) => [
    await pair(env),
    gateway(env, 'mixed', {
      listeners: [
        terminating(env),
        tlsListener('tls-passthrough', { hostname: env.host('pass'), port: 8443, allowedRoutes: { kinds: TLS_KIND } }),
      ],
    }),
  ],
  steps: [
    status('Gateway/mixed', {
      listeners: {
        'tls-terminate': { conditions: conflict, attachedRoutes: 0 },
        'tls-passthrough': { conditions: conflict, attachedRoutes: 0 },
      },
    }),
  ],
});

const terminated = scenario({
  id: 'TLSRouteTerminateSimpleSameNamespace',
  title: 'A TLS listener that terminates gives the backend what was inside',
  requirements: ['listener.tls.terminate'],
  features: [...kit.features, 'TLSRouteModeTerminate'],
  since: 'v1.6',
  gateways: [],
  backends: { plain: { serves: ['tcp'] } },
  resources: async (env) => [
    await pair(env),
    gateway(env, 'terminates', { listeners: [terminating(env)] }),
    kit.route(env, 'ended', {
      parents: [ownParent(env, 'terminates')],
      hostnames: [env.host('terminate')],
      backendRefs: [backendRef(env, 'plain')],
    }),
  ],
  steps: (env) => [
    ...attached('TLSRoute/ended'),
    {
      kind: 'tls',
      target: { gateway: 'Gateway/terminates', port: 8443 },
      rows: [
        {
          name: 'the Gateway ends TLS with its certificate',
          send: { sni: env.host('terminate'), inside: { lines: ['TEST'] } },
          expect: { backend: 'plain', terminatedBy: 'gateway', certificate: {} },
        },
      ],
    },
  ],
});

const mixed = scenario({
  id: 'TLSRouteMixedTerminationSameNamespace',
  title: 'Listeners of one port terminate or pass through by the server name',
  requirements: ['listener.tls.terminate', 'tlsroute.hostnames.sni', 'listener.status.attached-routes'],
  features: [...kit.features, 'TLSRouteModeTerminate', 'TLSRouteModeMixed'],
  since: 'v1.6',
  gateways: [],
  backends: { plain: { serves: ['tcp'] }, secure: { serves: ['tls'] } },
  resources: async (env) => [
    await pair(env),
    gateway(env, 'mixed', {
      listeners: [
        terminating(env),
        tlsListener('tls-passthrough', { hostname: env.host('pass'), port: 8443, allowedRoutes: { kinds: TLS_KIND } }),
      ],
    }),
    kit.route(env, 'ended', {
      parents: [ownParent(env, 'mixed', { sectionName: 'tls-terminate' })],
      hostnames: [env.host('terminate')],
      backendRefs: [backendRef(env, 'plain')],
    }),
    kit.route(env, 'passed', {
      parents: [ownParent(env, 'mixed', { sectionName: 'tls-passthrough' })],
      hostnames: [env.host('pass')],
      backendRefs: [backendRef(env, 'secure')],
    }),
  ],
  steps: (env) => [
    ...attached('TLSRoute/ended', 'TLSRoute/passed'),
    ...proves(
      'listener.status.attached-routes',
      status('Gateway/mixed', {
        listeners: {
          'tls-terminate': { conditions: { Accepted: 'True' }, supportedKinds: ['TLSRoute'], attachedRoutes: 1 },
          'tls-passthrough': { conditions: { Accepted: 'True' }, supportedKinds: ['TLSRoute'], attachedRoutes: 1 },
        },
      }),
    ),
    {
      kind: 'tls',
      target: { gateway: 'Gateway/mixed', port: 8443 },
      rows: [
        {
          name: 'ended by the Gateway',
          requirements: ['listener.tls.terminate'],
          send: { sni: env.host('terminate'), inside: { lines: ['TEST'] } },
          expect: { backend: 'plain', terminatedBy: 'gateway' },
        },
        {
          name: 'passed to the backend',
          requirements: ['tlsroute.hostnames.sni'],
          send: { sni: env.host('pass'), inside: { lines: ['TEST'] } },
          expect: { backend: 'secure', terminatedBy: 'backend', certificate: { names: [env.backendTls.hostname] } },
        },
      ],
    },
  ],
});

const ignored = scenario({
  id: 'SpecTLSRoutePassthroughCertificate',
  title: 'A listener that passes TLS through does so with a certificate of its own, too, which is ignored',
  requirements: ['listener.tls.passthrough'],
  features: kit.features,
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { secure: { serves: ['tls'] } },
  resources: async (env) => [
    await pair(env),
    gateway(env, 'passes', {
      listeners: [
        {
          ...tlsListener('tls', { allowedRoutes: { kinds: TLS_KIND } }),
          tls: { mode: 'Passthrough', certificateRefs: [certificateRef(env, 'pair')] },
        },
      ],
    }),
    kit.route(env, 'passed', {
      parents: [ownParent(env, 'passes')],
      hostnames: [env.host('terminate')],
      backendRefs: [backendRef(env, 'secure')],
    }),
  ],
  steps: (env) => [
    ...attached('TLSRoute/passed'),
    {
      kind: 'tls',
      target: { gateway: 'Gateway/passes', port: tlsListener('').port },
      rows: [
        {
          name: 'the certificate is that of the backend',
          send: { sni: env.host('terminate'), inside: { lines: ['TEST'] } },
          expect: { backend: 'secure', terminatedBy: 'backend', certificate: { names: [env.backendTls.hostname] } },
        },
      ],
    },
  ],
});

export default [ignored, passthroughKinds, terminateKinds, terminateUnsupported, mixedUnsupported, terminated, mixed];

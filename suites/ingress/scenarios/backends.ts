import { grpc, type ScenarioDefinition } from '../../../harness/scenario/define.ts';
import { arrives, plain, scenario, through, tlsSecret } from '../kit.ts';

const https = scenario({
  id: 'IngressBackendProtocolHTTPS',
  title: 'backend-protocol HTTPS speaks TLS to the backend',
  requirements: ['ingress.backend-protocol.https'],
  features: ['IngressBackendProtocolHTTPS'],
  backends: { secure: { serves: ['https'] }, v1: {} },
  resources: (env) => [
    plain(env, 'secure', env.host('secure'), 'secure', { annotations: { 'backend-protocol': 'HTTPS' } }),
    plain(env, 'clear', env.host('clear'), 'v1', { annotations: { 'backend-protocol': 'HTTP' } }),
  ],
  steps: (env) => [
    through('Ingress/secure', [
      arrives('HTTPS', { host: env.host('secure'), path: '/a' }, 'secure', { tls: {} }),
      arrives('HTTP', { host: env.host('clear') }, 'v1', { tls: null }),
    ]),
  ],
});

const grpcBackend = scenario({
  id: 'IngressBackendProtocolGRPC',
  title: 'backend-protocol GRPC leads calls to a gRPC backend',
  requirements: ['ingress.backend-protocol.grpc'],
  features: ['IngressBackendProtocolGRPC'],
  backends: { calls: { serves: [{ serves: 'grpc', appProtocol: '' }] } },
  resources: async (env) => [
    tlsSecret(env, 'cert', await env.certificate([env.hostname])),
    plain(env, 'calls', env.hostname, 'calls', {
      annotations: { 'backend-protocol': 'GRPC' },
      tls: [{ hosts: [env.hostname], secretName: env.name('cert') }],
    }),
  ],
  steps: [
    // Controllers speak HTTP/2 with clients over TLS alone.
    grpc([{ name: 'a call', send: { tls: true }, expect: { backend: 'calls' } }], { ingress: 'Ingress/calls' }),
  ],
});

const upstreamVhost = scenario({
  id: 'IngressUpstreamVhost',
  title: 'upstream-vhost is the Host header that the backend gets',
  requirements: ['ingress.upstream-vhost'],
  features: ['IngressUpstreamVhost'],
  backends: { v1: {} },
  resources: (env) => [
    plain(env, 'renamed', env.host('renamed'), 'v1', { annotations: { 'upstream-vhost': env.host('inside') } }),
    plain(env, 'kept', env.host('kept')),
  ],
  steps: (env) => [
    through('Ingress/renamed', [
      arrives('the name given', { host: env.host('renamed') }, 'v1', { host: env.host('inside') }),
      arrives('without the annotation', { host: env.host('kept') }, 'v1'),
    ]),
  ],
});

export const backendScenarios: readonly ScenarioDefinition[] = [https, grpcBackend, upstreamVhost];

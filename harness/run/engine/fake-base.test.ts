import type { BaseDefinition, BaseEnv } from '../../scenario/catalogue.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';

const apiVersion = 'gateway.networking.k8s.io/v1';

/** As little as the engine needs: one listener, a Deployment a slot, Services with an EndpointSlice each. */
export const fakeBase: BaseDefinition = {
  sharedGateways: {
    http: { listeners: { http: 'http' }, gateway: (env) => sharedGateway(env, 'shared', 'HTTP', 80) },
    tls: { listeners: { tls: 'tls' }, gateway: (env) => sharedGateway(env, 'shared-tls', 'TLS', 443) },
  },
  servicePorts: {
    http: { port: 8080 },
    h2c: { port: 8081, appProtocol: 'kubernetes.io/h2c' },
    ws: { port: 8082, appProtocol: 'kubernetes.io/ws' },
    https: { port: 443 },
    grpc: { port: 9000, appProtocol: 'kubernetes.io/h2c' },
    grpcs: { port: 9443 },
    tcp: { port: 7000 },
    tls: { port: 7443 },
    udp: { port: 7000 },
  },
  agentPort: 3040,
  clientContainer: 'client',
  backendWorkload: (env, { slot }) => [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `echo-${slot}`, namespace: env.namespace, labels: { app: `echo-${slot}` } },
    },
  ],
  backendApp: (_env, slot) => `echo-${slot}`,
  backendService: ({ name, namespace, app }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: app === undefined ? {} : { selector: { app } },
  }),
  backendEndpoints: ({ name, namespace, addresses }) => [
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, namespace },
      endpoints: addresses.map((address) => ({ addresses: [address] })),
    },
  ],
  // The slice is what a cluster would make for the Service.
  backendPod: ({ name, namespace }) => [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, namespace },
      endpoints: [{ addresses: [ownAddress(name)] }],
    },
  ],
};

function sharedGateway(env: BaseEnv, label: string, protocol: string, port: number): KubeObject {
  return {
    apiVersion,
    kind: 'Gateway',
    metadata: { name: env.name(label), namespace: env.namespace },
    spec: {
      gatewayClassName: env.gatewayClassName,
      listeners: [{ name: protocol.toLowerCase(), port, protocol, allowedRoutes: { namespaces: { from: 'All' } } }],
    },
  };
}

/** Address of a pod that stands alone, from its name. */
export function ownAddress(name: string): string {
  const sum = [...name].reduce((total, letter, index) => total + letter.charCodeAt(0) * (index + 1), 0);
  return `10.9.${sum >> 8}.${sum & 255}`;
}

/** A route for the scenario's hostname to one backend. */
export function fakeRoute(
  env: ScenarioEnv,
  name: string,
  backend: string,
  over: Record<string, unknown> = {},
): KubeObject {
  const { name: service, port } = env.backend(backend);
  return {
    apiVersion,
    kind: 'HTTPRoute',
    metadata: { name: env.name(name), namespace: env.namespace },
    spec: {
      parentRefs: [{ name: env.gateway.name, namespace: env.gateway.namespace }],
      hostnames: [env.hostname],
      rules: [{ backendRefs: [{ name: service, port }] }],
      ...over,
    },
  };
}

/** A Gateway of the scenario's own. */
export function fakeGateway(env: ScenarioEnv, name: string, listener: Record<string, unknown> = {}): KubeObject {
  return {
    apiVersion,
    kind: 'Gateway',
    metadata: { name: env.name(name), namespace: env.namespace },
    spec: {
      gatewayClassName: env.gatewayClassName,
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP', ...listener }],
    },
  };
}

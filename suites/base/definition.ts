import type { ResolvedPort } from '../../harness/scenario/backends.ts';
import type { BaseDefinition, BaseEnv } from '../../harness/scenario/catalogue.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { AGENT_PORT, CLIENT_CONTAINER, CONTAINER_PORTS } from '../kit/containers.ts';
import { GATEWAY_API_VERSION, type Listener } from '../kit/gateway-api.ts';
import { FROM_ALL, httpListener, tlsListener } from '../kit/gateways.ts';
import { endpointSlices, service } from '../kit/services.ts';
import { echoPod, echoWorkload } from '../kit/workloads.ts';

const H2C = 'kubernetes.io/h2c';

/** What all scenarios share: Gateways open to all namespaces, and echo pods that any number of Services lead to. */
export const base: BaseDefinition = {
  sharedGateways: {
    http: {
      listeners: { http: 'http' },
      gateway: (env) => sharedGateway(env, 'shared', httpListener('http', { allowedRoutes: FROM_ALL })),
    },
    tls: {
      listeners: { tls: 'tls' },
      gateway: (env) => sharedGateway(env, 'shared-tls', tlsListener('tls', { allowedRoutes: FROM_ALL })),
    },
  },

  servicePorts: {
    http: { port: 8080 },
    h2c: { port: 8081, appProtocol: H2C },
    ws: { port: 8082, appProtocol: 'kubernetes.io/ws' },
    https: { port: 443 },
    grpc: { port: 9000, appProtocol: H2C },
    grpcs: { port: 9443 },
    tcp: { port: 7000 },
    tls: { port: 7443 },
    udp: { port: 7053 },
  },

  agentPort: AGENT_PORT,
  clientContainer: CLIENT_CONTAINER,

  backendWorkload: (env, { slot, ...spec }) => {
    const name = workloadName(env, slot);
    return echoWorkload({ name, namespace: env.namespace, image: env.echoImage, app: name, ...spec });
  },

  backendApp: workloadName,

  backendService: ({ name, namespace, ports, headless, app }) =>
    service({
      name,
      namespace,
      headless,
      ports: ports.map(toServicePort),
      ...(app === undefined ? {} : { selector: { app } }),
    }),

  backendEndpoints: ({ name, namespace, ports, addresses }) =>
    endpointSlices({ service: { name, namespace }, addresses, ports: ports.map(toEndpointPort) }),

  backendPod: (spec) => echoPod({ ...spec, app: spec.name }),
};

function toServicePort({ serves, name, port, targetPort, appProtocol }: ResolvedPort) {
  const container = CONTAINER_PORTS[serves];
  return {
    name,
    port,
    targetPort: targetPort === 'name' ? container.name : container.number,
    protocol: container.protocol,
    ...(appProtocol === '' ? {} : { appProtocol }),
  };
}

function toEndpointPort({ serves, name, appProtocol }: ResolvedPort) {
  const { number: port, protocol } = CONTAINER_PORTS[serves];
  return { name, port, protocol, ...(appProtocol === '' ? {} : { appProtocol }) };
}

function sharedGateway(env: BaseEnv, label: string, listener: Listener): KubeObject {
  return {
    apiVersion: GATEWAY_API_VERSION,
    kind: 'Gateway',
    metadata: { name: env.name(label), namespace: env.namespace },
    spec: { gatewayClassName: env.gatewayClassName, listeners: [listener] },
  };
}

function workloadName(env: BaseEnv, slot: number): string {
  return env.name(`echo-${slot}`);
}

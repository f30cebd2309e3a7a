import type { BackendPodSpec, BackendServiceSpec, BaseDefinition, BaseEnv } from '../../harness/scenario/catalogue.ts';
import { GATEWAY_API_VERSION } from '../kit/gateway-api.ts';
import { FROM_ALL, httpListener } from '../kit/gateways.ts';
import { endpointSlices, service } from '../kit/services.ts';
import { ECHO_PORT, echoPod, echoWorkload } from '../kit/workloads.ts';

/** Port of every backend Service: the official suite's. */
const BACKEND_PORT = 8080;
const PORT_NAME = 'http';

/** What all scenarios share: one Gateway open to all namespaces, and echo pods that any number of Services lead to. */
export const base: BaseDefinition = {
  sharedListeners: { http: 'http' },
  backendPort: BACKEND_PORT,
  backendTargetPort: ECHO_PORT,

  sharedGateway: (env: BaseEnv) => ({
    apiVersion: GATEWAY_API_VERSION,
    kind: 'Gateway',
    metadata: { name: env.name('shared'), namespace: env.namespace },
    spec: {
      gatewayClassName: env.gatewayClassName,
      listeners: [httpListener('http', { allowedRoutes: FROM_ALL })],
    },
  }),

  backendWorkload: (env: BaseEnv, slot: number) => {
    const name = workloadName(env, slot);
    return [echoWorkload({ name, namespace: env.namespace, image: env.echoImage, app: name })];
  },

  backendApp: (env: BaseEnv, slot: number) => workloadName(env, slot),

  backendService: (spec: BackendServiceSpec) => [
    service({
      name: spec.name,
      namespace: spec.namespace,
      ports: [{ name: PORT_NAME, port: BACKEND_PORT, targetPort: ECHO_PORT }],
    }),
    ...endpointSlices({
      service: spec,
      addresses: spec.addresses,
      ports: [{ name: PORT_NAME, port: ECHO_PORT }],
    }),
  ],

  backendPod: ({ name, namespace, image }: BackendPodSpec) => [
    echoPod({ name, namespace, image, app: name }),
    service({
      name,
      namespace,
      selector: { app: name },
      ports: [{ name: PORT_NAME, port: BACKEND_PORT, targetPort: ECHO_PORT }],
    }),
  ],
};

function workloadName(env: BaseEnv, slot: number): string {
  return env.name(`echo-${slot}`);
}

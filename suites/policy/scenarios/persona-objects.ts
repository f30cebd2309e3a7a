import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const RBAC = 'rbac.authorization.k8s.io/v1';

// Nobody controls this class, and nothing that stands here leads anywhere: no implementation has a part in it.
const backendRefs = [{ name: 'nothing', port: 80 }];
const listeners = [{ name: 'http', port: 80, protocol: 'HTTP' }];

function specs(env: ScenarioEnv): Readonly<Record<string, object>> {
  return {
    Gateway: { gatewayClassName: env.name('class'), listeners },
    ListenerSet: {
      parentRef: { name: env.name('tried') },
      listeners: [{ ...listeners[0], name: 'more', hostname: env.host('more') }],
    },
    HTTPRoute: { rules: [{ backendRefs }] },
    GRPCRoute: { rules: [{ backendRefs }] },
    TLSRoute: { hostnames: [env.host('tried')], rules: [{ backendRefs }] },
    TCPRoute: { rules: [{ backendRefs }] },
    UDPRoute: { rules: [{ backendRefs }] },
    ReferenceGrant: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: env.namespace }],
      to: [{ group: '', kind: 'Service', name: 'nothing' }],
    },
    BackendTLSPolicy: {
      targetRefs: [{ group: '', kind: 'Service', name: 'nothing' }],
      validation: { hostname: env.host('tried'), wellKnownCACertificates: 'System' },
    },
  };
}

/** An object of each kind of the Gateway API that namespaces have, and a Secret and a Service. */
export function makeObjects(env: ScenarioEnv, namespace: string): KubeObject[] {
  const metadata = { name: env.name('tried'), namespace };
  return [
    ...Object.entries(specs(env)).map(([kind, spec]) => ({ apiVersion: GATEWAY_API, kind, metadata, spec })),
    { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { a: 'b' } },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }] } },
  ];
}

/** A GatewayClass that nobody controls, and a role. */
export function makeClusterObjects(env: ScenarioEnv): KubeObject[] {
  const name = env.name('class');
  return [
    {
      apiVersion: GATEWAY_API,
      kind: 'GatewayClass',
      metadata: { name },
      spec: { controllerName: 'gwconf.dev/nobody' },
    },
    { apiVersion: RBAC, kind: 'ClusterRole', metadata: { name }, rules: [] },
  ];
}

/** Of a namespace as of a whole. */
export const namespaceObject = (namespace: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: namespace },
});

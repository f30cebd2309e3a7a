import { keyOf } from '../../harness/kube/key.ts';
import type { KubeApi } from '../../harness/kube/types.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';

const gatewayApi = 'gateway.networking.k8s.io/v1';

/** What somebody else has in the cluster: a run must leave all of it as it is. */
const foreign: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'somebody-elses' } },
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Thing', plural: 'things' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  },
  {
    apiVersion: gatewayApi,
    kind: 'GatewayClass',
    metadata: { name: 'somebody-elses' },
    spec: { controllerName: 'example.com/somebody-else' },
  },
  {
    apiVersion: gatewayApi,
    kind: 'Gateway',
    metadata: { name: 'somebody-elses', namespace: 'somebody-elses' },
    spec: { gatewayClassName: 'somebody-elses', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  },
];

export async function addForeign(api: KubeApi): Promise<void> {
  for (const object of foreign) await api.apply(object);
}

/** Their ids and versions, which change with any write; `gone` for what is not there any more. */
export async function readForeign(api: KubeApi): Promise<string[]> {
  const states = foreign.map(async (object) => {
    const state = await api.get(keyOf(object)).catch(() => undefined);
    // A CRD's status is written by the API server itself when it is established.
    const version = object.kind === 'CustomResourceDefinition' ? '' : ` ${state?.metadata.resourceVersion}`;
    return `${object.kind} ${state ? `${state.metadata.uid}${version}` : 'gone'}`;
  });
  return Promise.all(states);
}

import { randomUUID } from 'node:crypto';
import type { CustomResourceDefinition, KubeObject } from '../../apimachinery/types.ts';
import { type Cluster, formatTime } from './requests/context.ts';
import { ensureCreated } from './requests/create.ts';
import { DEFINITIONS } from './resources/conditions.ts';
import { settleDefinition } from './resources/definitions.ts';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Puts in what every new cluster has. */
export function bootstrapCluster(cluster: Cluster, crds: readonly CustomResourceDefinition[], caPem: string): void {
  const { registry, store } = cluster;
  store.observe((storage, { type, stored }) => {
    if (storage === 'namespaces' && type === 'ADDED') fillNamespace(cluster, stored.object.metadata.name, caPem);
  });
  for (const crd of crds) loadDefinition(cluster, crd);
  for (const name of NAMESPACES) {
    ensureCreated(cluster, registry.find('', 'v1', 'namespaces'), {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
  }
}

/** The Service by which workloads find the API. Its address is the admission plugin's to give. */
export function publishApi(cluster: Cluster, port: number): void {
  ensureCreated(cluster, cluster.registry.find('', 'v1', 'services'), {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: { ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: port }] },
  });
}

/** Already settled, so that it is Established in its first state. */
function loadDefinition({ store, clock }: Cluster, crd: CustomResourceDefinition): void {
  const now = formatTime(clock.date());
  const metadata = { ...crd.metadata, uid: randomUUID(), creationTimestamp: now, generation: 1 };
  const { names } = crd.spec;
  const defaults = { singular: names.kind.toLowerCase(), listKind: `${names.kind}List` };
  const spec = { conversion: { strategy: 'None' }, ...crd.spec, names: { ...defaults, ...names } };
  const { status: _status, ...rest } = crd;
  store.put(DEFINITIONS, settleDefinition({ ...rest, metadata, spec } as KubeObject, now));
}

/** The default account and the authority's certificate, as controllers of a real cluster put them in each namespace. */
function fillNamespace(cluster: Cluster, namespace: string, caPem: string): void {
  const { registry } = cluster;
  ensureCreated(cluster, registry.find('', 'v1', 'serviceaccounts'), {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace },
  });
  ensureCreated(cluster, registry.find('', 'v1', 'configmaps'), {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kube-root-ca.crt', namespace },
    data: { 'ca.crt': caPem },
  });
}

import { type Caches, type NodeContext, tolerate } from './kube/context.ts';
import { createQueue, type Queue } from './kube/queue.ts';

/** What of the node's context the controller needs. */
interface NamespaceContext extends Pick<NodeContext, 'client' | 'log'> {
  caches: Pick<Caches, 'namespaces' | 'serviceAccounts' | 'configMaps'>;
}

/** Gives each namespace its ServiceAccount `default` and the ConfigMap with the cluster's authority. */
export function startNamespaceController(context: NamespaceContext): Queue {
  const { namespaces, serviceAccounts, configMaps } = context.caches;
  const queue = createQueue(reconcile, (key, error) => context.log(`Namespace ${key}: ${String(error)}`));
  const authority = { 'ca.crt': context.client.connection.authority ?? '' };

  async function reconcile(namespace: string): Promise<void> {
    const object = namespaces.get('', namespace);
    if (!object || object.metadata.deletionTimestamp || object.status?.phase === 'Terminating') return;
    if (!serviceAccounts.get(namespace, 'default')) {
      await create('serviceaccounts', { kind: 'ServiceAccount', metadata: { name: 'default', namespace } });
    }
    if (!configMaps.get(namespace, ROOT_CA)) {
      await create('configmaps', { kind: 'ConfigMap', metadata: { name: ROOT_CA, namespace }, data: authority });
    }
  }

  async function create(
    plural: string,
    object: { kind: string; metadata: { name: string; namespace: string }; data?: object },
  ): Promise<void> {
    const path = `/api/v1/namespaces/${object.metadata.namespace}/${plural}`;
    const write = context.client.call('POST', path, { apiVersion: 'v1', ...object });
    await tolerate(['AlreadyExists', 'Forbidden', 'NotFound'], write);
  }

  namespaces.onChange(({ now }) => now && queue.add(now.metadata.name));
  const restore = ({ metadata }: { metadata: { name: string; namespace?: string } }, name: string) => {
    if (metadata.name === name && metadata.namespace) queue.add(metadata.namespace);
  };
  serviceAccounts.onChange(({ before, now }) => before && !now && restore(before, 'default'));
  configMaps.onChange(({ before, now }) => before && !now && restore(before, ROOT_CA));
  return queue;
}

const ROOT_CA = 'kube-root-ca.crt';

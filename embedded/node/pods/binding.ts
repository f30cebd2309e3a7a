import { type NodeContext, tolerate } from '../kube/context.ts';
import { keyOf, splitKey } from '../kube/owners.ts';
import { createQueue, type Queue } from '../kube/queue.ts';

/**
 * Gives each pod the one node that there is, where the API server's admission does not: the scheduler's part on a real
 * one. Pods that wait for a gate or for another scheduler are left alone.
 */
export function startBindingController(context: NodeContext): Queue {
  const { pods } = context.caches;
  const queue = createQueue(bind, (key, error) => context.log(`Pod ${key}: ${String(error)}`));

  async function bind(key: string): Promise<void> {
    const [namespace, name] = splitKey(key);
    const pod = pods.get(namespace, name);
    if (!pod || pod.spec.nodeName || pod.metadata.deletionTimestamp) return;
    const { schedulingGates = [], schedulerName = DEFAULT_SCHEDULER } = pod.spec;
    if (schedulingGates.length > 0 || schedulerName !== DEFAULT_SCHEDULER) return;
    const binding = {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name, namespace, uid: pod.metadata.uid },
      target: { apiVersion: 'v1', kind: 'Node', name: context.nodeName },
    };
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/binding`;
    await tolerate(['NotFound', 'Conflict'], context.client.call('POST', path, binding));
  }

  pods.onChange(({ now }) => now && !now.spec.nodeName && queue.add(keyOf(now)));
  return queue;
}

const DEFAULT_SCHEDULER = 'default-scheduler';

import { type NodeContext, tolerate } from '../kube/context.ts';
import type { Pod } from '../kube/objects.ts';
import { keyOf } from '../kube/owners.ts';
import { createQueue } from '../kube/queue.ts';
import type { ContainerName, RunningContainer } from './runtime.ts';
import { type PodWorker, type PodWorkerOptions, startPodWorker } from './worker.ts';

export interface PodController {
  /** A container that runs now. */
  findRunning(name: ContainerName): RunningContainer | undefined;
  /** Ends all pods' containers. */
  stop(): Promise<void>;
}

/** Runs the pods that are bound to the node (admission binds all), and ends those that are deleted. */
export function startPodController(options: PodWorkerOptions): PodController {
  const { context } = options;
  const { pods, secrets, configMaps } = context.caches;
  // By uid: a pod may be replaced by one of its name before its containers have ended.
  const workers = new Map<string, { key: string; worker: PodWorker }>();
  const report = (key: string, error: unknown) => context.log(`Pod ${key}: ${String(error)}`);
  const queue = createQueue(reconcile, report);

  async function reconcile(key: string): Promise<void> {
    const slash = key.indexOf('/');
    const pod = pods.get(key.slice(0, slash), key.slice(slash + 1));
    await endOthers(key, pod?.metadata.deletionTimestamp ? undefined : pod?.metadata.uid);
    if (!pod) return;
    if (pod.metadata.deletionTimestamp) await confirmDeletion(context, pod);
    else if (pod.spec.nodeName === context.nodeName) ensureWorker(key, pod);
  }

  async function endOthers(key: string, keptUid: string | undefined): Promise<void> {
    const ended = [...workers].filter(([uid, { key: owner }]) => owner === key && uid !== keptUid);
    await Promise.all(ended.map(([uid, { worker }]) => worker.stop().then(() => workers.delete(uid))));
  }

  function ensureWorker(key: string, pod: Pod): void {
    const { uid = '' } = pod.metadata;
    const over = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    if (!workers.has(uid) && !over) workers.set(uid, { key, worker: startPodWorker(pod, options) });
  }

  const retryWaiting = () => {
    for (const { worker } of workers.values()) worker.retryWaiting();
  };
  secrets.onChange(({ now }) => now && retryWaiting());
  configMaps.onChange(({ now }) => now && retryWaiting());
  pods.onChange(({ before, now }) => {
    const pod = now ?? before;
    if (pod) queue.add(keyOf(pod));
  });
  return {
    findRunning({ namespace, pod, container }) {
      const uid = pods.get(namespace, pod)?.metadata.uid ?? '';
      return workers.get(uid)?.worker.findRunning(container);
    },
    async stop() {
      await queue.stop();
      await Promise.all([...workers.values()].map(({ worker }) => worker.stop()));
    },
  };
}

/** Tells the API that the containers have ended, as kubelet does, so that the object may go. */
async function confirmDeletion(context: NodeContext, pod: Pod): Promise<void> {
  const { namespace, name, uid } = pod.metadata;
  if ((pod.metadata.finalizers?.length ?? 0) > 0) return;
  const options = { gracePeriodSeconds: 0, preconditions: { uid } };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
  await tolerate(['NotFound', 'Conflict'], context.client.call('DELETE', path, options));
}

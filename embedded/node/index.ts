import type { Network } from '../network/types.ts';
import { createNodeContext } from './kube/context.ts';
import { type Kubelet, startKubelet } from './kubelet.ts';
import { NODE_NAME } from './name.ts';
import { startNamespaceController } from './namespaces.ts';
import { registerNode } from './node-object.ts';
import { startBindingController } from './pods/binding.ts';
import { startPodController } from './pods/controller.ts';
import type { Programs } from './pods/images.ts';
import type { PodLogs } from './pods/logs.ts';
import { createNodeRuntime, type NodeRuntime } from './pods/runtime.ts';
import { startServiceController } from './services/controller.ts';
import { startEndpointController } from './services/endpoints.ts';
import { startLegacyEndpointController } from './services/legacy-endpoints.ts';
import { startMirroringController } from './services/mirroring.ts';
import { startCronJobController } from './workloads/cronjobs.ts';
import { startDaemonSetController } from './workloads/daemonsets/controller.ts';
import { startDeploymentController } from './workloads/deployments.ts';
import { startDisruptionController } from './workloads/disruption.ts';
import { startJobController } from './workloads/jobs/controller.ts';
import { startReplicaSetController } from './workloads/replicasets.ts';
import { startStatefulSetController } from './workloads/statefulsets/controller.ts';

export interface NodeOptions {
  /** YAML text, with the rights of an administrator; programs are given their ServiceAccounts'. */
  kubeconfig: string;
  network: Network;
  /** Programs by image repository. */
  programs: Programs;
  logs: PodLogs;
  /** Delay before a container's second restart; doubles with each further one. Default 1000. */
  backOffMs?: number;
  now?(): Date;
  log?(line: string): void;
  /** The API server is a real one: it binds no pod to a node by itself, and asks a kubelet for logs. */
  realServer?: boolean;
}

export interface EmbeddedNode {
  /** How the API reaches into running pods. */
  runtime: NodeRuntime;
  /** Ends all containers, listeners, watches and timers. The API server must still be there, or be gone for good. */
  stop(): Promise<void>;
}

/**
 * Starts the node's controllers over the Kubernetes API; resolves once each has seen what there is, save those that most
 * clusters never need.
 */
export async function startNode(options: NodeOptions): Promise<EmbeddedNode> {
  const { kubeconfig, network, programs, logs, backOffMs = 1000 } = options;
  const log = options.log ?? (() => {});
  const context = createNodeContext({
    kubeconfig,
    network,
    nodeName: NODE_NAME,
    now: options.now ?? (() => new Date()),
    log,
  });
  const caches = Object.values(context.caches);
  const { statefulSets, daemonSets, cronJobs } = context.caches;
  const late: readonly (typeof caches)[number][] = [statefulSets, daemonSets, cronJobs];
  const pods = startPodController({ context, programs, logs, backOffMs });
  const controllers = [
    startNamespaceController(context),
    startDeploymentController(context),
    startReplicaSetController(context),
    startStatefulSetController(context),
    startDaemonSetController(context),
    startJobController(context, backOffMs),
    startCronJobController(context),
    startDisruptionController(context),
    startEndpointController(context),
    startLegacyEndpointController(context),
    startMirroringController(context),
    startServiceController(context),
    ...(options.realServer ? [startBindingController(context)] : []),
    pods,
  ];
  const runtime = createNodeRuntime(context, logs, pods.findRunning);
  let kubelet: Kubelet | undefined;

  let starting: Promise<unknown> = Promise.resolve();
  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    await starting;
    await Promise.all(caches.map((cache) => cache.stop()));
    await Promise.all(controllers.map((controller) => controller.stop()));
    kubelet?.stop();
    context.client.close();
  }

  try {
    const early = caches.filter((cache) => !late.includes(cache));
    if (options.realServer) kubelet = await startKubelet({ runtime, now: context.now });
    await Promise.all([registerNode(context, kubelet?.port), ...early.map((cache) => cache.start())]);
    starting = Promise.all(late.map((cache) => cache.start())).catch((error: unknown) => log(String(error)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    runtime,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

import { type ApiServerOptions, startApiServer } from '../apiserver/index.ts';
import { createNetwork, type EmbeddedNetwork, type NetworkOptions } from '../network/index.ts';
import { startNode } from './index.ts';
import { createCache } from './kube/cache.ts';
import { createKubeClient, type KubeClient } from './kube/client.ts';
import type { KubeObject } from './kube/objects.ts';
import { NODE_NAME } from './name.ts';
import { createPodLogs, type PodLogs } from './pods/logs.ts';
import type { NodeRuntime } from './pods/runtime.ts';
import type { Program } from './program.ts';
import { createNodeAdmission } from './services/admission.ts';

/** A node on an API server of its own, for tests. */
export interface TestCluster {
  client: KubeClient;
  network: EmbeddedNetwork;
  logs: PodLogs;
  runtime: NodeRuntime;
  nodeLog: string[];
  create<T extends object>(path: string, object: object): Promise<T>;
  /** Resolves with the first state of the object that is accepted; seen by watch. */
  until<T extends KubeObject>(resource: Resource, name: string, accept: (object: T | undefined) => unknown): Promise<T>;
  stop(): Promise<void>;
}

export type Resource = keyof typeof RESOURCES;

const RESOURCES = {
  configmaps: '/api/v1',
  controllerrevisions: '/apis/apps/v1',
  cronjobs: '/apis/batch/v1',
  daemonsets: '/apis/apps/v1',
  deployments: '/apis/apps/v1',
  endpointslices: '/apis/discovery.k8s.io/v1',
  endpoints: '/api/v1',
  events: '/api/v1',
  jobs: '/apis/batch/v1',
  nodes: '/api/v1',
  poddisruptionbudgets: '/apis/policy/v1',
  pods: '/api/v1',
  replicasets: '/apis/apps/v1',
  serviceaccounts: '/api/v1',
  services: '/api/v1',
  statefulsets: '/apis/apps/v1',
} as const;

/** Path of the collection in the namespace that tests use. */
export function pathOf(resource: Resource, namespace = 'default'): string {
  const scope = resource === 'nodes' ? '' : `/namespaces/${namespace}`;
  return `${RESOURCES[resource]}${scope}/${resource}`;
}

export async function startTestCluster(
  programs: Readonly<Record<string, Program>>,
  options: NetworkOptions & { backOffMs?: number; api?: Partial<ApiServerOptions> } = {},
): Promise<TestCluster> {
  const network = await createNetwork(options);
  const logs = createPodLogs(() => new Date());
  const server = await startApiServer({
    crds: [],
    admission: [createNodeAdmission(network, NODE_NAME)],
    ...options.api,
  });
  const { kubeconfig } = server;
  const nodeLog: string[] = [];
  const { backOffMs } = options;
  const node = await startNode({ kubeconfig, network, programs, logs, backOffMs, log: (line) => nodeLog.push(line) });
  const client = createKubeClient(kubeconfig);
  const observed = new Map<Resource, Promise<Observed>>();

  async function observe(resource: Resource): Promise<Observed> {
    const cache = createCache<KubeObject>(client, RESOURCES[resource], resource, () => {});
    const wakers = new Set<() => void>();
    cache.onChange(() => {
      for (const wake of wakers) wake();
    });
    await cache.start();
    return { cache, wakers };
  }

  return {
    client,
    network,
    logs,
    runtime: node.runtime,
    nodeLog,
    create: (path, object) => client.call('POST', path, object),
    async until<T extends KubeObject>(resource: Resource, name: string, accept: (object: T | undefined) => unknown) {
      const observing = observed.get(resource) ?? observe(resource);
      observed.set(resource, observing);
      const { cache, wakers } = await observing;
      return new Promise<T>((resolve) => {
        const look = () => {
          const candidates = cache.list().filter(({ metadata }) => metadata.name === name || name === '');
          const found = [...candidates, ...(candidates.length === 0 ? [undefined] : [])].find((object) =>
            accept(object as T | undefined),
          );
          if (!found && !(candidates.length === 0 && accept(undefined))) return;
          wakers.delete(look);
          resolve(found as T);
        };
        wakers.add(look);
        look();
      });
    },
    async stop() {
      for (const observing of observed.values()) await (await observing).cache.stop();
      client.close();
      await node.stop();
      await server.stop();
      await network.close();
    },
  };
}

interface Observed {
  cache: ReturnType<typeof createCache<KubeObject>>;
  wakers: Set<() => void>;
}

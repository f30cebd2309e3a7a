import type { Network } from '../../network/types.ts';
import { type Cache, createCache } from './cache.ts';
import { ApiError, createKubeClient, type KubeClient } from './client.ts';
import type {
  ConfigMap,
  Deployment,
  Job,
  KubeObject,
  Pod,
  PodDisruptionBudget,
  ReplicaSet,
  Secret,
} from './objects.ts';
import type { EndpointSlice, Endpoints, Service } from './services.ts';
import type { CronJob, DaemonSet, StatefulSet } from './sets.ts';

export interface Caches {
  configMaps: Cache<ConfigMap>;
  cronJobs: Cache<CronJob>;
  daemonSets: Cache<DaemonSet>;
  deployments: Cache<Deployment>;
  endpoints: Cache<Endpoints>;
  endpointSlices: Cache<EndpointSlice>;
  disruptionBudgets: Cache<PodDisruptionBudget>;
  jobs: Cache<Job>;
  namespaces: Cache<KubeObject & { status?: { phase?: string } }>;
  pods: Cache<Pod>;
  replicaSets: Cache<ReplicaSet>;
  secrets: Cache<Secret>;
  serviceAccounts: Cache<KubeObject>;
  services: Cache<Service>;
  statefulSets: Cache<StatefulSet>;
}

/** What the node's controllers share. */
export interface NodeContext {
  client: KubeClient;
  caches: Caches;
  network: Network;
  nodeName: string;
  now(): Date;
  log(line: string): void;
}

export function createNodeContext(options: {
  kubeconfig: string;
  network: Network;
  nodeName: string;
  now(): Date;
  log(line: string): void;
}): NodeContext {
  const client = createKubeClient(options.kubeconfig);
  const cache = <T extends KubeObject>(groupPath: string, plural: string) =>
    createCache<T>(client, groupPath, plural, options.log);
  return {
    ...options,
    client,
    caches: {
      configMaps: cache('/api/v1', 'configmaps'),
      cronJobs: cache('/apis/batch/v1', 'cronjobs'),
      daemonSets: cache('/apis/apps/v1', 'daemonsets'),
      deployments: cache('/apis/apps/v1', 'deployments'),
      endpoints: cache('/api/v1', 'endpoints'),
      endpointSlices: cache('/apis/discovery.k8s.io/v1', 'endpointslices'),
      disruptionBudgets: cache('/apis/policy/v1', 'poddisruptionbudgets'),
      jobs: cache('/apis/batch/v1', 'jobs'),
      namespaces: cache('/api/v1', 'namespaces'),
      pods: cache('/api/v1', 'pods'),
      replicaSets: cache('/apis/apps/v1', 'replicasets'),
      secrets: cache('/api/v1', 'secrets'),
      serviceAccounts: cache('/api/v1', 'serviceaccounts'),
      services: cache('/api/v1', 'services'),
      statefulSets: cache('/apis/apps/v1', 'statefulsets'),
    },
  };
}

/** Runs a write whose object may be gone by now, or already there: undefined then. */
export async function tolerate<T>(reasons: readonly string[], write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ApiError && reasons.includes(error.reason)) return undefined;
    throw error;
  }
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../common/state/folders.ts';
import type { RunPlace, RunRecord } from '../../common/state/runs.ts';
import { kinds } from '../../kinds/index.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { ContainerRuntime } from '../containers/index.ts';
import type { Kind } from '../kind/index.ts';
import { createNodeAddresses, readIngress } from '../loadbalancer/index.ts';

type KindPlace = Extract<RunPlace, { kind: string }>;

/** kind goes on where the run that called it was killed; pulling the node image may take it so long. */
const creationMs = 600_000;

/**
 * What became of the cluster that a run made: `foreign` is one that somebody made since under the same name, and one
 * that is `coming` may yet be made by a kind that outlived its run.
 */
export async function inspectMadeCluster(
  { startedAt }: Pick<RunRecord, 'startedAt'>,
  place: KindPlace,
  runtime: Pick<ContainerRuntime, 'listContainers'>,
  now: Date,
): Promise<'gone' | 'own' | 'foreign' | 'coming'> {
  const present = await runtime.listContainers(`io.x-k8s.kind.cluster=${place.kind}`);
  if (present.length === 0) {
    const isYoung = now.getTime() - Date.parse(startedAt) < creationMs;
    return place.containers.length === 0 && isYoung ? 'coming' : 'gone';
  }
  // A run that was killed while kind was at work could not note them: only what is younger than it can be its own.
  const isOwn =
    place.containers.length > 0
      ? present.every(({ id }) => place.containers.includes(id))
      : present.every(({ createdAt }) => Date.parse(createdAt) >= Date.parse(startedAt));
  return isOwn ? 'own' : 'foreign';
}

/** Deletes a kind cluster; the user's own kubeconfig is not touched. */
export async function deleteKindCluster(kind: Pick<Kind, 'delete'>, name: string): Promise<void> {
  const folder = await makeFolder('kind');
  try {
    await kind.delete(name, join(folder, 'kubeconfig'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Addresses that gwconf put on the nodes and that no Service has. */
export async function findStrayAddresses(
  api: Pick<KubeApi, 'list'>,
  runtime: Pick<ContainerRuntime, 'exec'>,
  nodes: readonly string[],
): Promise<Map<string, string>> {
  const [own, services] = await Promise.all([
    createNodeAddresses(runtime, nodes).listAllOwn(),
    api.list(kinds.Service),
  ]);
  const used = new Set(services.flatMap(readIngress));
  return new Map([...own].filter(([address]) => !used.has(address)));
}

/** Takes them off again. */
export async function removeAddresses(
  runtime: Pick<ContainerRuntime, 'exec'>,
  addresses: ReadonlyMap<string, string>,
): Promise<void> {
  const nodes = [...new Set(addresses.values())];
  const tools = createNodeAddresses(runtime, nodes);
  for (const node of nodes) {
    await tools.remove(
      node,
      [...addresses].flatMap(([address, place]) => (place === node ? [address] : [])),
    );
  }
}

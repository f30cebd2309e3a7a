import { type ApiServer, startApiServer } from '../../../embedded/apiserver/index.ts';
import { createCache } from '../../../embedded/node/kube/cache.ts';
import { createKubeClient } from '../../../embedded/node/kube/client.ts';
import type { KubeObject } from '../../../embedded/node/kube/objects.ts';
import { startNamespaceController } from '../../../embedded/node/namespaces.ts';
import { compareOutcomes, type Difference } from './compare.ts';
import { Normaliser } from './normalise.ts';
import { performGroup } from './perform.ts';
import { readRecording } from './recordings.ts';
import type { Prepared } from './setups.ts';
import type { Group } from './steps.ts';

/** Asks a new server of ours the requests of a group, and compares its answers with those that were recorded. */
export async function replayGroup(group: Group, prepared: Prepared): Promise<Difference[]> {
  const server = await startOurs(prepared);
  try {
    return await compareGroup(server, group, prepared);
  } finally {
    await server.stop();
  }
}

/** The embedded cluster's API server as it is compared, with the controllers that the real one is recorded with. */
async function startOurs({ crds }: Prepared): Promise<ApiServer> {
  const server = await startApiServer({ crds });
  const client = createKubeClient(server.kubeconfig);
  const log = (): void => {};
  const cache = (plural: string) => createCache<KubeObject>(client, '/api/v1', plural, log);
  const caches = {
    namespaces: cache('namespaces'),
    serviceAccounts: cache('serviceaccounts'),
    configMaps: cache('configmaps'),
  };
  const controller = startNamespaceController({ client, caches, log });
  await Promise.all(Object.values(caches).map((each) => each.start()));
  const stop = async () => {
    await Promise.all(Object.values(caches).map((each) => each.stop()));
    await controller.stop();
    client.close();
    await server.stop();
  };
  return { ...server, stop };
}

async function compareGroup(server: ApiServer, group: Group, { sentences }: Prepared): Promise<Difference[]> {
  const raws = await performGroup({ url: server.url, token: server.token }, group);
  const ours = new Normaliser(sentences).outcomesOf(raws);
  const { outcomes } = await readRecording(group.name);
  // As it would be read back: undefined fields are no fields.
  return compareOutcomes(group.name, outcomes, JSON.parse(JSON.stringify(ours)));
}

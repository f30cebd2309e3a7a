import { ApiError, type KubeClient } from './client.ts';
import { discoveredKinds, type Resource, resourceOf } from './resources.ts';

interface ApiGroup {
  versions: { groupVersion: string }[];
}

interface ApiResources {
  resources: { name: string; kind: string }[];
}

/** The resources that the server has of the kinds that it may lack, in the version that it prefers. */
export async function discoverResources(client: Pick<KubeClient, 'read'>): Promise<readonly Resource[]> {
  const groups = [...new Set(discoveredKinds.map(({ group }) => group))];
  const found = await Promise.all(groups.map((group) => discoverGroup(client, group)));
  return found.flat();
}

async function discoverGroup(client: Pick<KubeClient, 'read'>, group: string): Promise<readonly Resource[]> {
  const { versions } = (await readIfThere<ApiGroup>(client, `/apis/${group}`)) ?? { versions: [] };
  const served = await Promise.all(
    versions.map(async ({ groupVersion }) => {
      const list = await readIfThere<ApiResources>(client, `/apis/${groupVersion}`);
      return { groupVersion, kinds: new Set(list?.resources.map(({ kind }) => kind)) };
    }),
  );
  return discoveredKinds
    .filter((entry) => entry.group === group)
    .flatMap(({ kind }) => {
      const version = served.find(({ kinds }) => kinds.has(kind));
      return version ? [resourceOf(kind, version.groupVersion)] : [];
    });
}

async function readIfThere<Content>(client: Pick<KubeClient, 'read'>, path: string): Promise<Content | undefined> {
  try {
    return (await client.read(path)) as Content;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

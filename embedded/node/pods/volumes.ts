import { posix } from 'node:path';
import type { Caches } from '../kube/context.ts';
import type {
  ConfigMapSource,
  Container,
  FieldFile,
  KeyToPath,
  Pod,
  ProjectedSource,
  Volume,
} from '../kube/objects.ts';
import { ConfigError } from './config-error.ts';
import { readData } from './data.ts';
import { resolveField } from './environment.ts';
import type { TokenReader } from './tokens.ts';

/** What kubelet calls them. */
const KEYS = { configmap: 'config key', secret: 'secret key' };

type DataCaches = Pick<Caches, 'configMaps' | 'secrets'>;

/** What files are made of. */
export interface FileSources {
  caches: DataCaches;
  pod: Pod;
  /** The pod's own address. */
  ip: string;
  readToken: TokenReader;
}

/** Content of a container's files of its pod's volumes, by absolute path. Throws ConfigError. */
export function resolveFiles(sources: FileSources, container: Container): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { name, mountPath, subPath } of container.volumeMounts ?? []) {
    const volume = sources.pod.spec.volumes?.find((candidate) => candidate.name === name);
    if (!volume) throw new ConfigError(`volume mount "${name}" names no volume of the pod`);
    for (const [path, content] of Object.entries(readVolume(sources, volume))) {
      if (subPath === undefined) files[posix.join(mountPath, path)] = content;
      else if (path === subPath) files[mountPath] = content;
      else if (path.startsWith(`${subPath}/`)) files[posix.join(mountPath, path.slice(subPath.length))] = content;
    }
  }
  return files;
}

/** Why a volume of the pod cannot be mounted, in kubelet's words; a volume that nobody mounts counts, too. */
export function findMountFault(sources: FileSources): string | undefined {
  for (const volume of sources.pod.spec.volumes ?? []) {
    try {
      readVolume(sources, volume);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return `MountVolume.SetUp failed for volume ${JSON.stringify(volume.name)} : ${error.message}`;
    }
  }
  return undefined;
}

function readVolume(sources: FileSources, volume: Volume): Record<string, string> {
  if (volume.secret) {
    return readSource(sources, 'secret', { ...volume.secret, name: volume.secret.secretName });
  }
  if (volume.configMap) return readSource(sources, 'configmap', volume.configMap);
  if (volume.downwardAPI) return readFields(sources, volume.downwardAPI.items);
  return Object.assign({}, ...(volume.projected?.sources ?? []).map((source) => readProjected(sources, source)));
}

function readProjected(
  sources: FileSources,
  { configMap, secret, serviceAccountToken, downwardAPI }: ProjectedSource,
): Record<string, string> {
  return {
    ...(configMap && readSource(sources, 'configmap', configMap)),
    ...(secret && readSource(sources, 'secret', secret)),
    ...(serviceAccountToken && { [serviceAccountToken.path]: sources.readToken(serviceAccountToken) }),
    ...(downwardAPI && readFields(sources, downwardAPI.items)),
  };
}

function readSource(
  { caches, pod }: FileSources,
  kind: 'configmap' | 'secret',
  { name = '', items, optional }: ConfigMapSource,
): Record<string, string> {
  const data = readData(caches, kind, pod.metadata.namespace ?? '', name, optional) ?? {};
  return items ? pick(data, items, optional, kind) : { ...data };
}

function readFields({ pod, ip }: FileSources, items: readonly FieldFile[] = []): Record<string, string> {
  return Object.fromEntries(
    items.flatMap(({ path, fieldRef }) => (fieldRef ? [[path, resolveField(pod, ip, fieldRef.fieldPath)]] : [])),
  );
}

function pick(
  data: Readonly<Record<string, string>>,
  items: readonly KeyToPath[],
  optional: boolean | undefined,
  kind: 'configmap' | 'secret',
): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { key, path } of items) {
    const content = data[key];
    if (content !== undefined) files[path] = content;
    else if (!optional) {
      throw new ConfigError(
        `${kind === 'secret' ? 'references' : 'configmap references'} non-existent ${KEYS[kind]}: ${key}`,
      );
    }
  }
  return files;
}

import { posix } from 'node:path';
import type { Caches } from '../kube/context.ts';
import type { ConfigMapSource, Container, KeyToPath, Pod, Volume } from '../kube/objects.ts';
import { ConfigError } from './config-error.ts';
import { readData } from './data.ts';

type DataCaches = Pick<Caches, 'configMaps' | 'secrets'>;

/** Content of a container's Secret, ConfigMap and projected volumes by absolute path. Throws ConfigError. */
export function resolveFiles(caches: DataCaches, pod: Pod, container: Container): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { name, mountPath, subPath } of container.volumeMounts ?? []) {
    const volume = pod.spec.volumes?.find((candidate) => candidate.name === name);
    if (!volume) throw new ConfigError(`volume mount "${name}" names no volume of the pod`);
    for (const [path, content] of Object.entries(readVolume(caches, pod.metadata.namespace ?? '', volume))) {
      if (subPath === undefined) files[posix.join(mountPath, path)] = content;
      else if (path === subPath) files[mountPath] = content;
      else if (path.startsWith(`${subPath}/`)) files[posix.join(mountPath, path.slice(subPath.length))] = content;
    }
  }
  return files;
}

function readVolume(caches: DataCaches, namespace: string, volume: Volume): Record<string, string> {
  const read = (kind: 'configmap' | 'secret', source: ConfigMapSource) => {
    const data = readData(caches, kind, namespace, source.name ?? '', source.optional) ?? {};
    return source.items ? pick(data, source.items, source.optional) : { ...data };
  };
  if (volume.secret) return read('secret', { ...volume.secret, name: volume.secret.secretName });
  if (volume.configMap) return read('configmap', volume.configMap);
  const files: Record<string, string> = {};
  for (const { configMap, secret } of volume.projected?.sources ?? []) {
    if (configMap) Object.assign(files, read('configmap', configMap));
    if (secret) Object.assign(files, read('secret', secret));
  }
  return files;
}

function pick(
  data: Readonly<Record<string, string>>,
  items: readonly KeyToPath[],
  optional: boolean | undefined,
): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { key, path } of items) {
    const content = data[key];
    if (content !== undefined) files[path] = content;
    else if (!optional) throw new ConfigError(`a volume refers to key "${key}", which is not there`);
  }
  return files;
}

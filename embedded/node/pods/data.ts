import type { Caches } from '../kube/context.ts';
import { ConfigError } from './config-error.ts';

type Data = Readonly<Record<string, string>>;

/** Content of a ConfigMap or Secret (decoded); undefined where it is optional and absent. Throws ConfigError. */
export function readData(
  caches: Pick<Caches, 'configMaps' | 'secrets'>,
  kind: 'configmap' | 'secret',
  namespace: string,
  name: string,
  optional: boolean | undefined,
): Data | undefined {
  const object = (kind === 'secret' ? caches.secrets : caches.configMaps).get(namespace, name);
  if (!object) {
    if (optional) return undefined;
    throw new ConfigError(`${kind} "${name}" not found`);
  }
  const data = object.data ?? {};
  if (kind === 'configmap') return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]),
  );
}

/** One value of it. */
export function readKey(
  caches: Pick<Caches, 'configMaps' | 'secrets'>,
  kind: 'configmap' | 'secret',
  namespace: string,
  reference: { name?: string; key: string; optional?: boolean },
): string | undefined {
  const { name = '', key, optional } = reference;
  const value = readData(caches, kind, namespace, name, optional)?.[key];
  if (value === undefined && !optional) {
    const owner = kind === 'secret' ? 'Secret' : 'ConfigMap';
    throw new ConfigError(`couldn't find key ${key} in ${owner} ${namespace}/${name}`);
  }
  return value;
}

import type { Caches } from '../kube/context.ts';
import type { Container, EnvVar, Pod } from '../kube/objects.ts';
import { ConfigError } from './config-error.ts';
import { readData, readKey } from './data.ts';

type DataCaches = Pick<Caches, 'configMaps' | 'secrets'>;

/** A container's environment and arguments, `$(NAME)` expanded. Throws ConfigError. */
export function resolveEnvironment(
  caches: DataCaches,
  pod: Pod,
  container: Container,
  ip: string,
): { env: Record<string, string>; command: string[]; args: string[] } {
  const namespace = pod.metadata.namespace ?? '';
  const env: Record<string, string> = {};
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const reference = configMapRef ?? secretRef;
    if (!reference) continue;
    const kind = configMapRef ? 'configmap' : 'secret';
    const data = readData(caches, kind, namespace, reference.name ?? '', reference.optional) ?? {};
    for (const [key, value] of Object.entries(data)) env[`${prefix}${key}`] = value;
  }
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom
      ? resolveSource(caches, pod, container, ip, variable.valueFrom)
      : expandVariables(variable.value ?? '', env);
    if (value !== undefined) env[variable.name] = value;
  }
  const expand = (words: readonly string[] = []) => words.map((word) => expandVariables(word, env));
  return { env, command: expand(container.command), args: expand(container.args) };
}

/** `$(NAME)` by the variables so far; unknown names stay as they are, and `$$` is a dollar sign. */
export function expandVariables(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([^()]*)\)/g, (whole, name: string | undefined) => {
    if (whole === '$$') return '$';
    return name !== undefined && Object.hasOwn(env, name) ? (env[name] ?? '') : whole;
  });
}

function resolveSource(
  caches: DataCaches,
  pod: Pod,
  container: Container,
  ip: string,
  source: NonNullable<EnvVar['valueFrom']>,
): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  if (source.fieldRef) return resolveField(pod, ip, source.fieldRef.fieldPath);
  if (source.configMapKeyRef) return readKey(caches, 'configmap', namespace, source.configMapKeyRef);
  if (source.secretKeyRef) return readKey(caches, 'secret', namespace, source.secretKeyRef);
  const resource = source.resourceFieldRef?.resource.replace(/^limits\./, '');
  return container.resources?.limits?.[resource ?? ''] ?? '0';
}

/** A field of the pod as text; ConfigError for one that may not be asked for. https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-fieldRef */
export function resolveField(pod: Pod, ip: string, path: string): string {
  const { metadata, spec } = pod;
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (keyed) return metadata[keyed[1] === 'labels' ? 'labels' : 'annotations']?.[keyed[2] ?? ''] ?? '';
  const fields: Readonly<Record<string, string>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace ?? '',
    'metadata.uid': metadata.uid ?? '',
    'spec.nodeName': spec.nodeName ?? '',
    'spec.serviceAccountName': spec.serviceAccountName ?? 'default',
    'status.hostIP': HOST_IP,
    'status.hostIPs': HOST_IP,
    'status.podIP': ip,
    'status.podIPs': ip,
  };
  const value = fields[path];
  if (value === undefined) throw new ConfigError(`fieldRef "${path}" is not a field that a container may refer to`);
  return value;
}

/** The node's own address. */
export const HOST_IP = '127.0.0.1';

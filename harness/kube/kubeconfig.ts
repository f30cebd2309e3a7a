import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { describeFileFault } from '../common/file-fault.ts';
import { isRecord } from '../common/guards.ts';
import { nearest } from '../common/nearest.ts';
import { writeYaml } from '../common/write-yaml.ts';
import { UsageError } from '../scenario/errors.ts';
import { choosePlain, findNamed, readConfig } from './choose-plain.ts';
import { chooseInCluster } from './in-cluster.ts';
import type { ChosenKubeconfig, KubeconfigChoice } from './kubeconfig-types.ts';
import { keepUserFields } from './user-fields.ts';

export type { ChosenKubeconfig, KubeconfigChoice };

/** Reads the kubeconfig that the user means. Throws UsageError where it, or the context in it, is not there. */
export async function chooseKubeconfig({ path, context }: KubeconfigChoice): Promise<ChosenKubeconfig> {
  const plain = await choosePlain({ path, context });
  if (plain) return plain;
  if (path === undefined && context === undefined && !hasKubeconfig()) {
    const pod = chooseInCluster(process.env);
    if (pod) return pod;
  }
  const { KubeConfig } = await import('./whole-config.ts');
  const config = new KubeConfig();
  const place = path ?? (process.env.KUBECONFIG || '~/.kube/config');
  try {
    if (path === undefined) loadAsKubectl(config);
    else config.loadFromFile(path);
  } catch (error) {
    // client-node says of an empty file only that undefined has no clusters.
    const reason = error instanceof TypeError ? 'it is empty' : describeFileFault(error);
    throw new UsageError(`the kubeconfig ${place} cannot be read: ${reason}`, { cause: error });
  }
  if (context !== undefined) selectContext(config, context, place);
  const chosen = config.getCurrentContext();
  const server = config.getCurrentCluster()?.server;
  if (!chosen || server === undefined) {
    throw new UsageError(`the kubeconfig ${place} has no current context; name one with --context`);
  }
  // Of the user's other clusters nothing is handed on, least of all their credentials.
  const { cluster, user } = config.getContextObject(chosen) ?? {};
  config.contexts = config.contexts.filter(({ name }) => name === chosen);
  config.clusters = config.clusters.filter(({ name }) => name === cluster);
  config.users = config.users.filter(({ name }) => name === user);
  return { text: await restoreUserFields(config.exportConfig(), user, path), context: chosen, server };
}

/** Whether the user has one, right or wrong; a pod has none. */
function hasKubeconfig(): boolean {
  return (process.env.KUBECONFIG ?? '') !== '' || existsSync(join(homedir(), '.kube', 'config'));
}

/** What client-node leaves out of a user, from the first file that has one of this name, as kubectl merges them. */
async function restoreUserFields(text: string, user: string | undefined, path: string | undefined): Promise<string> {
  const files =
    path === undefined ? (process.env.KUBECONFIG || join(homedir(), '.kube', 'config')).split(delimiter) : [path];
  for (const file of files.filter(Boolean)) {
    const entry = findNamed((await readConfig(file))?.users, user);
    if (!entry) continue;
    const kept = keepUserFields(entry.user, dirname(resolve(file)));
    if (Object.keys(kept).length === 0) return text;
    const config: unknown = parse(text);
    const users = isRecord(config) && Array.isArray(config.users) ? config.users.filter(isRecord) : [];
    for (const one of users) one.user = { ...(isRecord(one.user) ? one.user : {}), ...kept };
    return writeYaml(config);
  }
  return text;
}

/** Where there is no file, a cluster at localhost:8080 is made up for us. */
function loadAsKubectl(config: KubeConfig): void {
  config.loadFromDefault();
  if (config.clusters.every(({ name, server }) => name === 'cluster' && server === 'http://localhost:8080')) {
    throw Object.assign(new Error('there is no kubeconfig'), { code: 'ENOENT' });
  }
}

function selectContext(config: KubeConfig, context: string, place: string): void {
  const names = config.getContexts().map(({ name }) => name);
  if (!names.includes(context)) {
    const near = nearest(context, names);
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `it has ${names.join(', ') || 'none'}`;
    throw new UsageError(`the kubeconfig ${place} has no context ${context}; ${hint}`);
  }
  config.setCurrentContext(context);
}

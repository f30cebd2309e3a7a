import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { isRecord } from '../common/guards.ts';
import { writeYaml } from '../common/write-yaml.ts';
import type { ChosenKubeconfig, KubeconfigChoice } from './kubeconfig-types.ts';
import { readPlainConfig } from './plain-config.ts';
import { keepUserFields } from './user-fields.ts';

/**
 * The choice where one file says everything itself, which it does for most. Undefined for any other, and for what is not
 * there: client-node knows them all, and what to say, but takes a third of a second to load.
 */
export async function choosePlain({ path, context }: KubeconfigChoice): Promise<ChosenKubeconfig | undefined> {
  const file = path ?? (process.env.KUBECONFIG || join(homedir(), '.kube', 'config'));
  if (path === undefined && file.includes(delimiter)) return undefined;
  const config = await readConfig(file);
  const chosen = context ?? config?.['current-context'];
  const entry = config && findNamed(config.contexts, chosen);
  if (!entry || typeof chosen !== 'string' || !isRecord(entry.context)) return undefined;
  const { cluster, user } = entry.context;
  const text = writeYaml({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': chosen,
    contexts: [entry],
    clusters: [findNamed(config.clusters, cluster)],
    users: [withAbsolutePaths(findNamed(config.users, user), dirname(resolve(file)))],
  });
  const plain = readPlainConfig(text);
  return plain && { text, context: chosen, server: plain.server };
}

function withAbsolutePaths(entry: Record<string, unknown> | undefined, folder: string): unknown {
  if (!entry || !isRecord(entry.user)) return entry;
  return { ...entry, user: { ...entry.user, ...keepUserFields(entry.user, folder) } };
}

export async function readConfig(file: string): Promise<Record<string, unknown> | undefined> {
  try {
    const config: unknown = parse(await readFile(file, 'utf8'));
    return isRecord(config) ? config : undefined;
  } catch {
    return undefined;
  }
}

/** The one entry of a list with this name; undefined where there are several, too. */
export function findNamed(list: unknown, name: unknown): Record<string, unknown> | undefined {
  const entries = (Array.isArray(list) ? list : []).filter(isRecord).filter((entry) => entry.name === name);
  return entries.length === 1 ? entries[0] : undefined;
}

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ControlPlanePrograms } from '../../harness/clusters/controlplane/index.ts';

/**
 * The programs of $ETCD, $KUBE_APISERVER and $KUBE_CONTROLLER_MANAGER, else those that the kit for kind without a
 * registry has built. Throws an Error with one sentence where they are not there.
 */
export async function findPrograms(
  needed: readonly (keyof ControlPlanePrograms)[] = ['etcd', 'apiserver', 'controllers'],
): Promise<Required<ControlPlanePrograms>> {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const kit = process.env.KIND_OFFLINE_CACHE ?? join(cache, 'kind-offline');
  const folders = (await readdir(kit).catch(() => [])).filter((name) => name.startsWith('bin-')).sort();
  const folder = join(kit, folders[folders.length - 1] ?? 'bin');
  const programs = {
    etcd: process.env.ETCD ?? join(folder, 'etcd'),
    apiserver: process.env.KUBE_APISERVER ?? join(folder, 'kube-apiserver'),
    controllers: process.env.KUBE_CONTROLLER_MANAGER ?? join(folder, 'kube-controller-manager'),
  };
  const missing = needed.map((name) => programs[name]).filter((path) => !existsSync(path));
  if (missing.length === 0) return programs;
  const names = 'ETCD, KUBE_APISERVER and KUBE_CONTROLLER_MANAGER';
  throw new Error(
    `a real control plane is needed: set ${names} to programs that exist (missing: ${missing.join(', ')})`,
  );
}

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerRuntime } from '../../containers/index.ts';
import type { Kind } from '../../kind/index.ts';

/** Logs that a node without systemd keeps in files, where `kind export logs` does not look. */
const nodeFiles = ['/var/log/kubelet.log', '/var/log/containerd.log'];
const greatestBytes = 4 * 1024 * 1024;

/** Writes the logs of the nodes and of all that runs in them below a folder; gives the paths. */
export async function collectNodeLogs(
  kind: Pick<Kind, 'exportLogs'>,
  runtime: Pick<ContainerRuntime, 'exec'>,
  cluster: { name: string; nodes: readonly string[] },
  dir: string,
): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  // What could be exported is there even where a part of it failed.
  await kind.exportLogs(cluster.name, dir).catch(() => {});
  for (const node of cluster.nodes) {
    for (const file of nodeFiles) {
      const text = await runtime.exec(node, ['tail', '-c', String(greatestBytes), file]).catch(() => '');
      if (text === '') continue;
      await mkdir(join(dir, node), { recursive: true });
      await writeFile(join(dir, node, file.split('/').at(-1) ?? 'log'), text);
    }
  }
  return listFiles(dir);
}

async function listFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

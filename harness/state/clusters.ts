import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { isRecord } from '../kube/guards.ts';

/** A kind cluster that a run on this machine made, so that it can be removed where the run was killed. */
export interface ClusterRecord {
  name: string;
  runtime: 'docker' | 'podman';
  runId: string;
  /** Process of the run, and when the record was first written. */
  pid: number;
  startedAt: string;
  /** Ids of its containers, once they are there: a cluster of the same name with others is somebody else's. */
  containers: readonly string[];
  /** Left on purpose, by --keep. */
  kept: boolean;
}

/** Where records are kept: the user's folder for data of programs, or `$GWCONF_STATE`. */
export function clusterFolder(): string {
  return join(process.env.GWCONF_STATE || envPaths('gwconf', { suffix: '' }).data, 'clusters');
}

/** Writes or replaces the record of a cluster. */
export async function writeClusterRecord(record: ClusterRecord): Promise<void> {
  const path = join(clusterFolder(), `${record.name}.json`);
  const part = `${path}.${process.pid}.part`;
  await mkdir(clusterFolder(), { recursive: true });
  await writeFile(part, `${JSON.stringify(record, null, 2)}\n`);
  await rename(part, path);
}

export async function removeClusterRecord(name: string): Promise<void> {
  await rm(join(clusterFolder(), `${name}.json`), { force: true });
}

/** All records, by name. A file that is none is left out. */
export async function listClusterRecords(): Promise<ClusterRecord[]> {
  const names = await readdir(clusterFolder()).catch((): string[] => []);
  const records = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map(async (name) => parseRecord(await readFile(join(clusterFolder(), name), 'utf8').catch(() => '')));
  return (await Promise.all(records)).filter((record) => record !== undefined);
}

/** Whether a process of this number runs; another one may have got the number meanwhile. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function parseRecord(text: string): ClusterRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && typeof value.name === 'string' && typeof value.pid === 'number'
      ? (value as unknown as ClusterRecord)
      : undefined;
  } catch {
    return undefined;
  }
}

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { isRecord } from '../guards.ts';

/** Where a run's objects are. */
export type RunPlace =
  | {
      kind: string;
      runtime: 'docker' | 'podman';
      /** The run made the cluster, so all of it goes. */
      made: boolean;
      /** Ids of its containers, once they are there: a cluster of the same name with others is somebody else's. */
      containers: readonly string[];
    }
  /** `kubeconfig` is a path; without one it is as kubectl finds it. */
  | { context: string; kubeconfig?: string };

/** A run of this machine that made something outside of it, so that it can be removed where the run was killed. */
export interface RunRecord {
  runId: string;
  /** Process of the run, and when the record was first written, ISO 8601. */
  pid: number;
  startedAt: string;
  /** Left on purpose, by --keep. */
  kept: boolean;
  place: RunPlace;
}

/** Where records are kept: the user's folder for data of programs, or `$GWCONF_STATE`. */
export function stateFolder(): string {
  return process.env.GWCONF_STATE || envPaths('gwconf', { suffix: '' }).data;
}

function runFolder(): string {
  return join(stateFolder(), 'runs');
}

/** Two runs of one seed have the same id, but are not the same process. */
function pathOf({ runId, pid }: Pick<RunRecord, 'runId' | 'pid'>): string {
  return join(runFolder(), `${runId}-${pid}.json`);
}

/** Writes or replaces the record of a run. */
export async function writeRunRecord(record: RunRecord): Promise<void> {
  const path = pathOf(record);
  const part = `${path}.part`;
  await mkdir(runFolder(), { recursive: true });
  await writeFile(part, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(part, path);
}

export async function removeRunRecord(record: Pick<RunRecord, 'runId' | 'pid'>): Promise<void> {
  await rm(pathOf(record), { force: true });
}

/** All records, by name. A file that is none is left out. */
export async function listRunRecords(): Promise<RunRecord[]> {
  const names = await readdir(runFolder()).catch((): string[] => []);
  const records = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map(async (name) => parseRecord(await readFile(join(runFolder(), name), 'utf8').catch(() => '')));
  return (await Promise.all(records)).filter((record) => record !== undefined);
}

/** Whether the run is still going on. Another process may have got its number meanwhile: then it seems so too. */
export function isAlive({ pid }: Pick<RunRecord, 'pid'>): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function parseRecord(text: string): RunRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isComplete =
      isRecord(value) && typeof value.runId === 'string' && typeof value.pid === 'number' && isRecord(value.place);
    return isComplete ? (value as unknown as RunRecord) : undefined;
  } catch {
    return undefined;
  }
}

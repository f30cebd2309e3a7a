import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../guards.ts';
import { stateFolder } from './runs.ts';

/** A cluster of `gwconf cluster up` that runs on this machine. */
export interface ClusterRecord {
  name: string;
  pid: number;
  /** ISO 8601. */
  startedAt: string;
  kubeconfig: string;
  /** What it has, one phrase: versions, and what was installed. */
  holds: string;
  /** Socket at which it takes the word to end. */
  control: string;
}

const folder = (): string => join(stateFolder(), 'clusters');

/** Where the output of one that runs in the background goes. */
export const clusterLogPath = (name: string): string => join(folder(), `${name}.log`);

export async function writeClusterRecord(record: ClusterRecord): Promise<void> {
  const path = join(folder(), `${record.name}.json`);
  await mkdir(folder(), { recursive: true });
  await writeFile(`${path}.part`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
}

export async function removeClusterRecord(name: string): Promise<void> {
  await Promise.all([rm(join(folder(), `${name}.json`), { force: true }), rm(clusterLogPath(name), { force: true })]);
}

/** All records, by name, also of clusters whose process was killed. A file that is none is left out. */
export async function listClusterRecords(): Promise<ClusterRecord[]> {
  const names = await readdir(folder()).catch((): string[] => []);
  const files = names.filter((name) => name.endsWith('.json')).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder(), name), 'utf8').catch(() => '')));
  return texts.flatMap((text) => parse(text));
}

const FIELDS = ['name', 'startedAt', 'kubeconfig', 'holds', 'control'] as const;

function parse(text: string): ClusterRecord[] {
  try {
    const value: unknown = JSON.parse(text);
    const isComplete =
      isRecord(value) && typeof value.pid === 'number' && FIELDS.every((field) => typeof value[field] === 'string');
    return isComplete ? [value as unknown as ClusterRecord] : [];
  } catch {
    return [];
  }
}

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { CustomResourceDefinition } from '../../embedded/apiserver/index.ts';
import { startControlPlane } from '../../harness/clusters/controlplane/index.ts';
import { findPrograms } from '../../test/differential/programs.ts';
import { built } from '../measure.ts';
import { Client, type Target } from './client.ts';

const script = fileURLToPath(new URL('ours-once.mjs', import.meta.url));
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const TICKS_PER_SECOND = 100;
const PAGE_KB = 4;

/** A server that runs in processes of its own. */
export interface BenchServer extends Target {
  name: 'ours' | 'real';
  /** From the start of the programs until all CRDs are established and served. */
  readyMs: number;
  /** Resident memory of its processes now. */
  rssMb(): Promise<number>;
  /** Processor time that they have used, user and system. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

export type Starter = (crds: readonly CustomResourceDefinition[], crdsFile: string) => Promise<BenchServer>;

/** The built API server of the embedded cluster, without the rest of it. */
export const startOurs: Starter = async (_crds, crdsFile) => {
  const started = performance.now();
  const child = execa(process.execPath, [script, built, crdsFile], {
    stdin: 'ignore',
    stderr: 'inherit',
    reject: false,
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const target = JSON.parse(line) as Target;
  const client = await Client.open(target);
  await client.call('GET', '/apis/gateway.networking.k8s.io/v1/httproutes');
  const readyMs = performance.now() - started;
  client.close();
  const stop = async () => {
    child.kill('SIGKILL');
    await child;
  };
  return { name: 'ours', ...target, readyMs, ...measureProcesses([child.pid]), stop };
};

/** kube-apiserver with etcd, which writes to no disk for good (`--unsafe-no-fsync`). */
export const startReal: Starter = async (crds) => {
  const plane = await startControlPlane({ programs: { ...(await findPrograms()), controllers: undefined } });
  const started = performance.now();
  const client = await Client.open(plane);
  try {
    for (const crd of crds) await client.call('POST', CRDS, JSON.stringify(crd));
    for (const crd of crds) await awaitServed(client, crd);
  } catch (error) {
    await plane.stop();
    throw error;
  } finally {
    client.close();
  }
  const readyMs = plane.readyAfter + performance.now() - started;
  const { url, token, stop, pids } = plane;
  return { name: 'real', url, token, readyMs, ...measureProcesses([pids.etcd, pids.apiserver]), stop };
};

async function awaitServed(client: Client, { spec }: CustomResourceDefinition): Promise<void> {
  for (const { name, served } of spec.versions) {
    const path = `/apis/${spec.group}/${name}/${spec.names.plural}?limit=1`;
    while (served && (await client.try('GET', path)).code !== 200) await sleep(20);
  }
}

/** Of Linux' /proc, which tells both of each process. */
function measureProcesses(pids: readonly (number | undefined)[]): Pick<BenchServer, 'rssMb' | 'cpuMs'> {
  const sum = async (read: (pid: number) => Promise<number>) => {
    const values = await Promise.all(pids.map((pid) => (pid === undefined ? 0 : read(pid))));
    return values.reduce((total, value) => total + value, 0);
  };
  return {
    rssMb: () =>
      sum(async (pid) => (Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * PAGE_KB) / 1024),
    cpuMs: () =>
      sum(async (pid) => {
        // The name, in parentheses, may hold spaces.
        const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
        return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
      }),
  };
}

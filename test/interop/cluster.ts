import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { newestVersion } from '../../apimachinery/crds/names.ts';

const program = fileURLToPath(new URL('../../bin/gwconf.js', import.meta.url));
const START_LIMIT_MS = 180_000;

/** `gwconf cluster up` in a process of its own, as its users have it. */
export interface RunningCluster {
  /** Path of the kubeconfig. */
  kubeconfig: string;
  /** An address that a Gateway may ask for. */
  freeAddress: string;
  stop(): Promise<void>;
}

/**
 * Starts an embedded cluster that writes its kubeconfig into `folder`. Rejects with what the program said where it does
 * not come up. The program is what `npm run build` made.
 */
export async function startCluster(
  folder: string,
  flags: readonly string[] = [],
  launcher = program,
): Promise<RunningCluster> {
  const kubeconfig = join(folder, 'kubeconfig');
  const child = execa(process.execPath, [launcher, 'cluster', 'up', '--kubeconfig', kubeconfig, ...flags], {
    // In the empty folder, so that no gwconf.yaml of the caller's has a say.
    cwd: folder,
    env: { TMPDIR: folder },
    reject: false,
    stdin: 'ignore',
    buffer: { stdout: false },
    forceKillAfterDelay: 10_000,
  });
  const limit = setTimeout(() => child.kill(), START_LIMIT_MS);
  let isUp = false;
  let freeAddress = '';
  for await (const line of createInterface({ input: child.stdout })) {
    freeAddress = /^a Gateway may ask for the address (\S+)$/.exec(line)?.[1] ?? freeAddress;
    isUp = line.startsWith('export KUBECONFIG=');
    if (isUp) break;
  }
  clearTimeout(limit);
  child.stdout.resume();
  const stop = async () => {
    child.kill();
    await child;
  };
  if (!isUp) throw new Error(`The cluster did not start: ${(await child).stderr.trim()}`);
  return { kubeconfig, freeAddress, stop };
}

/**
 * Flags by which a cluster has the CRDs of a release with their rules, which it takes by itself only where somebody has
 * fetched them before; undefined where they cannot be had.
 */
export async function fetchRules(): Promise<readonly string[] | undefined> {
  const { exitCode } = await execa(process.execPath, [program, 'crds', 'fetch'], { cwd: tmpdir(), reject: false });
  return exitCode === 0 ? ['--crds', newestVersion] : undefined;
}

/** A cluster for all tests of a suite. */
export interface TestedCluster {
  kubeconfig: string;
  /** Its own, removed with it. */
  folder: string;
}

/**
 * Starts a cluster before the tests of the suite that calls this, and ends it after them.
 * @param prepare is done once the cluster runs
 */
export function useCluster(
  name: string,
  flags: readonly string[],
  prepare: (cluster: TestedCluster) => Promise<void> | void,
): void {
  let folder: string | undefined;
  let cluster: RunningCluster | undefined;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), `gwconf-${name}-`));
    cluster = await startCluster(folder, flags);
    await prepare({ kubeconfig: cluster.kubeconfig, folder });
  });
  after(async () => {
    await cluster?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });
}

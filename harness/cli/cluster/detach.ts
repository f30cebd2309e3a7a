import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClusterRecord, clusterLogPath, listClusterRecords } from '../../common/state/clusters.ts';

/** How the cluster in the background came up: its record, or what it said and its exit code. */
export type Detached = { record: ClusterRecord } | { said: string; code: number };

const STEP_MS = 50;

/**
 * Starts `gwconf` with these words as a process of its own, and waits until its cluster is up.
 * @param signal ends that process, too, where it is not up yet
 */
export async function startDetached(
  words: readonly string[],
  name: string,
  cwd: string,
  signal: AbortSignal,
): Promise<Detached> {
  const path = clusterLogPath(name);
  mkdirSync(dirname(path), { recursive: true });
  const log = openSync(path, 'w', 0o600);
  const [script = ''] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, script, ...words], {
    cwd,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let code: number | undefined;
  child.once('error', () => {
    code = 3;
  });
  child.once('exit', (exit) => {
    code = exit ?? 3;
  });
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  try {
    while (code === undefined) {
      const record = (await listClusterRecords()).find((one) => one.name === name && one.pid === child.pid);
      if (record && !signal.aborted) {
        child.unref();
        return { record };
      }
      await sleep(STEP_MS);
    }
    return { said: readFileSync(path, 'utf8'), code };
  } finally {
    signal.removeEventListener('abort', end);
    if (code !== undefined) rmSync(path, { force: true });
  }
}

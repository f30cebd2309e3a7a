import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../state/runs.ts';

const prefix = 'gwconf-install-';

/** Makes a folder for temporary files that tells by its name which process it belongs to. */
export async function makeFolder(parent: string = tmpdir()): Promise<string> {
  await removeDeadFolders(parent);
  return mkdtemp(join(parent, `${prefix}${process.pid}-`));
}

/** Removes the folders of processes that were killed. Gives their paths. */
export async function removeDeadFolders(parent: string = tmpdir()): Promise<string[]> {
  const names = await readdir(parent).catch((): string[] => []);
  const dead = names.filter((name) => {
    const [, pid] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? [];
    return pid !== undefined && !isAlive({ pid: Number(pid) });
  });
  const paths = dead.map((name) => join(parent, name));
  // Those of another user stay.
  await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true }).catch(() => {})));
  return paths;
}

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './runs.ts';

const named = /^gwconf-[a-z]+-(\d+)-/;

/**
 * Makes a folder for temporary files that tells by its name which process it belongs to.
 * @param purpose one word, in small letters
 */
export async function makeFolder(purpose: string, parent: string = tmpdir()): Promise<string> {
  await removeDeadFolders(parent);
  return mkdtemp(join(parent, `gwconf-${purpose}-${process.pid}-`));
}

/** Removes the folders of processes that were killed. Gives their paths. */
export async function removeDeadFolders(parent: string = tmpdir()): Promise<string[]> {
  const names = await readdir(parent).catch((): string[] => []);
  const dead = names.filter((name) => {
    const [, pid] = named.exec(name) ?? [];
    return pid !== undefined && !isAlive({ pid: Number(pid) });
  });
  const paths = dead.map((name) => join(parent, name));
  // Those of another user stay.
  await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true }).catch(() => {})));
  return paths;
}

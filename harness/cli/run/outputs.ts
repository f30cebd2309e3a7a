import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HarnessError, UsageError } from '../../scenario/errors.ts';

/** Refuses paths that cannot be written, before any work is done for them. Leaves nothing behind. */
export function checkWritable(paths: readonly string[]): void {
  for (const [index, path] of paths.entries()) {
    if (paths.indexOf(path) < index) throw new UsageError(`${path} is to hold two files; give one another path`);
    try {
      const found = statSync(path, { throwIfNoEntry: false });
      if (found?.isDirectory()) throw new Error('it is a folder');
      // A device or a pipe would be replaced by a file.
      if (found && !found.isFile()) throw new Error('it is not a regular file');
      probeFolder(dirname(path));
    } catch (cause) {
      throw new UsageError(`cannot write ${path}: ${describeReason(cause)}`, { cause });
    }
  }
}

/** Root may write where permissions say otherwise, so only trying tells. Missing folders can be made where one can. */
function probeFolder(folder: string): void {
  const nearest = findExisting(folder);
  if (!statSync(nearest).isDirectory()) throw new Error('a part of its path is a file');
  rmSync(mkdtempSync(join(nearest, '.gwconf-probe-')), { recursive: true });
}

function findExisting(folder: string): string {
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(path) || path === dirname(path)) return path;
  }
}

function describeReason(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOTDIR: 'a part of its path is a file',
    ENOENT: 'no folder can be made there',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space is left on the disk',
    EDQUOT: 'the disk quota is used up',
  };
  return reasons[code ?? ''] ?? message;
}

const kubeconfigMark = '# Written by gwconf; gone with its cluster.\n';

/** Refuses to replace a kubeconfig that is not ours: it may be the user's only one. */
export function checkKubeconfigPath(path: string): void {
  checkWritable([path]);
  if (existsSync(path) && !readFileSync(path, 'utf8').startsWith(kubeconfigMark)) {
    throw new UsageError(`${path} exists already and was not written by gwconf; choose another path`);
  }
}

/** Writes a kubeconfig that its owner alone can read. Gives the function that removes it. */
export function writeKubeconfig(path: string, yaml: string): () => void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // A mode given at writing counts for new files only.
    rmSync(path, { force: true });
    writeFileSync(path, `${kubeconfigMark}${yaml}`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new HarnessError(`cannot write the kubeconfig ${path}: ${(cause as Error).message}`, { cause });
  }
  return () => rmSync(path, { force: true });
}

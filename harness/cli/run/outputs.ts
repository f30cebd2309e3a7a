import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HarnessError, UsageError } from '../../scenario/errors.ts';

/** Refuses paths that cannot be written, before any work is done for them. Leaves nothing behind. */
export function checkWritable(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      probeFolder(dirname(path));
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
    } catch (cause) {
      throw new UsageError(`cannot write ${path}: ${describeReason(cause)}`, { cause });
    }
  }
}

/** Root may write where permissions say otherwise, so only trying tells. */
function probeFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true });
  try {
    rmSync(mkdtempSync(join(folder, '.gwconf-probe-')), { recursive: true });
  } finally {
    if (made !== undefined) rmSync(made, { recursive: true });
  }
}

function describeReason(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOTDIR: 'a part of its path is a file',
    EEXIST: 'a part of its path is a file',
    EROFS: 'the file system is read-only',
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

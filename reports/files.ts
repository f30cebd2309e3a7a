import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ReportError } from './errors.ts';

/** Writes a file whole or not at all: a reader never sees half a report. Makes missing folders. */
export function writeFileWhole(path: string, text: string): void {
  let temporary = '';
  try {
    const target = findTarget(path);
    temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, target);
  } catch (cause) {
    removeQuietly(temporary);
    throw new ReportError(`cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}

/** A link stays one, and what is no file (a device, a pipe) is not replaced by one. */
function findTarget(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw new Error('it is not a regular file');
  return found ? realpathSync(path) : path;
}

function removeQuietly(path: string): void {
  try {
    if (path !== '') rmSync(path, { force: true });
  } catch {
    // The first error is the one to tell.
  }
}

import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/**
 * Absolute path of a program: of a path (what holds a slash, relative to `cwd`), or of a name in PATH. Undefined where
 * there is none that may be run.
 */
export function findProgram(name: string, place: { cwd: string; path: string | undefined }): string | undefined {
  if (/[\\/]/.test(name)) return [resolve(place.cwd, name)].find(isProgram);
  const folders = (place.path ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => resolve(place.cwd, join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

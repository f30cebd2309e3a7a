import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { UsageError } from '../../scenario/errors.ts';

const ENDINGS = /\.(ya?ml|m?ts|m?js)$/;
/** Declarations, tests, and what others of the folder import. */
const LEFT_OUT = /(\.d\.m?ts|\.(test|spec)\.m?[jt]s)$|^[_.]/;
const REGISTRY = /^catalogue\.ya?ml$/;

export interface FoundFiles {
  /** Absolute, in the order of their paths. */
  scenarios: readonly string[];
  registries: readonly string[];
}

/**
 * The files of scenarios that the user named: each a file, or a folder with all below it.
 * @throws UsageError where one does not exist or has none
 */
export async function listScenarioFiles(paths: readonly string[], cwd: string): Promise<FoundFiles> {
  const found = (await Promise.all(paths.map((path) => listOne(path, cwd)))).flat();
  const files = [...new Set(found)];
  const isRegistry = (file: string): boolean => REGISTRY.test(basename(file));
  return { scenarios: files.filter((file) => !isRegistry(file)), registries: files.filter(isRegistry) };
}

/** A path as messages and results name it. */
export function nameFile(file: string, cwd: string): string {
  const near = relative(cwd, file).replaceAll('\\', '/');
  return near.startsWith('..') ? file : near;
}

async function listOne(path: string, cwd: string): Promise<string[]> {
  const full = resolve(cwd, path);
  const found = await stat(full).catch(() => undefined);
  if (!found) throw new UsageError(`--scenarios: '${path}' does not exist`);
  if (found.isFile()) {
    if (ENDINGS.test(full)) return [full];
    throw new UsageError(`--scenarios: '${path}' is neither YAML nor TypeScript nor JavaScript, by its ending`);
  }
  const below = await readdir(full, { recursive: true });
  const files = below
    .map((file) => file.replaceAll('\\', '/'))
    .filter(
      (file) => ENDINGS.test(file) && !file.split('/').some((part) => LEFT_OUT.test(part) || part === 'node_modules'),
    )
    .sort();
  if (!files.some((file) => !REGISTRY.test(basename(file)))) {
    throw new UsageError(`--scenarios: '${path}' has no file that ends with .yaml, .yml, .ts, .mts, .js or .mjs`);
  }
  return files.map((file) => join(full, file));
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nearest } from '../../../common/nearest.ts';
import { findPackageRoot } from '../../../common/package-root.ts';
import { UsageError } from '../../../scenario/errors.ts';

/** The default of `--kind-config`. */
export const defaultKindConfig = 'single-node';

/**
 * Text of a kind configuration, by its name in kind-config/ or by path: what holds a `/` or `\` or ends in .yaml or
 * .yml. Throws UsageError for one that cannot be had.
 */
export async function readKindConfig(
  nameOrPath: string,
  folder = join(findPackageRoot(), 'kind-config'),
): Promise<string> {
  const isPath = /[\\/]|\.ya?ml$/i.test(nameOrPath);
  const known = isPath ? [] : await listKindConfigs(folder);
  if (!isPath && !known.includes(nameOrPath)) {
    const near = nearest(nameOrPath, known);
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known: ${known.join(', ')}`;
    throw new UsageError(`there is no kind configuration ${nameOrPath}; ${hint} (a path holds a / or ends in .yaml)`);
  }
  const path = isPath ? nameOrPath : join(folder, `${nameOrPath}.yaml`);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new UsageError(`the kind configuration ${path} cannot be read: ${reason}`, { cause: error });
  }
}

/** Names of the configurations that come with the package, sorted. */
async function listKindConfigs(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch((): string[] => []);
  return files.flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [])).sort();
}

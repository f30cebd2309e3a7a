import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { messageOf } from '../common/message-of.ts';
import { findPackageRoot } from '../common/package-root.ts';
import { UsageError } from '../scenario/errors.ts';
import { parseProfile } from './parse.ts';
import type { ImplementationProfile } from './types.ts';

/** A profile, and the file that it was read from. */
export interface LoadedImplementation {
  profile: ImplementationProfile;
  text: string;
}

/**
 * Loads a profile by its name, or from a path: what holds a `/` or `\` or ends in .yaml or .yml. Throws UsageError for
 * an unknown name (telling the nearest known ones), an unreadable file and a file that is no profile.
 * @param folder where the named profiles lie; tests have their own
 */
export async function loadImplementation(
  nameOrPath: string,
  folder: string = implementationFolder(),
): Promise<ImplementationProfile> {
  return (await readImplementation(nameOrPath, folder)).profile;
}

/** The same, with the file's text. */
export async function readImplementation(
  nameOrPath: string,
  folder: string = implementationFolder(),
): Promise<LoadedImplementation> {
  if (/[\\/]|\.ya?ml$/i.test(nameOrPath)) {
    const text = await readText(nameOrPath);
    return { text, profile: await parseProfile(text, nameOrPath, basename(nameOrPath, extname(nameOrPath))) };
  }
  const known = await listImplementations(folder);
  if (!known.includes(nameOrPath)) {
    throw new UsageError(describeUnknown(nameOrPath, known));
  }
  const file = join(folder, `${nameOrPath}.yaml`);
  const text = await readText(file);
  return { text, profile: await parseProfile(text, `implementations/${nameOrPath}.yaml`, nameOrPath, folder) };
}

/** Names of the profiles that come with the package, sorted. */
export async function listImplementations(folder: string = implementationFolder()): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [])).sort();
}

function implementationFolder(): string {
  return join(findPackageRoot(), 'implementations');
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a directory',
      EACCES: 'permission denied',
      ELOOP: 'its symbolic links lead in a circle',
    };
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const text = reason[code as keyof typeof reason] ?? messageOf(error);
    throw new UsageError(`The implementation profile ${file} cannot be read: ${text}.`);
  }
}

function describeUnknown(name: string, known: readonly string[]): string {
  const near = [...known].sort((left, right) => distance(name, left) - distance(name, right)).slice(0, 3);
  const hint = near.length > 0 ? `nearest known: ${near.join(', ')}` : 'none is known';
  return `There is no implementation ${JSON.stringify(name)}; ${hint}; a path to a profile must hold a / or end in .yaml.`;
}

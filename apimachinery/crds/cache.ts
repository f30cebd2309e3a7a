import { constants, existsSync } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { CrdError, describeCause } from './errors.ts';
import { nameRelease, parseReleaseName } from './names.ts';
import type { CrdRelease, GatewayApiCrds } from './types.ts';

/** Where fetched CRDs are kept: the user's cache folder, or `$GWCONF_CACHE`. */
function cacheDir(): string {
  return join(process.env.GWCONF_CACHE || envPaths('gwconf', { suffix: '' }).cache, 'crds');
}

/** File of a release in the cache, whether it is there or not. */
export function cachePath(release: CrdRelease): string {
  return join(cacheDir(), `${nameRelease(release)}.json`);
}

/** Cached CRDs, or undefined where they were not fetched. Throws a CrdError for a file that is damaged. */
export async function readCachedCrds(release: CrdRelease): Promise<GatewayApiCrds | undefined> {
  const path = cachePath(release);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CrdError('ERR_CRDS_INPUT', `the fetched CRDs ${path} can't be read: ${describeCause(error)}`, {
      cause: error,
    });
  }
  const crds = parseCached(text);
  if (crds?.version === release.version && crds.channel === release.channel) return crds;
  throw new CrdError(
    'ERR_CRDS_INPUT',
    `the fetched CRDs ${path} are damaged; fetch them again with gwconf crds fetch --version ${release.version} --channel ${release.channel}`,
  );
}

function parseCached(text: string): GatewayApiCrds | undefined {
  try {
    const value = JSON.parse(text) as Partial<GatewayApiCrds> | null;
    return Array.isArray(value?.crds) ? (value as GatewayApiCrds) : undefined;
  } catch {
    return undefined;
  }
}

/** Releases in the cache, newest name last; files of other names are left out. */
export async function listCachedReleases(): Promise<CrdRelease[]> {
  const names = await readdir(cacheDir()).catch((): string[] => []);
  return names.sort().flatMap((name) => {
    const release = name.endsWith('.json') ? parseReleaseName(name.slice(0, -'.json'.length)) : undefined;
    return release ? [release] : [];
  });
}

/** Refuses a cache that cannot be written, before anything is fetched for it. Throws a CrdError. */
export async function checkCache(): Promise<void> {
  try {
    await makeFolders(cacheDir());
    await access(cacheDir(), constants.W_OK);
  } catch (error) {
    throw describeRefusal(error);
  }
}

/** One after the other: `recursive` never ends where the system refuses a folder as /proc does. */
async function makeFolders(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeFolders(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

function describeRefusal(cause: unknown): CrdError {
  return new CrdError(
    'ERR_CRDS_UNAVAILABLE',
    `the CRDs can't be kept in ${cacheDir()}: ${describeCause(cause)}; $GWCONF_CACHE names another folder`,
    { cause },
  );
}

/** Keeps fetched CRDs; gives the file's path. Written beside and renamed, so that a reader never sees half of it. */
export async function writeCachedCrds(crds: GatewayApiCrds): Promise<string> {
  const path = cachePath(crds);
  const part = `${path}.${process.pid}.part`;
  try {
    await makeFolders(cacheDir());
    await writeFile(part, `${JSON.stringify(crds)}\n`);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw describeRefusal(error);
  }
  return path;
}

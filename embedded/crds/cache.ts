import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import type { GatewayApiCrds } from './types.ts';

/** Where fetched CRDs are kept: the user's cache folder, or `$GWCONF_CACHE`. */
export function cacheDir(): string {
  return join(process.env.GWCONF_CACHE ?? envPaths('gwconf', { suffix: '' }).cache, 'crds');
}

function fileName(version: string, channel: string): string {
  return `${version}-${channel}.json`;
}

/** Cached CRDs, or undefined where they were not fetched. */
export async function readCachedCrds(version: string, channel: string): Promise<GatewayApiCrds | undefined> {
  const names = await readdir(cacheDir()).catch(() => [] as string[]);
  const name = fileName(version, channel);
  if (!names.includes(name)) return undefined;
  return JSON.parse(await readFile(join(cacheDir(), name), 'utf8')) as GatewayApiCrds;
}

/** Keeps fetched CRDs; gives the file's path. Written beside and renamed, so that a reader never sees half of it. */
export async function writeCachedCrds(crds: GatewayApiCrds): Promise<string> {
  await mkdir(cacheDir(), { recursive: true });
  const path = join(cacheDir(), fileName(crds.version, crds.channel));
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, `${JSON.stringify(crds)}\n`);
  await rename(part, path);
  return path;
}

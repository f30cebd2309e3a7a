import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachePath, readCachedCrds } from './cache.ts';
import { CrdError } from './errors.ts';
import { nameRelease, newestVersion } from './names.ts';
import { findPackageRoot } from './package-root.ts';
import type { CrdRelease, GatewayApiCrds } from './types.ts';

/**
 * Where the embedded cluster's CRDs come from. `auto`: the newest release, standard channel, where `gwconf crds fetch`
 * has brought it into the cache, else `bundled`; a release: from the cache only. Nothing is fetched while a cluster
 * starts, so that two runs on one machine judge by the same schemas.
 */
export type CrdSource = 'auto' | 'bundled' | { path: string } | CrdRelease;

/** What `auto` takes where it is in the cache. */
export const preferredRelease: CrdRelease = { version: newestVersion, channel: 'standard' };

/** Where the build keeps the CRDs that are made from the schema package. */
export function bundledFile(): string {
  return join(findPackageRoot(), 'dist', 'apimachinery', 'crds', 'gateway-api.json');
}

/** The Gateway API's CRDs from a source. Throws a CrdError with one sentence where they can't be read. */
export async function loadGatewayApiCrds(source: CrdSource = 'auto'): Promise<GatewayApiCrds> {
  if (source === 'bundled') return await loadBundled();
  if (source === 'auto') return (await readCachedCrds(preferredRelease)) ?? (await loadBundled());
  // The YAML parser is loaded for files only: a cluster is to start fast.
  if ('path' in source) return await (await import('./parse.ts')).readCrds(source.path);
  const cached = await readCachedCrds(source);
  if (cached) return cached;
  throw new CrdError(
    'ERR_CRDS_INPUT',
    `the CRDs ${nameRelease(source)} are not in the cache (${cachePath(source)}); fetch them first: gwconf crds fetch --version ${source.version} --channel ${source.channel}`,
  );
}

/** What comes with the package, or is made now where it was not built. */
export async function loadBundled(): Promise<GatewayApiCrds> {
  const file = bundledFile();
  if (!existsSync(file)) return await (await import('./bundled.ts')).buildBundledCrds();
  return JSON.parse(await readFile(file, 'utf8')) as GatewayApiCrds;
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBundledCrds } from './bundled.ts';
import { readCachedCrds } from './cache.ts';
import { findPackageRoot } from './package-root.ts';
import { readCrds } from './parse.ts';
import type { GatewayApiCrds } from './types.ts';

export type { CustomResourceDefinition, GatewayApiCrds } from './types.ts';

/** The newest release that gwconf knows. */
export const newestVersion = 'v1.7.0';

/**
 * Where the embedded cluster's CRDs come from. `auto`: the cache that `gwconf crds fetch` fills, else `bundled`.
 * Nothing is fetched while a cluster starts, so that two runs on one machine judge by the same schemas.
 */
export type CrdSource = 'auto' | 'bundled' | { path: string };

/** Where the build keeps the CRDs that are made from the schema package. */
export function bundledFile(): string {
  return join(findPackageRoot(), 'dist', 'embedded', 'crds', 'gateway-api.json');
}

/** The Gateway API's CRDs from a source. Throws an Error with one sentence where a path can't be read. */
export async function loadGatewayApiCrds(source: CrdSource = 'auto'): Promise<GatewayApiCrds> {
  if (typeof source === 'object') return await readCrds(source.path);
  const cached = source === 'auto' ? await readCachedCrds(newestVersion, 'standard') : undefined;
  return cached ?? (await loadBundled());
}

async function loadBundled(): Promise<GatewayApiCrds> {
  const file = bundledFile();
  if (!existsSync(file)) return await buildBundledCrds();
  return JSON.parse(await readFile(file, 'utf8')) as GatewayApiCrds;
}

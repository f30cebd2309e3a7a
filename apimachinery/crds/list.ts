import { existsSync } from 'node:fs';
import { messageOf } from '../errors/message-of.ts';
import { cachePath, listCachedReleases, readCachedCrds } from './cache.ts';
import { bundledFile, loadBundled, preferredRelease } from './index.ts';
import { nameRelease } from './names.ts';
import type { CrdRelease, GatewayApiCrds } from './types.ts';

/** CRDs that a cluster can be started with. */
export interface ListedCrds extends CrdRelease {
  /** `bundled`, or the name of a release: `v1.7.0-standard`. */
  name: string;
  /** Number of definitions; 0 for a damaged file. */
  count: number;
  /** Where they come from, one phrase; of a damaged file, what is wrong. */
  source: string;
  /** File; absent where they are made at each start. */
  path?: string;
  damaged: boolean;
  /** A cluster takes these where it is not told otherwise. */
  chosen: boolean;
}

/** What comes with the package, and the releases in the cache. */
export async function listCrds(): Promise<ListedCrds[]> {
  const cached = await Promise.all((await listCachedReleases()).map(describeCached));
  const path = bundledFile();
  const bundled = { ...describe('bundled', await loadBundled()), ...(existsSync(path) ? { path } : {}) };
  const chosen = cached.find(({ name }) => name === nameRelease(preferredRelease)) ?? bundled;
  return [bundled, ...cached].map((entry) => ({ ...entry, chosen: entry === chosen }));
}

type Entry = Omit<ListedCrds, 'chosen'>;

async function describeCached(release: CrdRelease): Promise<Entry> {
  const name = nameRelease(release);
  const path = cachePath(release);
  try {
    const crds = await readCachedCrds(release);
    if (crds) return { ...describe(name, crds), path };
    return { ...release, name, count: 0, source: 'removed meanwhile', path, damaged: true };
  } catch (error) {
    const source = messageOf(error);
    return { ...release, name, count: 0, source, path, damaged: true };
  }
}

function describe(name: string, { version, channel, source, crds }: GatewayApiCrds): Entry {
  return { name, version, channel, count: crds.length, source, damaged: false };
}

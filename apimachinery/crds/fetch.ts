import { cachePath, checkCache, readCachedCrds, writeCachedCrds } from './cache.ts';
import { checkDigest } from './digests.ts';
import { CrdError } from './errors.ts';
import { downloadGoModule } from './go-module.ts';
import { nameRelease, newestVersion, parseReleaseName } from './names.ts';
import { readCrds } from './parse.ts';
import { downloadCrds, RELEASES, releaseUrl } from './release.ts';
import type { CrdRelease, GatewayApiCrds } from './types.ts';

export interface FetchOptions {
  /** `v1.7.0`. Default: the newest known; with `from`, what the file says. */
  version?: string;
  /** Default: `standard`; with `from`, what the file says. */
  channel?: string;
  /** A file, a folder, or an http(s) URL to take them from, in place of the release. */
  from?: string;
  signal?: AbortSignal;
  /** Where releases are downloaded; tests have a host of their own. */
  releases?: string;
}

/** What was fetched, and where it is kept now. */
export interface FetchedCrds {
  crds: GatewayApiCrds;
  path: string;
  /** It was there already, so that nothing was fetched. */
  cached: boolean;
}

/**
 * Brings the CRDs of a release into the cache: from the release's page, else, where `go` is there, from the Go module
 * (which honours GOPROXY); a release in the cache already is not fetched again. Throws a CrdError with one sentence that
 * says why they can't be had, or that what came is another release; the cache is as it was then.
 */
export async function fetchCrds({ signal, ...options }: FetchOptions): Promise<FetchedCrds> {
  const wanted = chooseRelease(options);
  if (options.from === undefined) {
    const cached = await readCachedCrds(wanted).catch(() => undefined);
    if (cached) return { crds: cached, path: cachePath(wanted), cached: true };
  }
  await checkCache();
  const found =
    options.from === undefined
      ? await fetchRelease(wanted, options.releases ?? RELEASES, signal)
      : await readFrom(options.from, signal);
  signal?.throwIfAborted();
  const crds = { ...found, ...checkRelease(found, wanted, options) };
  return { crds, path: await writeCachedCrds(crds), cached: false };
}

function chooseRelease({ version = newestVersion, channel = 'standard' }: FetchOptions): CrdRelease {
  const release = parseReleaseName(`${version}-${channel}`);
  if (release) return release;
  throw new CrdError('ERR_CRDS_INPUT', `there is no release ${version} (${channel}); a version is written as v1.7.0`);
}

/** The page's answer counts where neither way works: the Go module is the way around a page that can't be reached. */
async function fetchRelease(release: CrdRelease, base: string, signal?: AbortSignal): Promise<GatewayApiCrds> {
  const attempts = [
    { name: 'the release page', run: () => downloadCrds(releaseUrl(release, base), signal) },
    { name: 'the Go module', run: () => downloadGoModule(release, signal) },
  ];
  const reasons: string[] = [];
  let code: CrdError['code'] = 'ERR_CRDS_UNAVAILABLE';
  for (const { name, run } of attempts) {
    try {
      const found = await run();
      checkDigest(found);
      return found;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof CrdError)) throw error;
      if (reasons.length === 0) code = error.code;
      reasons.push(`${name}: ${error.message}`);
    }
  }
  throw new CrdError(code, `the CRDs of Gateway API ${nameRelease(release)} can't be fetched (${reasons.join('; ')})`);
}

async function readFrom(from: string, signal?: AbortSignal): Promise<GatewayApiCrds> {
  return /^https?:\/\//.test(from) ? await downloadCrds(from, signal) : await readCrds(from);
}

/** What came says of itself which release it is. */
function checkRelease(found: GatewayApiCrds, wanted: CrdRelease, { from, version, channel }: FetchOptions): CrdRelease {
  const release = parseReleaseName(nameRelease(found));
  if (!release) {
    const annotations = 'the annotations gateway.networking.k8s.io/bundle-version and /channel of its CRDs';
    throw new CrdError('ERR_CRDS_INPUT', `${found.source} does not say which release it is, in ${annotations}`);
  }
  const isOther =
    from === undefined
      ? nameRelease(release) !== nameRelease(wanted)
      : (version ?? release.version) !== release.version || (channel ?? release.channel) !== release.channel;
  if (!isOther) return release;
  const asked = from === undefined ? nameRelease(wanted) : nameRelease({ ...release, ...pick({ version, channel }) });
  throw new CrdError('ERR_CRDS_INPUT', `${found.source} holds ${nameRelease(release)}, not ${asked}`);
}

function pick(given: Partial<CrdRelease>): Partial<CrdRelease> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { writeCachedCrds } from './cache.ts';
import { parseCrds, readCrds } from './parse.ts';
import type { GatewayApiCrds } from './types.ts';

const module = 'sigs.k8s.io/gateway-api';

/** What was fetched, and where it is kept now. */
export interface FetchedCrds {
  crds: GatewayApiCrds;
  path: string;
}

/**
 * Fetches the CRDs of a release (`v1.7.0`) and channel into the cache: from the release's page, else, where `go` is
 * there, from the Go module. Throws an Error that says why neither could be had.
 */
export async function fetchCrds(version: string, channel: string, signal?: AbortSignal): Promise<FetchedCrds> {
  const reasons: string[] = [];
  for (const [name, attempt] of [
    ['the release page', fromRelease],
    ['the Go module', fromGoModule],
  ] as const) {
    try {
      const crds = await attempt(version, channel, signal);
      return { crds, path: await writeCachedCrds(crds) };
    } catch (error) {
      signal?.throwIfAborted();
      reasons.push(`${name}: ${error instanceof Error ? firstLine(error.message) : String(error)}`);
    }
  }
  throw new Error(`the CRDs of Gateway API ${version} (${channel}) can't be fetched (${reasons.join('; ')})`);
}

async function fromRelease(version: string, channel: string, signal?: AbortSignal): Promise<GatewayApiCrds> {
  const url = `https://github.com/kubernetes-sigs/gateway-api/releases/download/${version}/${channel}-install.yaml`;
  const timeout = AbortSignal.timeout(20_000);
  const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return parseCrds([{ file: url, text: await response.text() }], `the release ${version} (${channel} channel)`);
}

async function fromGoModule(version: string, channel: string, signal?: AbortSignal): Promise<GatewayApiCrds> {
  const dir = await mkdtemp(join(tmpdir(), 'gwconf-crds-'));
  try {
    await writeFile(join(dir, 'go.mod'), 'module crds\n');
    const { stdout } = await execa('go', ['mod', 'download', '-json', `${module}@${version}`], {
      cwd: dir,
      ...(signal ? { cancelSignal: signal } : {}),
    });
    const { Dir: source }: { Dir: string } = JSON.parse(stdout);
    return await readCrds(join(source, 'config', 'crd', channel), `the Go module ${module} ${version} (${channel})`);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

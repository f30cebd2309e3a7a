import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { CrdError } from './errors.ts';
import { readCrds } from './parse.ts';
import type { CrdRelease, GatewayApiCrds } from './types.ts';

const MODULE = 'sigs.k8s.io/gateway-api';
const TIMEOUT_MS = 120_000;

/**
 * CRDs from the Go module of a release, for machines that reach a module proxy but not the release's page. Throws a
 * CrdError where there is no `go`, and where it can't have the module.
 */
export async function downloadGoModule(release: CrdRelease, signal?: AbortSignal): Promise<GatewayApiCrds> {
  const dir = await mkdtemp(join(tmpdir(), 'gwconf-crds-'));
  try {
    // Outside of any module, the one of the working directory has no say in it.
    await writeFile(join(dir, 'go.mod'), 'module crds\n');
    const folder = await download(`${MODULE}@${release.version}`, dir, signal);
    return await readCrds(join(folder, 'config', 'crd', release.channel), `the Go module ${MODULE} ${release.version}`);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Folder of the module. `go` tells errors in its JSON, and those of its own use on stderr. */
async function download(module: string, cwd: string, signal?: AbortSignal): Promise<string> {
  const result = await execa('go', ['mod', 'download', '-json', module], {
    cwd,
    reject: false,
    timeout: TIMEOUT_MS,
    stdin: 'ignore',
    ...(signal ? { cancelSignal: signal } : {}),
  });
  signal?.throwIfAborted();
  const { Dir: folder, Error: error } = parseAnswer(result.stdout);
  if (result.exitCode === 0 && folder !== undefined) return folder;
  const told = error ?? result.stderr.trim().split('\n', 1)[0];
  const reason =
    result.code === 'ENOENT' ? 'there is no go on the PATH' : result.timedOut ? `no answer in ${TIMEOUT_MS} ms` : told;
  throw new CrdError('ERR_CRDS_UNAVAILABLE', reason || `go ended with exit code ${result.exitCode}`);
}

function parseAnswer(text: string): { Dir?: string; Error?: string } {
  try {
    return JSON.parse(text) as { Dir?: string; Error?: string };
  } catch {
    return {};
  }
}

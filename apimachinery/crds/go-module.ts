import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { strFromU8, unzipSync } from 'fflate';
import { CrdError, describeCause } from './errors.ts';
import { parseCrds } from './parse.ts';
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
    const zip = await download(`${MODULE}@${release.version}`, dir, signal);
    const source = `the Go module ${MODULE} ${release.version}`;
    return parseCrds(await readArchive(zip, `${MODULE}@${release.version}/config/crd/${release.channel}/`), source);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** YAML files of a module's archive below a folder. `go` has checked the archive's checksum. */
async function readArchive(zip: string, folder: string): Promise<{ file: string; text: string }[]> {
  try {
    const entries = unzipSync(await readFile(zip), {
      filter: ({ name }) => name.startsWith(folder) && name.endsWith('.yaml'),
    });
    return Object.keys(entries)
      .sort()
      .map((file) => ({ file, text: strFromU8(entries[file] ?? new Uint8Array()) }));
  } catch (error) {
    throw new CrdError('ERR_CRDS_UNAVAILABLE', `${zip} can't be read: ${describeCause(error)}`, { cause: error });
  }
}

/**
 * Archive of the module. `go` tells errors in its JSON, and those of its own use on stderr. A module for a newer `go` is
 * an error to it, but the archive, which is all that is needed, has come by then.
 */
async function download(module: string, cwd: string, signal?: AbortSignal): Promise<string> {
  const result = await execa('go', ['mod', 'download', '-json', module], {
    cwd,
    reject: false,
    timeout: TIMEOUT_MS,
    stdin: 'ignore',
    ...(signal ? { cancelSignal: signal } : {}),
  });
  signal?.throwIfAborted();
  const { Zip: zip, Error: error } = parseAnswer(result.stdout);
  if (zip !== undefined && existsSync(zip)) return zip;
  const told = error ?? result.stderr.trim().split('\n', 1)[0];
  const reason =
    result.code === 'ENOENT' ? 'there is no go on the PATH' : result.timedOut ? `no answer in ${TIMEOUT_MS} ms` : told;
  throw new CrdError('ERR_CRDS_UNAVAILABLE', reason || `go ended with exit code ${result.exitCode}`);
}

function parseAnswer(text: string): { Zip?: string; Error?: string } {
  try {
    return JSON.parse(text) as { Zip?: string; Error?: string };
  } catch {
    return {};
  }
}

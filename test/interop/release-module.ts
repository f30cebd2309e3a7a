import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { strFromU8, unzipSync } from 'fflate';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';

const MODULE = 'sigs.k8s.io/gateway-api';

/** What a release has in its folder of definitions: objects by channel and by the name of their file, `gatewayclasses`. */
export type ReleaseFiles = (channel: string, name: string) => KubeObject[];

/**
 * The files of a release's module; undefined where it cannot be had. A module for a newer go is an error to it, but its
 * archive has come by then.
 */
export async function readRelease(version: string): Promise<ReleaseFiles | undefined> {
  const cwd = await mkdtemp(join(tmpdir(), 'gwconf-release-'));
  try {
    await writeFile(join(cwd, 'go.mod'), 'module release\n');
    const { stdout } = await execa('go', ['mod', 'download', '-json', `${MODULE}@${version}`], { cwd, reject: false });
    const { Zip } = JSON.parse(stdout || '{}') as { Zip?: string };
    if (!Zip) return undefined;
    const files = unzipSync(await readFile(Zip), { filter: ({ name }) => name.includes('/config/crd/') });
    return (channel, name) => {
      const file = `${MODULE}@${version}/config/crd/${channel}/gateway.networking.k8s.io_${name}.yaml`;
      return parseAllDocuments(strFromU8(files[file] ?? new Uint8Array()))
        .map((one) => one.toJS() as KubeObject | null)
        .filter((one) => one !== null);
    };
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

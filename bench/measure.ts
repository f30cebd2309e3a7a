import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { makeFolder } from '../harness/common/state/folders.ts';

const probe = new URL('probe.mjs', import.meta.url).href;

/** The folder of the build, which is what is measured. */
export const built = new URL('../dist/', import.meta.url).href;
export const launcher = fileURLToPath(new URL('../bin/gwconf.js', import.meta.url));

/** What a process used from its start to its end. */
export interface Usage {
  wallMs: number;
  /** Of all its threads, user and system. */
  cpuMs: number;
  maxRssMb: number;
}

export interface Measured extends Usage {
  stdout: string;
  /** Files that it left in its working directory, parsed: `gwconf-report/result.json`. */
  readJson(path: string): Promise<unknown>;
}

/**
 * Runs `node ARGS` in an empty folder and measures it. Throws an Error with its output where it ends with anything but 0.
 * @param use is given the measured process's files before they are removed
 */
export async function measure<T>(args: readonly string[], use: (measured: Measured) => Promise<T>): Promise<T> {
  const folder = await makeFolder('bench');
  try {
    const usagePath = join(folder, 'usage.json');
    const { exitCode, stdout, stderr } = await execa(process.execPath, ['--import', probe, ...args], {
      cwd: folder,
      env: { GWCONF_BENCH_USAGE: usagePath, GWCONF_CACHE: join(folder, 'cache') },
      reject: false,
      stdin: 'ignore',
    });
    if (exitCode !== 0) throw new Error(`node ${args.join(' ')} ended with ${exitCode}: ${stderr}\n${stdout}`);
    const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(folder, path), 'utf8'));
    const usage = (await readJson('usage.json')) as Usage;
    return await use({ ...usage, stdout, readJson });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { RunResult } from '../harness/result/types.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** How a run of the program ended. */
export interface Ending {
  /** Missing where the run was killed, as one that takes too long is. */
  exitCode?: number;
  /** Missing where the run wrote none; `stderr` says why. */
  result?: RunResult;
  stderr: string;
}

/** Builds what `runProgram` runs: a stale build would not know what was just changed. */
export async function buildProgram(): Promise<void> {
  await execa('npm', ['run', '-s', 'build'], { cwd: root, stdio: 'inherit' });
}

/**
 * `gwconf run` in a process of its own, which writes into `outputDir`, a folder to be made in `folder`; its temporary
 * folders are there, too, and so go with it where it was killed. Aborting `signal` ends it. `program` is another build of
 * it to run. Never rejects.
 */
export async function runProgram(
  folder: string,
  outputDir: string,
  flags: readonly string[],
  limitMs: number,
  signal?: AbortSignal,
  program = join(root, 'bin', 'gwconf.js'),
): Promise<Ending> {
  const output = join(folder, outputDir);
  const run = await execa(process.execPath, [program, 'run', '--quiet', '--output-dir', output, ...flags], {
    // In the empty folder, so that no gwconf.yaml of the caller's has a say.
    cwd: folder,
    env: { TMPDIR: folder },
    reject: false,
    stdin: 'ignore',
    stdout: 'ignore',
    timeout: limitMs,
    ...(signal ? { cancelSignal: signal } : {}),
    forceKillAfterDelay: 10_000,
  });
  return { exitCode: run.exitCode, result: await readResult(join(output, 'result.json')), stderr: run.stderr };
}

async function readResult(path: string): Promise<RunResult | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

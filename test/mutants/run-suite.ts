import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { RunResult } from '../../harness/result/types.ts';
import type { Ending, Kind, Subject } from './judge.ts';

const program = fileURLToPath(new URL('../../bin/gwconf.js', import.meta.url));

/** How long a defect is waited for in vain, as a share of what the suite promises to wait. */
const hurry = 0.1;

/** A variant is given the time that the suite promises; the control, no more than the defects. */
const timing: Record<Kind, { parameter?: string; timeoutScale: number; limitMs: number }> = {
  control: { timeoutScale: hurry, limitMs: 300_000 },
  defect: { parameter: 'faults', timeoutScale: hurry, limitMs: 300_000 },
  variant: { parameter: 'variants', timeoutScale: 1, limitMs: 900_000 },
};

/** Runs the suite against one gateway, in a process of its own that writes into `folder`. Never rejects. */
export async function runSuite(subject: Subject, folder: string, quick: boolean): Promise<Ending> {
  const { parameter, timeoutScale, limitMs } = timing[subject.kind];
  const outputDir = join(folder, subject.name);
  const changed = parameter === undefined ? [] : ['--set', `${parameter}=${subject.name}`];
  const flags = [...changed, '--output-dir', outputDir, '--timeout-scale', `${timeoutScale}`];
  const fixed = ['--no-rerun', '--quiet', '--seed', 'mutants', ...(quick ? ['--fail-fast'] : [])];
  const run = await execa(process.execPath, [program, 'run', ...flags, ...fixed], {
    // In the empty folder, so that no gwconf.yaml of the caller's has a say.
    cwd: folder,
    reject: false,
    stdin: 'ignore',
    stdout: 'ignore',
    timeout: limitMs,
  });
  return { exitCode: run.exitCode, result: await readResult(join(outputDir, 'result.json')), stderr: run.stderr };
}

async function readResult(path: string): Promise<RunResult | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

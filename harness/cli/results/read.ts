import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readResult } from '../../../reports/json/write.ts';
import type { RunResult } from '../../result/types.ts';
import { UsageError } from '../../scenario/errors.ts';

/** The result of a run, by the path of its result.json or of the folder that it is in. Throws UsageError. */
export async function readRunResult(path: string, cwd: string): Promise<RunResult> {
  try {
    const file = findResult(resolve(cwd, path));
    if (!existsSync(file)) throw new Error(`cannot read ${file}: there is no such file`);
    return readResult(file);
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

/** A result's file, by its own path or that of its folder. */
export function findResult(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, 'result.json') : path;
}

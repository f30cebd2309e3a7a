import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type RunProgram, runProgram } from '../../common/exec/index.ts';
import { UsageError } from '../../scenario/errors.ts';
import { missingRuntime } from './explain.ts';
import { createRuntime } from './runtime.ts';
import type { ContainerRuntime } from './types.ts';

const programs = ['docker', 'podman'] as const;

/**
 * The runtime that kind would take: what KIND_EXPERIMENTAL_PROVIDER says, else the first of docker and podman in the
 * PATH. Throws UsageError where there is none.
 */
export async function findRuntime(
  env: Readonly<Record<string, string | undefined>> = process.env,
  run: RunProgram = runProgram,
): Promise<ContainerRuntime> {
  const named = env.KIND_EXPERIMENTAL_PROVIDER;
  if (named !== undefined && named !== '') {
    const program = programs.find((name) => name === named);
    if (!program) {
      throw new UsageError(`KIND_EXPERIMENTAL_PROVIDER is ${named}; gwconf knows ${programs.join(' and ')}`);
    }
    return createRuntime(program, run);
  }
  for (const program of programs) if (await isInPath(program, env)) return createRuntime(program, run);
  throw missingRuntime();
}

/** Whether a program of this name can be executed. */
async function isInPath(
  program: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<boolean> {
  const endings = process.platform === 'win32' ? (env.PATHEXT ?? '.EXE;.CMD').split(';') : [''];
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = folders.flatMap((folder) => endings.map((ending) => join(folder, `${program}${ending}`)));
  const found = await Promise.all(
    candidates.map((path) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

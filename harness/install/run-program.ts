import { execa } from 'execa';
import { HarnessError } from '../scenario/errors.ts';

export interface ProgramRun {
  /** Absolute path of the program. */
  path: string;
  args: readonly string[];
  cwd?: string;
  env?: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

export interface ProgramResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end, whatever exit code it gives. Rejects with the signal's reason when aborted. */
export async function tryProgram({ path, args, cwd, env, signal }: ProgramRun): Promise<ProgramResult> {
  const result = await execa(path, args, {
    stdin: 'ignore',
    reject: false,
    cancelSignal: signal,
    maxBuffer: 64 * 1024 * 1024,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  signal.throwIfAborted();
  if (result.exitCode === undefined) {
    throw new HarnessError(
      `${describeCommand(path, args)} could not be run: ${result.shortMessage ?? 'it was ended'}`,
      {
        cause: result.cause,
      },
    );
  }
  return { exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}

/** The same, but an exit code other than 0 is a HarnessError with the command, as one can paste it, and what it said. */
export async function runProgram(run: ProgramRun): Promise<string> {
  const { exitCode, stdout, stderr } = await tryProgram(run);
  if (exitCode === 0) return stdout;
  const said = lastLines(stderr || stdout, 12);
  throw new HarnessError(`${describeCommand(run.path, run.args)} ended with exit code ${exitCode}: ${said}`);
}

/** A command line for a POSIX shell. */
export function describeCommand(path: string, args: readonly string[]): string {
  return [path, ...args].map(quote).join(' ');
}

export function lastLines(text: string, count: number): string {
  const lines = text.trimEnd().split('\n');
  return lines.slice(-count).join('\n') || 'it said nothing';
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

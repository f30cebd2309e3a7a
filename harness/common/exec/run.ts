import { MissingProgramError, ProgramError } from './errors.ts';
import { quoteCommand } from './quote.ts';

export interface ProgramOptions {
  signal?: AbortSignal | undefined;
  /** Given on stdin. */
  input?: string;
  env?: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  /** Default: two minutes. */
  timeoutMs?: number;
  /** Gets each line as it is written, stderr's too. */
  onLine?: (line: string) => void;
}

/** Runs a program to its end; gives what it wrote to stdout. */
export type RunProgram = (program: string, args: readonly string[], options?: ProgramOptions) => Promise<string>;

const defaultTimeoutMs = 120_000;

/**
 * Runs a program of the PATH without a shell. Rejects with MissingProgramError, ProgramError (it failed, or took too
 * long and was ended), or the signal's reason.
 */
export const runProgram: RunProgram = async (program, args, options = {}) => {
  const { signal, input, env, cwd, timeoutMs = defaultTimeoutMs, onLine } = options;
  signal?.throwIfAborted();
  // Loaded here: most command lines run no program.
  const { execa } = await import('execa');
  const running = execa(program, args, {
    all: true,
    reject: false,
    timeout: timeoutMs,
    stdin: input === undefined ? 'ignore' : 'pipe',
    ...(input === undefined ? {} : { input }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(signal ? { cancelSignal: signal } : {}),
  });
  const following = onLine ? followLines(running.iterable({ from: 'all' }), onLine) : undefined;
  const result = await running;
  await following;
  if (!result.failed) return result.stdout;
  signal?.throwIfAborted();
  const command = quoteCommand(program, args);
  const output = result.all ?? '';
  const cause = result.cause;
  if (result.code === 'ENOENT') {
    throw new MissingProgramError({ command, output, reason: `${program} was not found in the PATH`, cause });
  }
  const reason = result.timedOut
    ? `${program} was ended after ${timeoutMs / 1000} s`
    : result.exitCode === undefined
      ? `${program} ${result.signal ? `was ended by ${result.signal}` : 'could not be started'}`
      : `${program} failed with exit code ${result.exitCode}`;
  throw new ProgramError({ command, output, exitCode: result.exitCode, reason, cause });
};

async function followLines(lines: AsyncIterable<unknown>, onLine: (line: string) => void): Promise<void> {
  try {
    for await (const line of lines) onLine(String(line));
  } catch {
    // How the program ended is told by its result.
  }
}

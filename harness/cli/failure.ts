import { ReportError } from '../../reports/index.ts';
import { messageOf } from '../common/message-of.ts';
import { HarnessError, UsageError } from '../scenario/errors.ts';
import { exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';

/** The user pressed Ctrl-C, or the process was told to end. */
export class InterruptError extends Error {
  override readonly name = 'InterruptError';
}

/** Tells an error in one sentence on stderr and gives its exit code. The stack is for `--debug`. */
export function tellError(error: unknown, io: CliIo, debug: boolean): number {
  io.stderr.write(`gwconf: ${describeError(error)}\n`);
  if (debug) io.stderr.write(`${describeStack(error)}\n`);
  return exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof InterruptError) return exitCodes.interrupted;
  return error instanceof UsageError ? exitCodes.usage : exitCodes.harness;
}

function describeError(error: unknown): string {
  const message = oneLine(messageOf(error));
  const known = [UsageError, HarnessError, ReportError, InterruptError].some((type) => error instanceof type);
  // Errors of the operating system (a port in use, no space left) say enough by themselves.
  if (known || isSystemError(error)) return message;
  return `unexpected error: ${message} (run it again with --debug for the stack)`;
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

function describeStack(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by: ${describeStack(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

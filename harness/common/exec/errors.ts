import { HarnessError } from '../../scenario/errors.ts';

export interface ProgramFailure {
  /** As one can paste it. */
  command: string;
  /** What it wrote to stdout and stderr, in the order written. */
  output: string;
  /** Undefined where it was not started, or ended by a signal. */
  exitCode?: number | undefined;
  /** `docker was not found`, `ended after 60 s`. */
  reason: string;
  cause?: unknown;
}

/** A program that the harness needs did not do what was asked. The message ends with the command, to be pasted. */
export class ProgramError extends HarnessError {
  readonly command: string;
  readonly output: string;
  readonly exitCode: number | undefined;

  constructor({ command, output, exitCode, reason, cause }: ProgramFailure) {
    const said = lastWords(output);
    super(`${reason}${said === '' ? '' : `: ${said}`} (the command: ${command})`, { cause });
    this.command = command;
    this.output = output;
    this.exitCode = exitCode;
  }
}

/** The program is not in the PATH. */
export class MissingProgramError extends ProgramError {}

const greatestLength = 400;

/** The lines that tell why: those that say so, else the last ones. */
function lastWords(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const errors = lines.filter((line) => /\b(error|failed|cannot|denied|fatal|no space)\b/i.test(line));
  const text = (errors.length > 0 ? errors : lines).slice(-2).join(' ');
  return text.length > greatestLength ? `${text.slice(0, greatestLength)}…` : text;
}

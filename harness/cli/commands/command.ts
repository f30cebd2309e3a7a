import type { CliIo } from '../io.ts';
import type { OptionSpec, OptionValues, ValueSource } from '../options/spec.ts';
import type { Wiring } from '../wiring.ts';

export interface CommandContext {
  io: CliIo;
  wiring: Wiring;
  debug: boolean;
  /** The whole command line, as the user wrote it. */
  commandLine: readonly string[];
  /** What gwconf was called by, for commands to paste: `gwconf`, `npx gwconf`, `node /path/to/bin/gwconf.js`. */
  program: readonly string[];
}

export interface CommandInput {
  flags: OptionValues;
  /** Positional arguments, in order. */
  args: readonly string[];
}

export interface Positional {
  name: string;
  describe: string;
  choices?: readonly string[];
  required?: boolean;
  /** Any number of them. */
  many?: boolean;
  values?: Exclude<ValueSource, 'files'>;
}

/** One command. `path` are its words: `['cluster', 'up']`. */
export interface Command {
  path: readonly [string, ...string[]];
  summary: string;
  positional?: Positional;
  options: readonly OptionSpec[];
  /** Command line (without `gwconf`) and what it does. */
  examples: readonly (readonly [string, string])[];
  /** Gives the exit code. Throws UsageError, HarnessError; nothing is printed then. */
  run(input: CommandInput, context: CommandContext): Promise<number>;
}

import { messageOf } from '../harness/common/message-of.ts';
/** A command of the repository, `npm run NAME`. */
export interface Command<Options> {
  name: string;
  usage: string;
  /** The options of a command line, or undefined where it asks for help. Throws one sentence about a wrong one. */
  parse(args: readonly string[]): Options | undefined;
  /** Gives the exit code: 0 where all is as it should be, else 1. */
  run(options: Options, args: readonly string[]): Promise<number>;
}

/** Gives the exit code: that of `run`, 0 for help, 2 for a wrong command line, 3 where `run` could not do its work. */
export async function runCommand<Options>(
  { name, usage, parse, run }: Command<Options>,
  args: readonly string[] = process.argv.slice(2),
): Promise<number> {
  const refuse = (error: unknown, code: number): number => {
    console.error(`${name}: ${messageOf(error)}`);
    return code;
  };
  let options: Options | undefined;
  try {
    options = parse(args);
  } catch (error) {
    return refuse(error, 2);
  }
  if (!options) {
    console.log(usage);
    return 0;
  }
  return run(options, args).catch((error: unknown) => refuse(error, 3));
}

/** A whole number of an option. Throws one sentence where it is none, or less than `least`. */
export function readCount(option: string, text: string, least = 1): number {
  const count = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(count) || count < least) {
    throw new Error(`--${option} is "${text}"; expected a number from ${least}`);
  }
  return count;
}

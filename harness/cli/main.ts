import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../scenario/errors.ts';
import { checkKnown, checkTokens, refuseUnknownCommand } from './check-arguments.ts';
import { commandGroups, commands } from './commands/index.ts';
import { completeWords } from './complete.ts';
import { exitCodes } from './exit-codes.ts';
import { tellError } from './failure.ts';
import { type CliIo, createProcessIo } from './io.ts';
import { readFlags } from './options/read.ts';
import { type Parsed, parseCommandLine } from './parser.ts';
import { readPackageVersion } from './version.ts';
import { createWiring, type Wiring } from './wiring.ts';

export { createProcessIo } from './io.ts';

/**
 * Runs one command line.
 * @param argv without node and script
 * @returns the exit code: 0 conformant or done, 1 not conformant, 2 usage, 3 harness or infrastructure, 130 interrupted
 */
export async function main(
  argv: readonly string[],
  io: CliIo = createProcessIo(),
  wiring: Wiring = createWiring(),
): Promise<number> {
  try {
    return await dispatch(argv, io, wiring);
  } catch (error) {
    return tellError(error, io, argv.includes('--debug'));
  }
}

async function dispatch(argv: readonly string[], io: CliIo, wiring: Wiring): Promise<number> {
  const [first] = argv;
  if (first === '--version') {
    io.stdout.write(`${readPackageVersion()}\n`);
    return 0;
  }
  if (first === '--get-completions') {
    const candidates = await completeWords(argv.slice(1), commands, wiring);
    io.stdout.write(candidates.map((candidate) => `${candidate}\n`).join(''));
    return 0;
  }
  const parsed = await parse(first === 'help' ? [...argv.slice(1), '--help'] : argv, io);
  if (parsed.help !== undefined) return printHelp(parsed.help, io);
  const { command, flags, args } = parsed;
  if (!command) return handleNoCommand(argv, io);
  checkTokens(argv, command);
  checkKnown(command, flags, args);
  const input = { flags: readFlags(command.options, flags), args };
  const debug = input.flags.debug === true;
  return await command.run(input, { io, wiring, debug, commandLine: ['gwconf', ...argv], program: io.program });
}

/** No command at all, or the name of a group, is a question for help. */
async function handleNoCommand(argv: readonly string[], io: CliIo): Promise<number> {
  const words = argv.filter((word) => !word.startsWith('-'));
  const [word] = words;
  const known = word === undefined ? argv.length === 0 : words.length === 1 && word in commandGroups;
  if (!known) refuseUnknownCommand(words.length > 0 ? words : argv, commands);
  return printHelp((await parse([...words, '--help'], io)).help ?? '', io);
}

function parse(argv: readonly string[], io: CliIo): Promise<Parsed> {
  return parseCommandLine(argv, commands, commandGroups, io.stdout.columns);
}

function printHelp(text: string, io: CliIo): number {
  io.stdout.write(`${text}\n`);
  return 0;
}

/** Runs the command line of this process; for the launcher. */
export async function runProcess(): Promise<void> {
  if (!hasWorkingDirectory()) {
    process.stderr.write('gwconf: the working directory is gone; change to one that exists\n');
    process.exitCode = exitCodes.usage;
    return;
  }
  const io = createProcessIo();
  const debug = process.argv.includes('--debug');
  process.on('uncaughtException', (error) => {
    process.exit(tellError(error, io, debug));
  });
  process.exitCode = await main(process.argv.slice(2), io);
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
  const loss = io.findLoss?.();
  if (loss) process.exitCode = tellError(new HarnessError(`output was lost: ${loss.message}`), io, debug);
  // Everything is cleaned up and written by now; a connection that somebody holds open must not hold the shell.
  setTimeout(() => process.exit(), 2000).unref();
}

function hasWorkingDirectory(): boolean {
  try {
    return process.cwd() !== '';
  } catch {
    return false;
  }
}

// Run by itself too: from the sources, with tsx.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runProcess();
}

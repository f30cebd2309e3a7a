import type { Program } from '../program.ts';
import { type CommandContainer, isCommand, listCommands, runCommand } from './commands.ts';
import { ExitError } from './container.ts';

/** Of a container whose command its runtime does not find. */
const START_FAILED = 128;

/** A container that runs a command instead of its image's own program: what it prints is its log. */
export function makeCommandProgram(words: readonly string[], container: CommandContainer): Program {
  return async ({ log, ready, signal }) => {
    const [program = ''] = words;
    if (!isCommand(program)) {
      const message = `exec: ${JSON.stringify(program)}: executable file not found: the embedded node's containers have no programs but ${listCommands()}`;
      throw new ExitError(START_FAILED, message, 'StartError');
    }
    ready();
    const lines = createLineWriter(log);
    const streams = { stdin: readNothing(), stdout: lines.write, stderr: lines.write, signal };
    const code = await runCommand(words, container, streams);
    lines.end();
    // What a program printed tells why; kubelet adds nothing.
    if (code !== 0) throw new ExitError(code, '');
  };
}

async function* readNothing(): AsyncGenerator<Buffer> {}

/** Gathers what is written into lines. */
function createLineWriter(log: (line: string) => void): { write(chunk: Buffer | string): void; end(): void } {
  let rest = '';
  return {
    write(chunk) {
      const lines = `${rest}${chunk.toString()}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) log(line);
    },
    end() {
      if (rest !== '') log(rest);
    },
  };
}

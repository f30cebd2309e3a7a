import { resolve } from 'node:path';
import type { Sidecar } from '../../../reports/sidecar/types.ts';
import { quoteCommand } from '../../common/exec/quote.ts';
import { describeFileFault } from '../../common/file-fault.ts';
import { UsageError } from '../../scenario/errors.ts';
import { checkTokens } from '../check-arguments.ts';
import { readPackageVersion } from '../version.ts';
import type { Command } from './command.ts';
import { runCommand } from './run.ts';

export const reportReproduceCommand: Command = {
  path: ['report', 'reproduce'],
  summary: 'Print, or run, the command that repeats the run of a report',
  positional: { name: 'sidecar', describe: 'The *.run.json beside a report', required: true },
  options: [
    { name: 'run', kind: 'flag', describe: 'Run it, too; ends as that run does', group: 'What to do' },
    {
      name: 'output-dir',
      kind: 'text',
      describe: 'Folder for the reports of the repeated run',
      group: 'Output',
      defaultText: 'gwconf-reproduced',
      values: 'files',
    },
  ],
  examples: [
    ['report reproduce gwconf-report/report.run.json', 'the command to paste'],
    ['report reproduce theirs.run.json --run', 'does it come out the same here?'],
  ],
  async run({ flags, args }, { io, program }) {
    const path = args[0] ?? '';
    const sidecar = await read(resolve(io.cwd, path));
    const words = checkWords(sidecar.repeat, path);
    const folder = typeof flags['output-dir'] === 'string' ? flags['output-dir'] : 'gwconf-reproduced';
    const [name = 'gwconf', ...own] = program;
    const all = [...own, ...words, '--output-dir', folder];
    const version = readPackageVersion();
    if (sidecar.gwconfVersion !== version) {
      io.stderr.write(`note: the report was made by gwconf ${sidecar.gwconfVersion}; this is ${version}\n`);
    }
    io.stdout.write(`${quoteCommand(name, all)}\n`);
    if (flags.run !== true) return 0;
    const { execa } = await import('execa');
    const { exitCode } = await execa(name, all, { cwd: io.cwd, stdio: 'inherit', reject: false });
    return exitCode ?? 3;
  },
};

async function read(path: string): Promise<Sidecar> {
  const { readSidecar } = await import('../../../reports/sidecar/read.ts');
  try {
    return readSidecar(path);
  } catch (cause) {
    const { cause: fault } = cause as Error;
    if (fault instanceof Error && 'code' in fault)
      throw new UsageError(`cannot read ${path}: ${describeFileFault(fault)}`, { cause });
    throw new UsageError((cause as Error).message, { cause });
  }
}

/** A sidecar may come from anybody: what it runs must be a run, by flags that there are. */
function checkWords(words: readonly string[], path: string): readonly string[] {
  const refuse = (why: string): never => {
    throw new UsageError(`${path}: repeat is no command line of gwconf run: ${why}`);
  };
  if (words[0] !== 'run') refuse(`it begins with '${words[0] ?? ''}'`);
  const known = new Set(runCommand.options.flatMap(({ name }) => [name, `no-${name}`]));
  try {
    checkTokens(words, runCommand);
  } catch (error) {
    refuse((error as Error).message);
  }
  for (const word of words.slice(1)) {
    const [, flag] = /^--([^=]+)/.exec(word) ?? [];
    if (flag !== undefined && !known.has(flag)) refuse(`there is no flag --${flag}`);
  }
  return words;
}

import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runProgram } from '../../common/exec/index.ts';
import { findProgram } from '../../common/find-program.ts';
import { UsageError } from '../../scenario/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { readRunResult } from '../results/read.ts';
import { showPath } from '../run/view.ts';
import type { Command } from './command.ts';

/** Programs that open a page, the most usual first. */
const openers = ['xdg-open', 'open', 'sensible-browser'];

export const reportShowCommand: Command = {
  path: ['report', 'show'],
  summary: 'Open the page of a run in the browser; make it where it is missing',
  positional: { name: 'result', describe: 'folder of a run, its result.json or report.html; default: gwconf-report' },
  options: [
    { name: 'print', kind: 'flag', describe: 'Print the address of the page and open nothing', group: 'Output' },
  ],
  examples: [
    ['report show', 'the page of the last run in this folder'],
    ['report show gwconf-report --print', 'its address'],
  ],
  async run({ flags, args }, { io }) {
    const page = await findPage(resolve(io.cwd, args[0] ?? 'gwconf-report'), io);
    const opener = openers.map((program) => findProgram(program, { cwd: io.cwd, path: io.env.PATH })).find(Boolean);
    if (flags.print === true || opener === undefined) {
      io.stdout.write(`${pathToFileURL(page).href}\n`);
      return exitCodes.conformant;
    }
    io.stdout.write(`opening ${showPath(page, io.cwd)}\n`);
    await runProgram(opener, [page], {});
    return exitCodes.conformant;
  },
};

async function findPage(path: string, io: CliIo): Promise<string> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`there is no ${showPath(path, io.cwd)}; run gwconf run first, or name its folder`);
  if (path.endsWith('.html')) return path;
  const page = join(found.isDirectory() ? path : dirname(path), 'report.html');
  if (statSync(page, { throwIfNoEntry: false })) return page;
  const { writeHtml } = await import('../../../reports/html/render.ts');
  writeHtml(await readRunResult(path, io.cwd), page);
  return page;
}

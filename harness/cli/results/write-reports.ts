import { createReporters, type FileReporterName } from '../../../reports/index.ts';
import type { RunResult } from '../../result/types.ts';
import { exitCodes } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { checkWritable } from '../run/outputs.ts';
import { createView, showPath } from '../run/view.ts';
import type { Wiring } from '../wiring.ts';

export interface WritePlace {
  io: CliIo;
  wiring: Pick<Wiring, 'clock'>;
  quiet: boolean;
}

/** Shows a result that was put together from others, and writes all its reports. Gives the exit code. */
export async function writeReports(
  result: RunResult,
  files: Readonly<Record<FileReporterName, string>>,
  { io, wiring, quiet }: WritePlace,
): Promise<number> {
  const { evidence, ...single } = files;
  checkWritable(Object.values(single));
  const view = createView({ json: false, quiet, evidencePath: evidence }, io, wiring);
  const reporters = createReporters({ views: { console: view }, files });
  for (const listener of reporters.listeners) listener.onEnd?.(result);
  view.close();
  const { paths, notes } = await reporters.write(result);
  io.stdout.write(`reports: ${paths.map((path) => showPath(path, io.cwd)).join(', ')}\n`);
  for (const note of notes) io.stderr.write(`note: ${note}\n`);
  const problems = reporters.problems();
  for (const problem of problems) io.stderr.write(`gwconf: ${problem}\n`);
  return problems.length > 0 ? exitCodes.harness : result.exitCode;
}

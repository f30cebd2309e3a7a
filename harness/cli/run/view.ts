import { relative } from 'node:path';
import { type ConsoleView, chooseView, createConsoleView } from '../../../reports/console/index.ts';
import type { CliIo } from '../io.ts';
import type { Wiring } from '../wiring.ts';
import type { RunRequest } from './request.ts';

/** The console view that suits the request and where its output goes. With `--json`, stdout is for the result alone. */
export function createView(
  request: Pick<RunRequest, 'json' | 'quiet' | 'evidencePath'> & { mochaReporter?: string },
  io: CliIo,
  wiring: Pick<Wiring, 'clock'>,
): ConsoleView {
  const output = request.json ? io.stderr : io.stdout;
  const { live, color } = chooseView(output.isTTY, io.env);
  return createConsoleView({
    write: (text) => output.write(text),
    live,
    color,
    // A reporter of Mocha shows the progress in its own way.
    quiet: request.quiet || request.mochaReporter !== undefined,
    get columns() {
      return output.columns;
    },
    get rows() {
      return output.rows;
    },
    evidencePath: showPath(request.evidencePath, io.cwd),
    now: () => wiring.clock.now(),
    every(ms, callback) {
      const timer = setInterval(callback, ms);
      timer.unref();
      return () => clearInterval(timer);
    },
  });
}

/** Relative where that is shorter to read. */
export function showPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}

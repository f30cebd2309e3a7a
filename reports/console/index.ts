import { createLiveView } from './live.ts';
import type { ConsoleOptions, ConsoleView } from './options.ts';
import { createPlainView } from './plain.ts';

export type { ConsoleView } from './options.ts';
export { chooseView } from './style.ts';

/** The console view of a run: live on a terminal, plain lines anywhere else. */
export function createConsoleView(options: ConsoleOptions): ConsoleView {
  return options.live && !options.quiet ? createLiveView(options) : createPlainView(options);
}

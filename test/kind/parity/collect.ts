import { messageOf } from '../../../harness/common/message-of.ts';
import type { SuiteRun } from './table.ts';

/** What was run, and why it did not go on, where it did not. */
export interface Collected {
  runs: SuiteRun[];
  ended?: string;
}

/**
 * Runs one after the other with a rest between two of them. What stops a rest or a run, a cluster that is slow to end
 * namespaces for one, ends the list, and keeps what was run before.
 */
export async function collectRuns(
  starts: readonly (() => Promise<SuiteRun>)[],
  rest: () => Promise<void>,
  onRun: (run: SuiteRun) => void,
  isStopped: () => boolean,
): Promise<Collected> {
  const runs: SuiteRun[] = [];
  for (const start of starts) {
    if (isStopped()) break;
    try {
      if (runs.length > 0) await rest();
      const run = await start();
      // One that Ctrl-C cut short says nothing of the implementation.
      if (isStopped()) break;
      runs.push(run);
      onRun(run);
    } catch (error) {
      return { runs, ended: messageOf(error) };
    }
  }
  return { runs };
}

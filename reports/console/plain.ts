import { makePrintable } from '../printable.ts';
import { countOf, formatDuration } from '../text.ts';
import type { ConsoleOptions, ConsoleView } from './options.ts';
import { createStyle, outcomeWord } from './style.ts';
import { summaryLines } from './summary.ts';

/** One line for each finished phase and scenario, as logs and pipes want it; then the summary. */
export function createPlainView(options: ConsoleOptions): ConsoleView {
  const style = createStyle(options.color);
  const print = (line: string): void => options.write(`${line}\n`);
  const progress = (line: string): void => {
    if (!options.quiet) print(line);
  };
  let total = 0;
  let done = 0;
  return {
    close: () => {},
    isDrawing: () => false,
    onPhase(name, state, durationMs) {
      if (state === 'finished') progress(`${name}: ${formatDuration(durationMs ?? 0)}`);
    },
    onPlan(plan) {
      total = plan.scenarios.length;
      progress(`running ${total} of ${countOf(plan.total, 'scenario')}, seed ${plan.seed}`);
    },
    onScenarioEnd(ended) {
      const result = makePrintable({ ...ended, rows: [] });
      done += 1;
      const reason = result.outcome === 'passed' || !result.reason ? '' : `: ${result.reason}`;
      const flaky = result.flaky ? ' (flaky)' : '';
      const place = `[${String(done).padStart(String(total).length)}/${total}]`;
      const took = formatDuration(result.durationMs);
      progress(`${outcomeWord(result, style)} ${place} ${result.id}${flaky} ${style.dim(took)}${reason}`);
    },
    onNotice: (message) => progress(`${style.warn('note')}: ${makePrintable(message)}`),
    onEnd(result) {
      progress('');
      for (const line of summaryLines(makePrintable(result), { ...options, style })) print(line);
    },
  };
}

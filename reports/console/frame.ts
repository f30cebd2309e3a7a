import { countOf, formatDuration } from '../text.ts';
import type { Style } from './style.ts';

/** What the live view knows of the run at one moment. */
export interface LiveState {
  phase: string;
  startedAt: number;
  total: number;
  passed: number;
  failed: number;
  errors: number;
  /** Running scenarios with the time they began. */
  running: ReadonlyMap<string, number>;
}

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** What is still done when all scenarios are over. */
const phases: Readonly<Record<string, string>> = {
  rerun: 'running the failed ones again, without the others',
  'clean-up': 'cleaning up',
};

/** The lines that are redrawn in place. Pure. */
export function frameLines(
  state: LiveState,
  now: number,
  size: { columns: number; rows: number },
  style: Style,
): string[] {
  const mark = spinner[Math.floor((now - state.startedAt) / 100) % spinner.length] ?? '';
  const elapsed = formatDuration(now - state.startedAt);
  if (state.total === 0) return [`${style.good(mark)} ${state.phase || 'starting'} ${style.dim(elapsed)}`];
  const done = state.passed + state.failed + state.errors;
  const counts = [
    style.good(`${state.passed} passed`),
    ...(state.failed > 0 ? [style.bad(`${state.failed} failed`)] : []),
    ...(state.errors > 0 ? [style.bad(countOf(state.errors, 'error'))] : []),
  ];
  const phase = phases[state.phase];
  const doing = phase === undefined ? '' : `  ${phase}`;
  const head = `${style.good(mark)} ${done}/${state.total} scenarios  ${counts.join('  ')}${doing}  ${style.dim(elapsed)}`;
  return [head, ...runningLines(state.running, now, size, style)];
}

function runningLines(
  running: ReadonlyMap<string, number>,
  now: number,
  size: { columns: number; rows: number },
  style: Style,
): string[] {
  const room = Math.max(1, Math.min(8, size.rows - 4));
  // The longest running first: that is what one waits for.
  const ordered = [...running].sort(([, a], [, b]) => a - b);
  const shown = ordered.slice(0, room);
  const lines = shown.map(([id, startedAt]) => {
    const took = formatDuration(now - startedAt);
    const width = Math.max(10, size.columns - took.length - 5);
    return `  ${id.slice(0, width)} ${style.dim(took)}`;
  });
  const rest = ordered.length - shown.length;
  return rest > 0 ? [...lines, style.dim(`  and ${rest} more`)] : lines;
}

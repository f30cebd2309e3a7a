import { cpus, loadavg } from 'node:os';
import { max, median, min } from 'simple-statistics';

/** One figure, measured several times. */
export interface Figure {
  name: string;
  unit: 'ms' | 's' | 'MB';
  samples: readonly number[];
  /** Greatest value of the median that is good. */
  target?: number;
}

/** The figures as a Markdown table: it can be pasted into the README beside. */
export function renderFigures(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, unit, samples, target }) => {
    const middle = median([...samples]);
    const reached = target === undefined ? '' : `≤ ${target} ${unit}: ${middle <= target ? 'reached' : 'missed'}`;
    return [name, ...[middle, min([...samples]), max([...samples])].map((value) => show(value, unit)), reached];
  });
  return renderTable([['', 'median', 'least', 'most', 'target'], ...rows]);
}

/** Rows of cells as a Markdown table; the first row is its head. */
export function renderTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/** Where the figures come from: without that they say nothing. */
export function describeMachine(runs: number): string {
  const [load = 0] = loadavg();
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${runs} runs, Node ${process.version}, ${cpus().length} × ${model}, load ${load.toFixed(1)}`;
}

function show(value: number, unit: Figure['unit']): string {
  return unit === 's' ? `${value.toFixed(1)} s` : `${Math.round(value)} ${unit}`;
}

import type { RowResult, RunResult } from '../../harness/result/types.ts';
import { showControls } from '../printable.ts';
import { alignColumns, formatDuration, oneLine } from '../text.ts';

/** How long one kind of change took, over all rounds, ms. */
export interface Measurement {
  change: string;
  /** What shows the change: the status of the object, or traffic. */
  seenIn: 'status' | 'traffic';
  rounds: number;
  /** Rounds in which it did not come in time. */
  missed: number;
  median: number;
  p90: number;
  p99: number;
  most: number;
}

/**
 * How long changes took until status and traffic showed them, from the moment at which the API server had taken them.
 * Rows of one name are rounds of one measurement.
 */
export function measureChanges({ scenarios }: RunResult): Measurement[] {
  const groups = new Map<
    string,
    { seenIn: Measurement['seenIn']; change: string; rows: RowResult[]; times: number[] }
  >();
  for (const { rows } of scenarios) {
    const changes = rows.filter(({ outcome, kind }) => outcome !== 'skipped' && (kind === 'status' || kind === 'http'));
    const [begun] = changes;
    for (const row of changes) {
      const seenIn = row.kind === 'status' ? 'status' : 'traffic';
      const change = seenIn === 'status' ? 'route added' : row.name;
      const key = `${change} ${seenIn}`;
      const group = groups.get(key) ?? { seenIn, change, rows: [], times: [] };
      // The route's traffic is asked for once its status is right; the change was made when that was first asked for.
      const from = change === 'route added' && begun ? Date.parse(begun.startedAt) : Date.parse(row.startedAt);
      const own = seenIn === 'status' ? row.durationMs : row.rightAfterMs;
      group.rows.push(row);
      if (row.outcome === 'passed' && own !== undefined) group.times.push(Date.parse(row.startedAt) - from + own);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ seenIn, change, rows, times }) => {
    const sorted = times.sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return {
      change,
      seenIn,
      rounds: rows.length,
      missed: rows.length - times.length,
      median: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      most: sorted.at(-1) ?? 0,
    };
  });
}

/** The table for the console. */
export function renderMeasurements(measured: readonly Measurement[]): string {
  const rows = measured.map(({ change, seenIn, rounds, missed, ...times }) => [
    oneLine(showControls(change)),
    seenIn,
    `${rounds}`,
    ...[times.median, times.p90, times.p99, times.most].map((ms) => (missed === rounds ? '' : formatDuration(ms))),
    missed > 0 ? `${missed} not in time` : '',
  ]);
  const head = ['Change', 'seen in', 'rounds', 'half within', '90 %', '99 %', 'all', ''];
  return `${alignColumns([head, ...rows]).join('\n')}\n`;
}

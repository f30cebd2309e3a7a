import { escapeText } from '../markdown/escape.ts';
import { showControls } from '../printable.ts';
import { alignColumns, formatDuration, oneLine } from '../text.ts';
import { describeErrors, type Measurement, type Seen } from './measure.ts';

const HEAD = ['Change', 'seen in', 'rounds', 'half within', '90 %', '99 %', 'all', 'not in time'];

/** A line for each thing that shows a change. */
function listTimes(measured: readonly Measurement[]): string[][] {
  return measured.flatMap(({ change, rounds, seen }) =>
    seen.map((one, at) => [at === 0 ? change : '', one.in, `${rounds}`, ...describeTimes(one), `${one.missed || ''}`]),
  );
}

/** Half within, 90 %, 99 %, all. */
export function describeTimes({ times, median, p90, p99, most }: Seen): string[] {
  return [median, p90, p99, most].map((ms) => (times.length === 0 ? '' : formatDuration(ms)));
}

/** The table for the console, and below it what failed under each change. */
export function renderMeasurements(measured: readonly Measurement[]): string {
  const text = (value: string): string => oneLine(showControls(value));
  const times = alignColumns([HEAD, ...listTimes(measured).map((row) => row.map(text))]);
  const errors = alignColumns(measured.map((one) => [text(one.change), text(describeErrors(one))]));
  return `${[...times, '', 'Errors under steady traffic, in so many requests', ...errors].join('\n')}\n`;
}

/** The same as two tables of Markdown. */
export function renderMeasurementsMarkdown(measured: readonly Measurement[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escapeText).join(' | ')} |`;
  return [
    row(HEAD),
    `| --- | --- |${' ---: |'.repeat(HEAD.length - 2)}`,
    ...listTimes(measured).map(row),
    '',
    '| Change | Errors under steady traffic, in so many requests |',
    '| --- | --- |',
    ...measured.map((one) => row([one.change, describeErrors(one)])),
  ].join('\n');
}

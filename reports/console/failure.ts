import type { Evidence, RowResult, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { clauseLines } from '../clauses.ts';
import { nameRowFolder } from '../evidence/folders.ts';
import { alignColumns, countOf, distributionLines, exchangeLines, formatDuration, mismatchLines } from '../text.ts';
import { nameRoutes } from './routes.ts';
import type { Style } from './style.ts';

export interface FailureOptions {
  style: Style;
  /** Width of the terminal in characters. */
  columns: number;
  /** Folder where the whole evidence is; none: it is not written. */
  evidencePath?: string;
}

/** Rows of one scenario shown in full; the others are named only. */
const SHOWN_ROWS = 3;

/** Lines for a scenario that failed: what was sent, expected and got, and how to run it again. */
export function failureLines(
  result: Pick<RunResult, 'clauses'>,
  scenario: ScenarioResult,
  number: number,
  options: FailureOptions,
): string[] {
  const { style } = options;
  const flaky = scenario.flaky ? style.warn('  flaky: it passed when run again alone') : '';
  const known =
    scenario.knownFailure === undefined ? [] : [`   ${style.warn('known')}         ${scenario.knownFailure}`];
  const lines = [
    `${number}) ${style.bold(scenario.id)}${scenario.provisional ? ' (provisional)' : ''}${flaky}`,
    `   ${style.dim(scenario.title)}`,
    ...known,
  ];
  const failed = scenario.rows.filter((row) => row.outcome === 'failed' || row.outcome === 'error');
  for (const row of failed.slice(0, SHOWN_ROWS)) {
    lines.push(
      '',
      ...rowLines(result, row, nameRowFolder(scenario, row), options).map((line) => `   ${line}`.trimEnd()),
    );
  }
  if (failed.length === 0) lines.push('', `   ${style.bad(scenario.reason ?? 'no reason was given')}`);
  const others = failed.slice(SHOWN_ROWS).map((row) => row.name);
  if (others.length > 0) lines.push('', `   and ${countOf(others.length, 'more row')}: ${others.join(', ')}`);
  lines.push('', `   ${style.dim('rerun')}         ${scenario.reproduce}`);
  return lines;
}

function rowLines(
  result: Pick<RunResult, 'clauses'>,
  row: RowResult,
  folder: string,
  options: FailureOptions,
): string[] {
  const { style } = options;
  const remarks = [
    ...(row.level === 'spec' ? ['asked by the specification, not by the official test'] : []),
    ...(row.outcome === 'error' ? ['an error of the harness, not of the implementation'] : []),
  ];
  const title = remarks.length > 0 ? `${row.name} (${remarks.join('; ')})` : row.name;
  const lines = [`${style.bad('✗')} ${title}`];
  const add = (label: string, text: readonly string[]): void => {
    for (const [index, line] of text.entries()) {
      lines.push(`  ${style.dim((index === 0 ? label : '').padEnd(11))} ${line}`);
    }
  };
  if (!repeatsMismatches(row)) add('what', [row.message ?? row.outcome]);
  const last = row.evidence?.exchanges.at(-1);
  const exchange = last && exchangeLines(last);
  add('sent', exchange?.sent ?? []);
  add('routes', last ? nameRoutes(row.evidence?.objects ?? [], last) : []);
  add('differs', differenceLines(row, options.columns - 18));
  if (row.distribution) add('shares', distributionLines(row.distribution));
  add('came', exchange?.came ?? []);
  add('tries', [`${row.tries} in ${formatDuration(row.durationMs)}`]);
  if (row.outcome === 'failed') add('requires', clauseLines(result, row));
  if (row.evidence && options.evidencePath) {
    add('evidence', [`${options.evidencePath}/${folder} (${describeEvidence(row.evidence)})`]);
  }
  return lines;
}

/** A message that only lists the mismatches in one long line: they are shown below, easier to read. */
function repeatsMismatches({ message = '', mismatches }: RowResult): boolean {
  return (
    mismatches.length > 0 && mismatches.every(({ path, expected }) => message.includes(`${path}: expected ${expected}`))
  );
}

/** A table where it fits, else expected and observed under one another. */
function differenceLines(row: RowResult, width: number): string[] {
  if (row.mismatches.length === 0) return [];
  const cells = row.mismatches.map(({ path, expected, observed }) => [path, expected, observed]);
  const table = alignColumns([['where', 'expected', 'observed'], ...cells], '   ');
  const fits = table.every((line) => line.length <= width && !line.includes('\n'));
  return fits ? table : mismatchLines(row.mismatches);
}

function describeEvidence(evidence: Evidence): string {
  const logs = evidence.logs.reduce((sum, log) => sum + log.lines.length, 0);
  // Objects, events and logs are taken once for each step, with its first row that failed.
  const parts = [
    [evidence.objects.length, 'object'] as const,
    [evidence.events.length, 'event'] as const,
    [evidence.exchanges.length, 'exchange'] as const,
    [logs, 'log line'] as const,
  ]
    .filter(([count]) => count > 0)
    .map(([count, what]) => countOf(count, what));
  return parts.join(', ') || 'a summary';
}

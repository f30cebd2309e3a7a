import { html, type Markup } from '../html/markup.ts';
import { renderPage } from '../html/shell.ts';
import { showControls } from '../printable.ts';
import { alignColumns, countOf, formatDuration, oneLine } from '../text.ts';
import { findTrends } from './trends.ts';
import type { KeptOutcome, KeptRun, Trend } from './types.ts';

const MARKS = { passed: '.', failed: 'F', error: 'E', skipped: '-', unsupported: ' ' } as const;
const LEGEND =
  '.: passed, F: failed, f: failed and passed when rerun, E: error, -: skipped; columns are runs, oldest first';

const show = (text: string): string => oneLine(showControls(text));
const nameOf = ({ implementation, version }: KeptRun): string => `${implementation} ${version}`;
const markOf = (one: KeptOutcome | undefined): string => (one?.flaky ? 'f' : one ? MARKS[one.outcome] : ' ');
const isSteady = ({ failed, flaky, outcomes }: Trend): boolean =>
  failed === 0 && !flaky && outcomes.every((one) => one?.outcome !== 'error');

/** Scenario × run for the console. Scenarios that nothing ever happened to are only counted, unless all are wanted. */
export function renderHistory(runs: readonly KeptRun[], all: boolean): string {
  const trends = findTrends(runs);
  const shown = all ? trends : trends.filter((trend) => !isSteady(trend));
  const heads = runs.map((run, at) => [
    `  ${at + 1}`,
    run.startedAt.slice(0, 16).replace('T', ' '),
    show(nameOf(run)),
    show(run.gatewayApi),
    `exit ${run.exitCode}`,
    formatDuration(run.durationMs),
  ]);
  const rows = shown.map((trend) => [
    show(trend.scenario),
    trend.outcomes.map(markOf).join(''),
    `${trend.failed}/${trend.tried} failed`,
    [trend.flaky ? 'flaky' : '', describeFirstBad(trend, runs)].filter(Boolean).join(', '),
  ]);
  const steady = trends.length - shown.length;
  const rest = steady > 0 ? [`${countOf(steady, 'scenario')} never failed`] : [];
  return `${[...alignColumns(heads), '', ...alignColumns(rows), ...rest, LEGEND, '', ...phaseLines(runs)].join('\n')}\n`;
}

function describeFirstBad({ firstBad }: Trend, runs: readonly KeptRun[]): string {
  const run = firstBad === undefined ? undefined : runs[firstBad];
  return run ? `bad since run ${(firstBad ?? 0) + 1}, ${show(nameOf(run))}` : '';
}

function phaseLines(runs: readonly KeptRun[]): string[] {
  const names = [...new Set(runs.flatMap(({ phases }) => phases.map(({ name }) => name)))];
  const rows = names.map((name) => [
    `  ${show(name)}`,
    ...runs.map(({ phases }) => {
      const found = phases.find((phase) => phase.name === name);
      return found ? formatDuration(found.durationMs) : '';
    }),
  ]);
  return rows.length > 0 ? ['Time by phase', ...alignColumns(rows)] : [];
}

/** The same as a page, with all scenarios. */
export function renderHistoryPage(runs: readonly KeptRun[]): string {
  const trends = findTrends(runs);
  const heads = runs.map(
    (run) => html`<th scope="col">${nameOf(run)}<br>${run.gatewayApi}<br>${run.startedAt.slice(0, 10)}</th>`,
  );
  const cell = (one: KeptOutcome | undefined): Markup =>
    one
      ? html`<td><span class="badge ${one.outcome}">${one.flaky ? 'flaky' : one.outcome}</span></td>`
      : html`<td></td>`;
  return renderPage(
    'History of runs',
    html`<header><h1>History of runs</h1></header><main>
<form role="search" aria-label="Filters"><label>Search <input type="search" data-filter="q" placeholder="press /"></label><label>Which <select data-filter="state"><option value="">all</option><option value="changed">failed or flaky once</option><option value="steady">never failed</option></select></label><span data-count role="status"></span></form>
<div class="scroll" tabindex="0"><table class="matrix"><thead><tr><th scope="col">Scenario</th><th scope="col">Failed</th><th scope="col">Bad since</th>${heads}</tr></thead><tbody>${trends.map(
      (trend) =>
        html`<tr data-entry data-state="${isSteady(trend) ? 'steady' : 'changed'}"><th scope="row">${trend.scenario}</th><td>${trend.failed} of ${trend.tried}${trend.flaky ? ', flaky' : ''}</td><td>${describeFirstBad(trend, runs)}</td>${trend.outcomes.map(cell)}</tr>`,
    )}</tbody></table></div></main>`,
  );
}

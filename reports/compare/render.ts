import { html, type Markup } from '../html/markup.ts';
import { renderPage } from '../html/shell.ts';
import { escapeText } from '../markdown/escape.ts';
import { showControls } from '../printable.ts';
import { alignColumns, oneLine } from '../text.ts';
import type { Comparison, Line, State } from './types.ts';

export type CompareFormat = 'console' | 'markdown' | 'json' | 'csv' | 'html';

const MARKS: Readonly<Record<State, string>> = {
  passed: 'yes',
  failed: 'FAIL',
  skipped: 'skip',
  unsupported: 'no',
  untested: '-',
  unknown: '?',
};
const LEGEND =
  'yes: supported, and its tests passed; FAIL: a test failed; skip: a test was skipped; no: said to be unsupported; -: nothing was tried; ?: nobody says';

/** A comparison in one of the formats. */
export function renderComparison(comparison: Comparison, format: CompareFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(toJson(comparison), null, 2)}\n`;
    case 'csv':
      return renderCsv(comparison);
    case 'markdown':
      return renderMarkdown(comparison);
    case 'html':
      return renderHtml(comparison);
    default:
      return renderConsole(comparison);
  }
}

function toJson({ subjects, ...rest }: Comparison): unknown {
  return { subjects: subjects.map(({ features, tests, ...subject }) => subject), ...rest };
}

function renderConsole({ subjects, features, failsOnlyHere }: Comparison): string {
  const text = (value: string): string => oneLine(showControls(value));
  const heads = subjects.map(({ name, gatewayApi, profiles }, index) => [
    `  ${index + 1}`,
    text(name),
    text(gatewayApi),
    text(
      Object.entries(profiles)
        .map(([profile, result]) => `${profile} ${result}`)
        .join(', '),
    ),
  ]);
  const table = [
    ['Feature', ...subjects.map((_, index) => `${index + 1}`)],
    ...features.map(({ name, states }) => [text(name), ...states.map((state) => MARKS[state])]),
  ];
  const only = failsOnlyHere.map(
    ({ subject, tests }) => `Fails only in ${text(subject)}: ${tests.map(text).join(', ')}`,
  );
  return `${[...alignColumns(heads), '', ...alignColumns(table), '', LEGEND, ...only].join('\n')}\n`;
}

function renderMarkdown({ subjects, features, failsOnlyHere }: Comparison): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [
    row(['Feature', ...subjects.map(({ name, gatewayApi }) => `${escapeText(name)}, ${escapeText(gatewayApi)}`)]),
    row(['---', ...subjects.map(() => '---')]),
    ...features.map(({ name, states }) => row([escapeText(name), ...states.map((state) => MARKS[state])])),
  ];
  const only = failsOnlyHere.map(
    ({ subject, tests }) => `- Fails only in ${escapeText(subject)}: ${tests.map(escapeText).join(', ')}`,
  );
  return `${[lines.join('\n'), LEGEND, ...(only.length > 0 ? [only.join('\n')] : [])].join('\n\n')}\n`;
}

/** RFC 4180; a text that a spreadsheet would take for a formula is none. */
function renderCsv({ subjects, features, tests }: Comparison): string {
  const cell = (value: string): string => {
    const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const lines = (kind: string, all: readonly Line[]): string[][] =>
    all.map(({ name, states }) => [kind, name, ...states]);
  const rows = [
    ['kind', 'name', ...subjects.map(({ name }) => name)],
    ...lines('feature', features),
    ...lines('test', tests),
  ];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function renderHtml({ subjects, features, tests, failsOnlyHere }: Comparison): string {
  const table = (title: string, id: string, lines: readonly Line[]): Markup =>
    html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Name</th>${subjects.map(({ name, gatewayApi }) => html`<th scope="col">${name}<br>${gatewayApi}</th>`)}</tr></thead><tbody>${lines.map(
      ({ name, states }) =>
        html`<tr data-entry data-state="${[...new Set(states)].join(' ')}"><th scope="row">${name}</th>${states.map((state) => html`<td><span class="badge ${state}">${state}</span></td>`)}</tr>`,
    )}</tbody></table></div></section>`;
  const states = Object.keys(MARKS);
  return renderPage(
    'Comparison of Gateway API implementations',
    html`<header><h1>Comparison of Gateway API implementations</h1></header><main>
<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Implementation</th><th scope="col">Gateway API</th><th scope="col">Mode</th><th scope="col">Profiles</th></tr></thead><tbody>${subjects.map(
      ({ name, gatewayApi, channel, mode, profiles }) =>
        html`<tr><th scope="row">${name}</th><td>${gatewayApi} ${channel}</td><td>${mode}</td><td>${Object.entries(profiles).map(([profile, result]) => html`${profile} <span class="badge ${result}">${result}</span> `)}</td></tr>`,
    )}</tbody></table></div>
<form role="search" aria-label="Filters"><label>Search <input type="search" data-filter="q" placeholder="press /"></label><label>Where somebody <select data-filter="state"><option value="">all</option>${states.map((state) => html`<option value="${state}">${state}</option>`)}</select></label><span data-count role="status"></span></form>
${failsOnlyHere.length > 0 ? html`<section aria-labelledby="only"><h2 id="only">Fails only here</h2><ul>${failsOnlyHere.map(({ subject, tests: names }) => html`<li>${subject}: ${names.join(', ')}</li>`)}</ul></section>` : ''}
${table('Features', 'features', features)}${table('Tests', 'tests', tests)}</main>`,
  );
}

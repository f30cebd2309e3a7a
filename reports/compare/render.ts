import { escapeText } from '../markdown/escape.ts';
import { showControls } from '../printable.ts';
import { alignColumns, countOf, formatDuration, oneLine } from '../text.ts';
import { CHANGE_HEAD, listChangeCells, listChanges } from './changes.ts';
import { renderHtml } from './html.ts';
import type { Comparison, Line, Promptness, State } from './types.ts';

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
  return { subjects: subjects.map(({ features, tests, answers, measured, ...subject }) => subject), ...rest };
}

/** Rows that are told of on the console and in Markdown; the other formats have all. */
const MOST_SHOWN = 20;

const OPEN = 'Right everywhere, and answered differently: the specification leaves it open';

/** Differences in behaviour, a line each. `name` gives the subject with this place. */
function describeBehaviour({ behaviours, headers, subjects }: Comparison, name: (place: number) => string): string[] {
  const shown = behaviours.slice(0, MOST_SHOWN).map(({ test, row, trait, values }) => {
    const said = values.flatMap((value, at) => (value === undefined ? [] : [`${name(at)} ${value}`]));
    return `${test}, ${row}: ${trait} ${said.join(', ')}`;
  });
  const left = behaviours.length - shown.length;
  const uses = headers.map(({ name: header, rows }) => {
    const said = subjects.flatMap(({ answers }, at) => (answers.size > 0 ? [`${name(at)} ${rows[at] ?? 0}`] : []));
    return `header ${header}, rows with it: ${said.join(', ')}`;
  });
  return [...shown, ...(left > 0 ? [`and ${countOf(left, 'more difference')}, in the other formats`] : []), ...uses];
}

function describePromptness({ subject, rows, median, p90, most }: Promptness): string {
  const [half, nine, all] = [median, p90, most].map((ms) => formatDuration(ms));
  return `Until traffic was right in ${subject}: half of ${countOf(rows, 'row')} within ${half}, nine in ten ${nine}, all ${all}`;
}

function renderConsole(comparison: Comparison): string {
  const { subjects, features, failsOnlyHere, promptness } = comparison;
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
  const behaviour = describeBehaviour(comparison, (at) => `(${at + 1})`).map((line) => `  ${text(line)}`);
  const more = [...(behaviour.length > 0 ? [OPEN, ...behaviour] : []), ...promptness.map(describePromptness).map(text)];
  const changes = listChanges(comparison, (at) => `(${at + 1})`).map((row) => row.map(text));
  const timed = changes.length > 0 ? ['', ...alignColumns([CHANGE_HEAD, ...changes])] : [];
  const lines = [...alignColumns(heads), '', ...alignColumns(table), '', LEGEND, ...only, ...more, ...timed];
  return `${lines.join('\n')}\n`;
}

function renderMarkdown(comparison: Comparison): string {
  const { subjects, features, failsOnlyHere, promptness } = comparison;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [
    row(['Feature', ...subjects.map(({ name, gatewayApi }) => `${escapeText(name)}, ${escapeText(gatewayApi)}`)]),
    row(['---', ...subjects.map(() => '---')]),
    ...features.map(({ name, states }) => row([escapeText(name), ...states.map((state) => MARKS[state])])),
  ];
  const only = failsOnlyHere.map(
    ({ subject, tests }) => `- Fails only in ${escapeText(subject)}: ${tests.map(escapeText).join(', ')}`,
  );
  const behaviour = describeBehaviour(comparison, (at) => `(${at + 1})`).map((line) => `- ${escapeText(line)}`);
  const changes = listChanges(comparison, (at) => `(${at + 1})`);
  const blocks = [
    [lines.join('\n')],
    [LEGEND],
    only,
    behaviour.length > 0 ? [`**${OPEN}** (by number of the column)\n`, ...behaviour] : [],
    promptness.map((one) => `- ${escapeText(describePromptness(one))}`),
    changes.length > 0
      ? [row(CHANGE_HEAD), row(CHANGE_HEAD.map(() => '---')), ...changes.map((cells) => row(cells.map(escapeText)))]
      : [],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** RFC 4180; a text that a spreadsheet would take for a formula is none. */
function renderCsv({ subjects, features, tests, behaviours, headers, changes }: Comparison): string {
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
    ...behaviours.map(({ test, row, trait, values }) => [
      `behaviour ${trait}`,
      `${test}: ${row}`,
      ...values.map((value) => value ?? ''),
    ]),
    ...headers.map(({ name, rows: counts }) => ['rows with header', name, ...counts.map(String)]),
    ...changes.flatMap(listChangeCells),
  ];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

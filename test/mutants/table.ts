import { isDefect, type Judgement, type Kind } from './judge.ts';
import { summarizeGenerated } from './survivors.ts';

const shownIds = 3;
const shownCharacters = 120;

/** In the order shown. */
export const kinds = ['control', 'defect', 'generated', 'variant'] as const satisfies readonly Kind[];

const headings: Record<Kind, readonly [string, string, string]> = {
  control: ['Control', 'Scenarios that failed', 'First message'],
  defect: ['Defect', 'Scenarios that caught it', 'First message'],
  generated: ['Generated defect', 'Scenarios that caught it', 'First message'],
  variant: ['Variant', 'Scenarios that failed', 'First message'],
};
const officialHeading = 'Tests of the official suite';

/** A table of columns for the terminal, one line for each gateway of the kind; empty where there is none. */
export function renderTable(kind: Kind, judgements: readonly Judgement[]): string {
  const rows = listRows(kind, judgements, shownCharacters);
  if (rows.length === 0) return '';
  const heading = listHeadings(kind, judgements);
  const table = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table.map((row) => alignRow(row, widths)).join('\n');
}

/** One line for each kind that was run: `X of Y defects caught`. */
export function summarize(judgements: readonly Judgement[]): readonly string[] {
  const count = (kind: Kind, words: string) => {
    const all = judgements.filter((judgement) => judgement.kind === kind);
    const right = all.filter(({ verdict }) => verdict === 'expected');
    return all.length === 0 ? [] : [`${right.length} of ${all.length} ${words}`];
  };
  return [
    ...count('control', 'faultless runs pass under the same conditions'),
    ...count('defect', 'defects caught'),
    ...count('variant', 'conformant variants pass'),
    ...summarizeOfficial(judgements),
    ...summarizeGenerated(judgements),
  ];
}

/** How both suites do on the same defects; what only the official one catches is ours to mend. */
function summarizeOfficial(judgements: readonly Judgement[]): readonly string[] {
  const { asked, caught } = compareSuites(judgements);
  if (asked.length === 0) return [];
  const missed = caught.filter(({ verdict }) => verdict !== 'expected').map(({ name }) => name);
  return [
    `${caught.length} of ${asked.length} defects caught by the official suite`,
    `caught by the official suite alone: ${missed.join(', ') || 'none'}`,
  ];
}

/** The defects that the official suite was asked about, and those of them that it caught. */
export function compareSuites(judgements: readonly Judgement[]): { asked: Judgement[]; caught: Judgement[] } {
  const asked = judgements.filter((judgement) => isDefect(judgement) && judgement.official);
  const caught = asked.filter(({ official }) => official?.broken === undefined && official?.caught.length !== 0);
  return { asked, caught };
}

/** Whether the judgements of a kind have a column for the official suite. */
function hasOfficial(kind: Kind, judgements: readonly Judgement[]): boolean {
  return judgements.some((judgement) => judgement.kind === kind && judgement.official);
}

/** The names of the columns. */
export function listHeadings(kind: Kind, judgements: readonly Judgement[]): readonly string[] {
  const [name, scenarios, message] = headings[kind];
  return hasOfficial(kind, judgements) ? [name, scenarios, officialHeading, message] : [name, scenarios, message];
}

/** The tests that failed, as the scenarios of ours are shown. */
export function describeOfficial({ kind, official }: Judgement): string {
  if (!official) return '';
  if (official.broken !== undefined) return 'BROKEN RUN';
  if (official.caught.length === 0 && official.unproven) return `UNPROVEN ${listSome(official.unproven)}`;
  if (official.caught.length === 0) return isDefect({ kind }) ? 'MISSED' : '0';
  return listSome(official.caught);
}

/** The cells of each gateway of a kind; messages are cut off at `width` characters. */
export function listRows(kind: Kind, judgements: readonly Judgement[], width: number): readonly (readonly string[])[] {
  return judgements
    .filter((judgement) => judgement.kind === kind)
    .map((judgement) => [
      judgement.name,
      describeVerdict(judgement),
      ...(hasOfficial(kind, judgements) ? [describeOfficial(judgement)] : []),
      shorten(judgement.message, width),
    ]);
}

/** The word in capitals is what a reader looks for. */
function describeVerdict({ kind, verdict, failed }: Judgement): string {
  if (verdict === 'broken') return 'BROKEN RUN';
  if (isDefect({ kind }) && verdict === 'unexpected') return 'MISSED';
  if (!isDefect({ kind }) && verdict === 'expected') return '0';
  const ids = failed.length > 0 ? listSome(failed) : 'not everything ran';
  if (verdict === 'unproven') return `UNPROVEN ${ids}`;
  return isDefect({ kind }) ? ids : `FAILS ${ids}`;
}

function listSome(names: readonly string[]): string {
  const more = names.length > shownIds ? `, +${names.length - shownIds}` : '';
  return `${names.length}: ${names.slice(0, shownIds).join(', ')}${more}`;
}

function alignRow(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();
}

function shorten(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

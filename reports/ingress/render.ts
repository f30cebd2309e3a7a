import { escapeText } from '../markdown/escape.ts';
import { showControls } from '../printable.ts';
import { alignColumns, oneLine } from '../text.ts';
import type { Answering, IngressComparison, Tally } from './compare.ts';

export type IngressFormat = 'console' | 'markdown' | 'json';

const MARKS: Readonly<Record<Answering, string>> = { same: 'same', other: 'OTHER', none: 'no' };
const LEGEND =
  'n/m: so many of the scenarios that were tried passed, +k: so many more were not tried, since what they need is not claimed; -: none. ' +
  'same: the answers that the annotation is documented with; OTHER: others; no: it is not claimed, or not served';

/** The table of Ingress and the Gateway API, and the one of the annotations. */
export function renderIngressComparison(comparison: IngressComparison, format: IngressFormat): string {
  if (format === 'json') return `${JSON.stringify(comparison, null, 2)}\n`;
  const tables = toTables(comparison);
  return format === 'markdown' ? renderMarkdown(tables) : renderConsole(tables);
}

function toTables({ ingress, gateway, lines, annotations }: IngressComparison): readonly (readonly string[][])[] {
  const heads = [...ingress.map((name) => `Ingress: ${name}`), ...gateway.map((name) => `Gateway API: ${name}`)];
  return [
    [
      ['', ...heads],
      ...lines.map((line) => [line.name, ...line.ingress.map(showTally), ...line.gateway.map(showTally)]),
    ],
    [
      ['Annotation', ...ingress, 'same on'],
      ...annotations.map(({ annotation, answers, same }) => [
        annotation,
        ...answers.map((answer) => MARKS[answer]),
        `${same} of ${ingress.length}`,
      ]),
    ],
  ];
}

function showTally({ passed, tried, untried }: Tally): string {
  const more = untried > 0 ? ` +${untried}` : '';
  return tried === 0 ? `-${more}` : `${passed}/${tried}${more}`;
}

function renderConsole(tables: readonly (readonly string[][])[]): string {
  const texts = tables.map((table) =>
    alignColumns(table.map((row) => row.map((cell) => oneLine(showControls(cell))))).join('\n'),
  );
  return `${[...texts, LEGEND].join('\n\n')}\n`;
}

function renderMarkdown(tables: readonly (readonly string[][])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escapeText).join(' | ')} |`;
  const texts = tables.map(([head = [], ...rest]) =>
    [row(head), `| ${head.map(() => '---').join(' | ')} |`, ...rest.map(row)].join('\n'),
  );
  return `${[...texts, LEGEND].join('\n\n')}\n`;
}

import picocolors from 'picocolors';
import { renderChanges } from '../change/compare-routing.ts';
import type { Level } from '../rules/types.ts';
import type { Place } from '../validate/types.ts';
import { sayCounts, sayRelease } from './counts.ts';
import { makePrintable, shorten } from './printable.ts';
import type { Rendered } from './types.ts';

type Paint = (text: string) => string;

const WIDTH = 200;

/** Findings for people: the place, the sentence, the lines around it, and what else has to do with it. */
export function renderConsole({ validation, textOf, notes, changes }: Rendered, color: boolean): string {
  const colors = picocolors.createColors(color);
  const paints: Record<Level, Paint> = { error: colors.red, warning: colors.yellow, info: colors.cyan };
  const { findings, suppressed, objects, sources, outside } = validation;
  const lines = new Lines(textOf);
  const blocks = findings.map((finding) => {
    const { rule, level, message, object, field, related } = finding;
    const subject = [object, field]
      .filter((part) => part !== undefined)
      .map(makePrintable)
      .join('  ');
    return [
      `${colors.bold(sayPlace(finding))} ${paints[level](level)} ${rule}`,
      `  ${makePrintable(message)}`,
      ...(subject === '' ? [] : [colors.dim(`  ${subject}`)]),
      ...lines.around(finding).map((line) => `  ${line}`),
      ...related.map((each) =>
        colors.dim(`  see ${isPlaced(each) ? `${sayPlace(each)}: ` : ''}${makePrintable(each.message)}`),
      ),
      '',
    ].join('\n');
  });
  const release = sayRelease(validation);
  const counted = [
    `${objects.judged} object${objects.judged === 1 ? '' : 's'} of the Gateway API`,
    ...(objects.others > 0 ? [`and ${objects.others} of other kinds`] : []),
    `in ${sources.length} file${sources.length === 1 ? '' : 's'}`,
  ].join(' ');
  const end = [
    `${sayCounts(findings)}${suppressed.length > 0 ? `, ${suppressed.length} suppressed` : ''}: ${counted}`,
    ...(release === undefined ? [] : [`judged by ${release}`]),
    ...(outside > 0
      ? [`${outside} references lead out of the files and are not judged: --cluster or --closed-world judges them`]
      : []),
    ...notes,
  ];
  const told = changes ? [makePrintableLines(renderChanges(changes))] : [];
  return `${[...blocks, ...told, ...end].join('\n')}\n`;
}

function makePrintableLines(text: string): string {
  return text.split('\n').map(makePrintable).join('\n');
}

function isPlaced(place: Partial<Place>): place is Place {
  return place.source !== undefined;
}

function sayPlace({ source, line, column }: Place): string {
  return `${makePrintable(source)}:${line}:${column}`;
}

/** Lines of sources, split once. */
class Lines {
  readonly #textOf: Rendered['textOf'];
  readonly #split = new Map<string, readonly string[]>();

  constructor(textOf: Rendered['textOf']) {
    this.#textOf = textOf;
  }

  /** Two lines before the place, its own with a mark below, one behind. */
  around({ source, line, column }: Place): string[] {
    const lines = this.#of(source);
    if (line > lines.length) return [];
    const [first, last] = [Math.max(1, line - 2), Math.min(lines.length, line + 1)];
    const width = String(last).length;
    return lines.slice(first - 1, last).flatMap((text, index) => {
      const number = first + index;
      const shown = `${String(number).padStart(width)} | ${shorten(makePrintable(text.trimEnd()), WIDTH)}`;
      if (number !== line) return [`  ${shown}`];
      return column > WIDTH ? [`> ${shown}`] : [`> ${shown}`, `  ${' '.repeat(width)} | ${' '.repeat(column - 1)}^`];
    });
  }

  #of(source: string): readonly string[] {
    const known = this.#split.get(source);
    if (known) return known;
    const lines = (this.#textOf(source) ?? '').split('\n');
    this.#split.set(source, lines);
    return lines;
  }
}

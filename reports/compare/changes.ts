import { html, type Markup } from '../html/markup.ts';
import { describeErrors, type Seen, type SeenIn } from '../measure/measure.ts';
import { plotTimes } from '../measure/plot.ts';
import { describeTimes } from '../measure/render.ts';
import type { Comparison, Timed } from './types.ts';

const SEEN: readonly SeenIn[] = ['status', 'first answer', 'all answers'];

export const CHANGE_HEAD = ['Change', 'seen in', 'by', 'half within', '90 %', '99 %', 'all', 'not in time', 'errors'];

/** A line for each change, each thing that shows it, and each subject. `name` gives the subject with this place. */
export function listChanges({ changes }: Comparison, name: (at: number) => string): string[][] {
  return changes.flatMap(({ change, by }) =>
    SEEN.flatMap((seenIn) =>
      by.flatMap((one, at) => {
        const seen = one?.seen.find((each) => each.in === seenIn);
        if (!one || !seen) return [];
        // Errors are of the change, and told once.
        const errors = seenIn === 'all answers' ? describeErrors(one) : '';
        return [[change, seenIn, name(at), ...describeTimes(seen), `${seen.missed || ''}`, errors]];
      }),
    ),
  );
}

/** Lines of a table with a column for each subject: figures in ms, and counts. */
export function listChangeCells({ change, by }: Timed): string[][] {
  const cells = (what: string, value: (seen: Seen) => number, seenIn: SeenIn): string[] => [
    `change ${what}`,
    `${change}: ${seenIn}`,
    ...by.map((one) => {
      const seen = one?.seen.find((each) => each.in === seenIn);
      return seen ? `${value(seen)}` : '';
    }),
  ];
  const figures = SEEN.filter((seenIn) => by.some((one) => one?.seen.some((each) => each.in === seenIn))).flatMap(
    (seenIn) => [
      cells('median ms', ({ median }) => median, seenIn),
      cells('90 % ms', ({ p90 }) => p90, seenIn),
      cells('99 % ms', ({ p99 }) => p99, seenIn),
      cells('not in time', ({ missed }) => missed, seenIn),
    ],
  );
  const count = (one: Timed['by'][number]): string =>
    one ? `${one.errors.reduce((sum, error) => sum + error.count, 0)}` : '';
  return [...figures, ['change errors', change, ...by.map(count)]];
}

/** Plots and the table of all changes that were timed. */
export function describeChanges(comparison: Comparison): Markup {
  const { subjects, changes } = comparison;
  if (changes.length === 0) return '';
  const nameOf = (at: number): string => subjects[at]?.name ?? '';
  const rows = listChanges(comparison, nameOf);
  return html`<section id="changes" aria-labelledby="changes-title"><h2 id="changes-title">How long changes took</h2>
<p>From when the API server had taken a change until all answers were right; in the table also until its status was, and the first answer. Errors are answers that were right neither before nor after.</p>
<div class="plots">${changes.map(({ change, by }) =>
    plotTimes(
      change,
      by.flatMap((one, at) => {
        const seen = one?.seen.find((each) => each.in === 'all answers');
        return one && seen ? [{ name: nameOf(at), times: seen.times, rounds: one.rounds }] : [];
      }),
    ),
  )}</div>
<div class="scroll" tabindex="0"><table><thead><tr>${CHANGE_HEAD.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows.map(
    ([change = '', ...cells]) =>
      html`<tr data-entry data-state="timed"><th scope="row">${change}</th>${cells.map((text) => html`<td>${text}</td>`)}</tr>`,
  )}</tbody></table></div></section>`;
}

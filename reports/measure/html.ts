import type { RunResult } from '../../harness/result/types.ts';
import { html, type Markup } from '../html/markup.ts';
import { describeErrors, type Measurement, measureChanges } from './measure.ts';
import { plotTimes } from './plot.ts';
import { describeTimes } from './render.ts';

/** The part of a run's page about changes that were timed; nothing where none was. */
export function describeMeasurements(result: RunResult): Markup {
  const measured = measureChanges(result);
  if (measured.length === 0) return '';
  return html`<section id="changes" aria-labelledby="changes-title"><h2 id="changes-title">How long changes took</h2>
<p>From when the API server had taken a change until its status was right, until the first answer was, and until all were from then on. Errors are answers that were right neither before nor after; requests were sent steadily meanwhile.</p>
<div class="plots">${measured.map(({ change, rounds, seen }) =>
    plotTimes(
      change,
      seen.map(({ in: name, times }) => ({ name, times, rounds })),
    ),
  )}</div>
<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Change</th><th scope="col">Seen in</th>${['Rounds', 'Half within', '90 %', '99 %', 'All', 'Not in time'].map((name) => html`<th scope="col" class="n">${name}</th>`)}<th scope="col">Errors in requests</th></tr></thead><tbody>${measured.flatMap(listRows)}</tbody></table></div></section>`;
}

function listRows(one: Measurement): Markup[] {
  return one.seen.map(
    (seen, at) =>
      html`<tr><th scope="row">${one.change}</th><td>${seen.in}</td><td class="n">${one.rounds}</td>${describeTimes(seen).map((text) => html`<td class="n">${text}</td>`)}<td class="n">${seen.missed || ''}</td><td>${at === 0 ? describeErrors(one) : ''}</td></tr>`,
  );
}

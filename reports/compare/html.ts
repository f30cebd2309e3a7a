import { html, type Markup } from '../html/markup.ts';
import { renderPage } from '../html/shell.ts';
import { countOf, formatDuration } from '../text.ts';
import { describeChanges } from './changes.ts';
import { setUpMatching } from './client.ts';
import type { Comparison, Line, State, Subject } from './types.ts';

const STATES: readonly State[] = ['passed', 'failed', 'skipped', 'unsupported', 'untested', 'unknown'];

/** A comparison as one page: filters, columns to choose, a wizard that finds implementations, and all differences. */
export function renderHtml(comparison: Comparison): string {
  const { subjects, features, tests, failsOnlyHere } = comparison;
  return renderPage(
    'Comparison of Gateway API implementations',
    html`<style data-columns></style><header><h1>Comparison of Gateway API implementations</h1></header><main>
${describeSubjects(subjects)}
${describeMatching(comparison)}
<form role="search" aria-label="Filters"><label>Search <input type="search" data-filter="q" placeholder="press /"></label><label>Where somebody <select data-filter="state"><option value="">all</option>${STATES.map((state) => html`<option value="${state}">${state}</option>`)}</select></label><span data-count role="status"></span></form>
${failsOnlyHere.length > 0 ? html`<section aria-labelledby="only"><h2 id="only">Fails only here</h2><ul>${failsOnlyHere.map(({ subject, tests: names }) => html`<li>${subject}: ${names.join(', ')}</li>`)}</ul></section>` : ''}
${matrix(subjects, 'Features', 'features', features)}${matrix(subjects, 'Tests', 'tests', tests)}
${describeBehaviours(comparison)}
${describeChanges(comparison)}</main>`,
    [setUpMatching],
  );
}

function describeSubjects(subjects: readonly Subject[]): Markup {
  return html`<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Shown</th><th scope="col">Implementation</th><th scope="col">Gateway API</th><th scope="col">Mode</th><th scope="col">Profiles</th></tr></thead><tbody>${subjects.map(
    ({ name, gatewayApi, channel, mode, profiles }, at) =>
      html`<tr><td><input type="checkbox" checked data-column="${at}" aria-label="show ${name}"></td><th scope="row">${name}</th><td>${gatewayApi} ${channel}</td><td>${mode}</td><td>${Object.entries(profiles).map(([profile, result]) => html`${profile} <span class="badge ${result}">${result}</span> `)}</td></tr>`,
  )}</tbody></table></div><p><button type="button" data-columns-all="1">Show all</button> <button type="button" data-columns-all="">Show none</button></p>`;
}

/** What one must have, and what would be nice, and who has it. A feature counts where its tests passed. */
function describeMatching({ subjects, features }: Comparison): Markup {
  const wishes = features.map(({ name, states }) => {
    const by = states.map((state) => (state === 'passed' ? '1' : '0')).join('');
    return html`<label>${name} <select data-wish="${name}" data-by="${by}"><option value="">no matter</option><option value="must">must have</option><option value="nice">nice to have</option></select></label>`;
  });
  return html`<section aria-labelledby="matching"><h2 id="matching">Which implementations fit</h2>
<details class="scenario"><summary>Say which features are needed</summary><div class="body sides">${wishes}</div></details>
<p role="status" data-match-count></p><ol data-matches>${subjects.map(({ name }, at) => html`<li data-match="${at}" hidden><strong>${name}</strong> <span></span></li>`)}</ol></section>`;
}

function matrix(subjects: readonly Subject[], title: string, id: string, lines: readonly Line[]): Markup {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><div class="scroll" tabindex="0"><table class="matrix"><thead><tr><th scope="col">Name</th>${subjects.map(({ name, gatewayApi }) => html`<th scope="col">${name}<br>${gatewayApi}</th>`)}</tr></thead><tbody>${lines.map(
    ({ name, states }) =>
      html`<tr data-entry data-state="${[...new Set(states)].join(' ')}"><th scope="row">${name}</th>${states.map((state) => html`<td><span class="badge ${state}">${state}</span></td>`)}</tr>`,
  )}</tbody></table></div></section>`;
}

function describeBehaviours({ subjects, behaviours, headers, promptness }: Comparison): Markup {
  if (promptness.length === 0 && behaviours.length === 0 && headers.length === 0) return '';
  const heads = subjects.map(({ name }) => html`<th scope="col">${name}</th>`);
  const table = (what: string, rows: readonly Markup[]): Markup =>
    rows.length === 0
      ? ''
      : html`<div class="scroll" tabindex="0"><table class="matrix"><thead><tr><th scope="col">${what}</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
  return html`<section aria-labelledby="behaviour"><h2 id="behaviour">Different, and right everywhere</h2>
<p>Rows that several passed and answered differently. The specification leaves these open: none of it is a failure.</p>
<p>${countOf(behaviours.length, 'difference')}</p>
${table(
  'Row',
  behaviours.map(
    ({ test, row, trait, values, level }) =>
      html`<tr data-entry data-state="open"><th scope="row">${test}: ${row} <span class="dim">${trait}, ${level}</span></th>${values.map((value) => html`<td>${value ?? ''}</td>`)}</tr>`,
  ),
)}
${table(
  'Rows with the response header',
  headers.map(
    ({ name, rows }) =>
      html`<tr data-entry data-state="open"><th scope="row">${name}</th>${rows.map((count) => html`<td class="n">${count}</td>`)}</tr>`,
  ),
)}
${promptness.length === 0 ? '' : html`<h3>Until traffic was right</h3><div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Implementation</th><th scope="col" class="n">Rows</th><th scope="col" class="n">Half within</th><th scope="col" class="n">Nine in ten</th><th scope="col" class="n">All</th></tr></thead><tbody>${promptness.map((one) => html`<tr><th scope="row">${one.subject}</th><td class="n">${one.rows}</td><td class="n">${formatDuration(one.median)}</td><td class="n">${formatDuration(one.p90)}</td><td class="n">${formatDuration(one.most)}</td></tr>`)}</tbody></table></div>`}</section>`;
}

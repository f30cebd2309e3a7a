import type { Outcome, ProfilePart, RunResult } from '../../harness/result/types.ts';
import { describeLevels } from '../levels.ts';
import { countOf, formatDuration } from '../text.ts';
import { explainOfficial, explainPartial, judgeRun, listProfiles } from '../verdict.ts';
import { safeUrl } from './failure.ts';
import { html, type Markup, when } from './markup.ts';
import { badge } from './scenario.ts';

const OUTCOMES: readonly Outcome[] = ['passed', 'failed', 'error', 'skipped', 'unsupported'];

/** Verdict, counts and profiles. */
export function describeSummary(result: RunResult): Markup {
  const { headline, detail, tone } = judgeRun(result);
  const counts = OUTCOMES.map((outcome) => [outcome, result.scenarios.filter((one) => one.outcome === outcome).length]);
  const explained = [...listProfiles(result).flatMap(explainPartial), ...explainOfficial(result)];
  return html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">Verdict</h2>
<p class="verdict ${tone}">${headline}${detail}</p>
${when(describeLevels(result), (text) => html`<p>${text}</p>`)}
<p>${counts.map(([outcome, count]) => html`${badge(String(outcome))} ${count ?? 0} `)} in ${formatDuration(result.durationMs)}</p>
${result.errors.map(({ phase, message }) => html`<p class="error">error in ${phase}: ${message}</p>`)}
${listProfiles(result).length > 0 ? describeProfiles(result) : html`<p>No profile has all its core features supported.</p>`}
${explained.length > 0 ? html`<ul>${explained.map((line) => html`<li>${line}</li>`)}</ul>` : ''}
${describeKnown(result)}</section>`;
}

function describeProfiles(result: RunResult): Markup {
  const profiles = listProfiles(result);
  const row = (name: string, part: string, { result, passed, failed, skipped }: ProfilePart): Markup =>
    html`<tr><th scope="row">${name}</th><td>${part}</td><td>${badge(result)}</td><td class="n">${passed}</td><td class="n">${failed}</td><td class="n">${skipped}</td></tr>`;
  return html`<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Profile</th><th scope="col">Part</th><th scope="col">Result</th><th scope="col" class="n">Passed</th><th scope="col" class="n">Failed</th><th scope="col" class="n">Not tried</th></tr></thead><tbody>${profiles.map(
    ({ name, core, extended }) => html`${row(name, 'core', core)}${extended ? row(name, 'extended', extended) : ''}`,
  )}</tbody></table></div>`;
}

function describeKnown({ knownFailures = [] }: RunResult): Markup {
  if (knownFailures.length === 0) return '';
  return html`<h3>Known failures</h3><ul>${knownFailures.map(
    ({ scenario, row, reason, outcome }) =>
      html`<li>${badge(outcome)} <a href="#${scenario}">${scenario}</a>${row === undefined ? '' : `, ${row}`}: ${reason}</li>`,
  )}</ul>`;
}

/** What was not tried, by reason: nothing goes missing silently. */
export function describeUntried({ scenarios, official }: RunResult): Markup {
  const groups = new Map<string, string[]>();
  const add = (reason: string, id: string): void => void groups.set(reason, [...(groups.get(reason) ?? []), id]);
  for (const { id, outcome, reason } of scenarios) {
    if (outcome === 'skipped' || outcome === 'unsupported') add(reason ?? outcome, id);
  }
  const known = new Set(scenarios.map(({ id }) => id));
  return html`<section id="untried" aria-labelledby="untried-title"><h2 id="untried-title">Not tried</h2>
${groups.size === 0 && official.missing.length === 0 ? html`<p>Everything was tried.</p>` : ''}
<ul>${[...groups].map(
    ([reason, ids]) =>
      html`<li>${reason}: ${countOf(ids.length, 'scenario')} <span class="dim">${ids.map((id, index) => html`${index > 0 ? ', ' : ''}${known.has(id) ? html`<a href="#${id}">${id}</a>` : id}`)}</span></li>`,
  )}${official.missing.length > 0 ? html`<li>has no scenario in gwconf yet: ${countOf(official.missing.length, 'official test')} of ${official.release} <span class="dim">${official.missing.join(', ')}</span></li>` : ''}</ul></section>`;
}

/** Clauses of the specification, and what their rows say. */
export function describeClauseCoverage({ clauses, scenarios }: RunResult): Markup {
  const rows = scenarios.flatMap((scenario) => scenario.rows.map((row) => ({ scenario, row })));
  const byClause = new Map<string, { passed: number; failed: string[]; other: number }>();
  for (const { scenario, row } of rows) {
    for (const id of row.requirements) {
      const count = byClause.get(id) ?? { passed: 0, failed: [], other: 0 };
      if (row.outcome === 'passed') count.passed += 1;
      else if (row.outcome === 'failed') count.failed.push(scenario.id);
      else count.other += 1;
      byClause.set(id, count);
    }
  }
  return html`<section id="clauses" aria-labelledby="clauses-title"><h2 id="clauses-title">Clauses of the specification</h2>
<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Clause</th><th scope="col">Level</th><th scope="col">What it asks</th><th scope="col" class="n">Rows passed</th><th scope="col">Failed in</th></tr></thead><tbody>${clauses.map(
    ({ id, level, text, url }) => {
      const { passed, failed } = byClause.get(id) ?? { passed: 0, failed: [] };
      const broken = [...new Set(failed)];
      return html`<tr><td><a href="${safeUrl(url)}">${id}</a></td><td>${level}</td><td>${text}</td><td class="n">${passed === 0 && broken.length === 0 ? html`<span class="warn">not tried</span>` : passed}</td><td>${broken.map((scenario, index) => html`${index > 0 ? ', ' : ''}<a class="bad" href="#${scenario}">${scenario}</a>`)}</td></tr>`;
    },
  )}</tbody></table></div></section>`;
}

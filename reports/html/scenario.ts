import type { RowResult, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { formatDuration } from '../text.ts';
import { describeFailure } from './failure.ts';
import { html, type Markup, preformatted, when } from './markup.ts';
import { describeTimes, drawApplied, drawRow, measureScenario } from './timeline.ts';

/** What the resource of a scenario may be, the longest first where one begins as another. */
const RESOURCES = [
  'BackendTLSPolicy',
  'GatewayClass',
  'GRPCRoute',
  'HTTPRoute',
  'ListenerSet',
  'ReferenceGrant',
  'TCPRoute',
  'TLSRoute',
  'UDPRoute',
  'Gateway',
  'Mesh',
];

/** The resource that a scenario is about, by its name. */
export function findResource(id: string): string {
  return RESOURCES.find((resource) => id.startsWith(resource)) ?? 'other';
}

export function badge(outcome: string): Markup {
  return html`<span class="badge ${outcome}">${outcome}</span>`;
}

/** An entry that opens; what failed is in it in full, what passed in a line. */
export function describeScenario(result: RunResult, scenario: ScenarioResult): Markup {
  const { id, title, outcome, level, profiles, features, requirements, reason, durationMs } = scenario;
  const named = new Set([...requirements, ...scenario.rows.flatMap((row) => row.requirements)]);
  const isBad = outcome === 'failed' || outcome === 'error';
  return html`<details class="scenario" id="${id}" data-entry data-outcome="${listOutcomes(scenario)}" data-level="${listLevels(scenario)}" data-profile="${profiles.join(' ') || 'none'}" data-feature="${features.join(' ')}" data-resource="${findResource(id)}" data-requirement="${[...named].join(' ')}" data-text="${scenario.rows.map((row) => row.name).join(' ')}"${isBad ? html` open` : ''}>
<summary>${badge(outcome)} <span class="id">${id}</span> ${title} <span class="dim wide">${describeMarks(scenario)}${durationMs > 0 ? formatDuration(durationMs) : ''}</span></summary>
<div class="body"><p><a href="#${id}">link to this entry</a>${level === 'spec' ? html` <span class="dim">asked by the specification, by no official test</span>` : ''}</p>
${when(reason, (text) => html`<p class="${outcome}">${text}</p>`)}
${when(scenario.knownFailure, (text) => html`<p class="warn">known: ${text}</p>`)}
${scenario.rows.filter(isShownWhole).map((row) => describeRow(result, scenario, row))}
${scenario.rows.length > 0 ? describeRows(scenario) : ''}
<h3>Run it again</h3><div class="rerun">${preformatted([scenario.reproduce], 'command')}<button type="button" data-copy>Copy</button></div>
</div></details>`;
}

function isShownWhole({ outcome }: RowResult): boolean {
  return outcome === 'failed' || outcome === 'error';
}

function describeRow(result: RunResult, scenario: ScenarioResult, row: RowResult): Markup {
  return html`<section class="row ${row.outcome}" id="${nameRow(scenario, row)}"><h3>${badge(row.outcome)} ${row.name}${describeLevel(row)} <a href="#${nameRow(scenario, row)}">link</a></h3>
${when(row.message, (text) => html`<p>${text}</p>`)}
<p class="dim">${row.tries} ${row.tries === 1 ? 'try' : 'tries'} in ${formatDuration(row.durationMs)}</p>
${describeFailure(result, row)}</section>`;
}

/** All rows with their times on one scale. */
function describeRows(scenario: ScenarioResult): Markup {
  const scale = measureScenario(scenario);
  const applied = scale
    ? html`<tr><td></td><td>applied</td><td>${drawApplied(scale)}</td><td>${formatDuration(scale.applied)}</td></tr>`
    : '';
  return html`<h3>Rows</h3><div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Outcome</th><th scope="col">Row</th><th scope="col" class="when">When</th><th scope="col">Time</th></tr></thead><tbody>${applied}${scenario.rows.map(
    (row) =>
      html`<tr><td>${badge(row.outcome)}</td><td>${row.name}${describeLevel(row)}${describeSkip(row)}</td><td>${scale ? drawRow(row, scale) : ''}</td><td>${describeTimes(row)}</td></tr>`,
  )}</tbody></table></div>`;
}

function describeLevel({ level }: RowResult): Markup {
  return level === 'spec' ? html` <span class="dim">specification</span>` : '';
}

function describeSkip({ outcome, message }: RowResult): Markup {
  const isSkip = outcome === 'skipped' || outcome === 'unsupported';
  return isSkip && message !== undefined ? html`<br><span class="dim">${message}</span>` : '';
}

function nameRow(scenario: ScenarioResult, row: RowResult): string {
  return `${scenario.id}/${scenario.rows.indexOf(row) + 1}`;
}

function listOutcomes({ outcome, flaky, knownFailure, provisional }: ScenarioResult): string {
  return [
    outcome,
    ...(flaky ? ['flaky'] : []),
    ...(knownFailure ? ['known'] : []),
    ...(provisional ? ['provisional'] : []),
  ].join(' ');
}

function listLevels({ level, rows }: ScenarioResult): string {
  return [...new Set([level, ...rows.map((row) => row.level)])].join(' ');
}

function describeMarks({ flaky, provisional, official, outcome }: ScenarioResult): string {
  const marks = [
    ...(flaky ? ['flaky'] : []),
    ...(provisional ? ['provisional'] : []),
    ...(official !== undefined && official !== outcome ? [`official: ${official}`] : []),
  ];
  return marks.length > 0 ? `${marks.join(', ')}; ` : '';
}

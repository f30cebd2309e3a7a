import type { RunResult } from '../../harness/result/types.ts';
import { writeFileWhole } from '../files.ts';
import { describeMeasurements } from '../measure/html.ts';
import { formatDuration } from '../text.ts';
import { safeUrl } from './failure.ts';
import { html, type Markup, preformatted } from './markup.ts';
import { describeScenario, findResource } from './scenario.ts';
import { renderPage } from './shell.ts';
import { describeClauseCoverage, describeSummary, describeUntried } from './summary.ts';

const ORDER = ['failed', 'error', 'passed', 'skipped', 'unsupported'];

/** One page with everything that a run observed: it asks nobody for anything, and runs no script but its own. */
export function renderHtml(result: RunResult): string {
  const { implementation, gatewayApi } = result;
  const title = `${implementation.project} ${implementation.version}, Gateway API ${gatewayApi.version}`;
  const scenarios = [...result.scenarios].sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
  return renderPage(
    title,
    html`<header><h1>${title}</h1><p class="dim">${implementation.organization}, <a href="${safeUrl(implementation.url)}">${implementation.url}</a></p>
<nav aria-label="Parts of the page"><ul><li><a href="#summary">Verdict</a></li><li><a href="#scenarios">Scenarios</a></li><li><a href="#untried">Not tried</a></li><li><a href="#clauses">Clauses</a></li><li><a href="#run">The run</a></li><li><button type="button" data-scheme-switch>Light or dark</button></li></ul></nav></header>
<main>${describeSummary(result)}
<section id="scenarios" aria-labelledby="scenarios-title"><h2 id="scenarios-title">Scenarios</h2>
${describeFilters(result)}
${scenarios.map((scenario) => describeScenario(result, scenario))}</section>
${describeMeasurements(result)}
${describeUntried(result)}
${describeClauseCoverage(result)}
${describeRun(result)}</main>`,
  );
}

/** Writes report.html, whole or not at all. */
export function writeHtml(result: RunResult, path: string): void {
  writeFileWhole(path, renderHtml(result));
}

function describeFilters({ scenarios }: RunResult): Markup {
  const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
  return html`<form role="search" aria-label="Filters"><label>Search <input type="search" data-filter="q" placeholder="press /"></label>
${choose('outcome', 'Outcome', ['passed', 'failed', 'error', 'flaky', 'known', 'provisional', 'skipped', 'unsupported'])}
${choose('level', 'Level', ['official', 'spec'])}
${choose('profile', 'Profile', sorted(scenarios.flatMap(({ profiles }) => (profiles.length > 0 ? profiles : ['none']))))}
${choose('resource', 'Resource', sorted(scenarios.map(({ id }) => findResource(id))))}
${choose('feature', 'Feature', sorted(scenarios.flatMap(({ features }) => features)))}
${choose('requirement', 'Clause', sorted(scenarios.flatMap(({ requirements, rows }) => [...requirements, ...rows.flatMap((row) => row.requirements)])))}
<button type="button" data-open="all">Open all</button><button type="button" data-open="none">Close all</button>
<span data-count role="status"></span><span class="dim wide">keys: / search, j k next and previous, f failures, Esc clears</span></form>`;
}

function choose(name: string, label: string, values: readonly string[]): Markup {
  return html`<label>${label} <select data-filter="${name}"><option value="">all</option>${values.map((value) => html`<option value="${value}">${value}</option>`)}</select></label>`;
}

function describeRun(result: RunResult): Markup {
  const { timing, cluster, gatewayApi, environment, features } = result;
  const facts: [string, string][] = [
    ['Begun', `${result.startedAt}, took ${formatDuration(result.durationMs)}`],
    ['Seed', result.seed],
    ['gwconf', result.gwconfVersion],
    ['Cluster', `${cluster.provider}, Kubernetes ${cluster.kubernetesVersion}`],
    ['Gateway API', `${gatewayApi.version} (${gatewayApi.channel}), from ${gatewayApi.source}`],
    ['GatewayClass', `${result.implementation.gatewayClass}, of ${result.implementation.controllerName}`],
    ['Machine', `Node ${environment.node}, ${environment.platform}, ${environment.cpus} processors`],
    ['Mode', result.mode],
    ['Supported features', `${features.supported.join(', ') || 'none'} (${features.source})`],
    ['Exempt features', features.exempt.join(', ') || 'none'],
    [
      'Time-outs',
      `scale ${timing.scale}, patience ${timing.patience}, slowness ${timing.load.slowness.toFixed(1)} at worst`,
    ],
    ['Policies', timing.policies.map(({ name, timeoutMs }) => `${name} ${formatDuration(timeoutMs)}`).join(', ')],
    ['Phases', result.phases.map(({ name, durationMs }) => `${name} ${formatDuration(durationMs)}`).join(', ')],
  ];
  return html`<section id="run" aria-labelledby="run-title"><h2 id="run-title">The run</h2><div class="scroll" tabindex="0"><table><tbody>${facts.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table></div>
<h3>Command</h3><div class="rerun">${preformatted([result.command.join(' ')], 'command')}<button type="button" data-copy>Copy</button></div></section>`;
}

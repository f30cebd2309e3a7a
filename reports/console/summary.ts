import type { Outcome, ProfilePart, ProfileResult, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { listStale } from '../known.ts';
import { describeLevels } from '../levels.ts';
import { alignColumns, countOf, formatDuration, oneLine } from '../text.ts';
import { explainOfficial, explainPartial, INTERRUPTED, judgeRun, listProfiles, nameSome } from '../verdict.ts';
import { type FailureOptions, failureLines } from './failure.ts';
import type { Style } from './style.ts';

/** Failures in full, then what was not run and why, then the profiles, then the verdict as the last line. */
export function summaryLines(result: RunResult, options: FailureOptions & { quiet?: boolean }): string[] {
  const { style } = options;
  const blocks = [
    ...failureBlocks(result, options),
    errorLines(result, style),
    options.quiet ? [] : notRunLines(result.scenarios, style),
    profileLines(result, style),
    options.quiet ? [] : [...listProfiles(result).flatMap(explainPartial), ...explainOfficial(result)],
    [
      totalsLine(result),
      ...levelLines(result),
      ...outsideLines(result),
      ...provisionalLines(result),
      ...knownLines(result, style),
    ],
    [verdictLine(result, style)],
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

function failureBlocks(result: RunResult, options: FailureOptions): string[][] {
  const failed = result.scenarios.filter(({ outcome }) => outcome === 'failed' || outcome === 'error');
  return failed.map((scenario, index) => failureLines(result, scenario, index + 1, options));
}

function errorLines(result: RunResult, style: Style): string[] {
  return result.errors.map(({ phase, message }) =>
    message === INTERRUPTED
      ? `${style.warn(INTERRUPTED)} in ${phase}`
      : `${style.bad('error')} in ${phase}: ${message}`,
  );
}

/** Grouped by reason: nothing goes missing silently. */
function notRunLines(scenarios: readonly ScenarioResult[], style: Style): string[] {
  const groups = new Map<string, string[]>();
  for (const { id, outcome, reason } of scenarios) {
    if (outcome !== 'skipped' && outcome !== 'unsupported') continue;
    const key = reason ?? outcome;
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  if (groups.size === 0) return [];
  const rows = [...groups].map(([reason, ids]) => [`  ${ids.length}`, `${reason}: ${nameSome(ids)}`]);
  return [style.bold('Not run'), ...alignColumns(rows)];
}

function profileLines(result: RunResult, style: Style): string[] {
  const rows = listProfiles(result).flatMap((profile) => profileRows(profile));
  if (rows.length === 0) return [];
  const [head, ...lines] = alignColumns([['Profile', '', 'result', 'passed', 'failed', 'skipped'], ...rows]);
  return [style.bold(head ?? ''), ...lines.map((line) => paintResult(line, style))];
}

function profileRows(profile: ProfileResult): string[][] {
  const rows = [partRow(profile.name, 'core', profile.core)];
  if (profile.extended) rows.push(partRow('', 'extended', profile.extended));
  return rows;
}

function partRow(name: string, level: string, part: ProfilePart): string[] {
  return [name, level, part.result, `${part.passed}`, `${part.failed}`, `${part.skipped}`];
}

function paintResult(line: string, style: Style): string {
  return line
    .replace(/\bsuccess\b/, style.good)
    .replace(/\bpartial\b/, style.warn)
    .replace(/\bfailure\b/, style.bad);
}

function totalsLine(result: RunResult): string {
  const count = (outcome: Outcome) => result.scenarios.filter((scenario) => scenario.outcome === outcome).length;
  const flaky = result.scenarios.filter((scenario) => scenario.flaky).length;
  const failed = `${count('failed')} failed${flaky > 0 ? ` (${flaky} flaky)` : ''}`;
  const errors = count('error') > 0 ? [countOf(count('error'), 'error')] : [];
  const notRun = [`${count('skipped')} skipped`, `${count('unsupported')} unsupported`];
  const checks = result.scenarios.reduce(
    (sum, scenario) => sum + scenario.rows.filter(({ outcome }) => outcome !== 'skipped').length,
    0,
  );
  const parts = [`${count('passed')} passed`, failed, ...errors, ...notRun].join(', ');
  return `${countOf(result.scenarios.length, 'scenario')}: ${parts}; ${countOf(checks, 'check')} in ${formatDuration(result.durationMs)}`;
}

function levelLines(result: RunResult): string[] {
  const levels = describeLevels(result);
  return levels === undefined ? [] : [levels];
}

/** What is none of the suite's own, apart: it says nothing of conformance. */
function outsideLines({ scenarios }: RunResult): string[] {
  const outside = scenarios.filter(({ origin }) => origin !== undefined);
  if (outside.length === 0) return [];
  const passed = outside.filter(({ outcome }) => outcome === 'passed').length;
  const bad = outside.filter(({ outcome }) => outcome === 'failed' || outcome === 'error');
  const named = bad.map(({ id, origin }) => `${id} (${origin})`);
  const rest = named.length > 0 ? `; not: ${named.join(', ')}` : '';
  return [`Your own scenarios, in no profile: ${passed} of ${outside.length} passed${rest}`];
}

function provisionalLines({ provisional }: RunResult): string[] {
  const all = provisional.succeeded.length + provisional.failed.length;
  if (all === 0) return [];
  return [`Provisional, counted as any other: ${provisional.succeeded.length} of ${all} passed`];
}

/** Known failures that came, and those that did not: a list that is out of date hides nothing, but misleads. */
function knownLines({ knownFailures = [] }: RunResult, style: Style): string[] {
  const came = knownFailures.filter(({ outcome }) => outcome === 'failed').length;
  const stale = listStale({ knownFailures });
  return [
    ...(came > 0 ? [`Known failures: ${came} of ${knownFailures.length} failed, which does not fail the run`] : []),
    ...stale.map(
      ({ scenario, row, reason }) =>
        `${style.bad('passed')}, though listed as a known failure: ${scenario}${row ? ` '${row}'` : ''} (${reason}); take it off the list`,
    ),
  ];
}

function verdictLine(result: RunResult, style: Style): string {
  const { project, version } = result.implementation;
  const subject = oneLine(`${project} ${version}, Gateway API ${result.gatewayApi.version}, seed ${result.seed}`);
  const { tone, headline, detail } = judgeRun(result);
  const end = detail.startsWith(':') ? '.' : ':';
  return `${style[tone](style.bold(headline))}${detail}${end} ${subject}`;
}

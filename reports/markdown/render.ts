import type { ProfilePart, RowResult, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { findClauses } from '../clauses.ts';
import { writeFileWhole } from '../files.ts';
import { describeLevels } from '../levels.ts';
import { measureChanges } from '../measure/measure.ts';
import { renderMeasurementsMarkdown } from '../measure/render.ts';
import { countOf, exchangeLines, formatDuration } from '../text.ts';
import { explainOfficial, explainPartial, judgeRun, listProfiles } from '../verdict.ts';
import { code, codeBlock, escapeText, link } from './escape.ts';

/** Summaries of CI servers hold a megabyte at most, and nobody reads more failures than these there. */
const SHOWN = { scenarios: 30, rows: 3 };

const MARKS = { good: '✅', warn: '⚠️', bad: '❌' } as const;

/** A page for the job summary of GitHub and GitLab: verdict, profiles, failures with clause and rerun command. */
export function renderMarkdown(result: RunResult): string {
  const { implementation, gatewayApi } = result;
  const { headline, detail, tone } = judgeRun(result);
  const failed = result.scenarios.filter(({ outcome }) => outcome === 'failed' || outcome === 'error');
  const explained = [...listProfiles(result).flatMap(explainPartial), ...explainOfficial(result)];
  const levels = describeLevels(result);
  const measured = measureChanges(result);
  const blocks = [
    `## ${MARKS[tone]} ${escapeText(`${headline}${detail}`)}`,
    escapeText(
      `${implementation.project} ${implementation.version}, Gateway API ${gatewayApi.version}, seed ${result.seed}`,
    ),
    ...(levels === undefined ? [] : [escapeText(levels)]),
    describeCounts(result),
    ...(measured.length > 0 ? [renderMeasurementsMarkdown(measured)] : []),
    ...(listProfiles(result).length > 0 ? [describeProfiles(result)] : []),
    ...(explained.length > 0 ? [explained.map((line) => `- ${escapeText(line)}`).join('\n')] : []),
    ...result.errors.map(({ phase, message }) => `**Error in ${escapeText(phase)}**: ${escapeText(message)}`),
    ...failed.slice(0, SHOWN.scenarios).map((scenario) => describeScenario(result, scenario)),
    ...(failed.length > SHOWN.scenarios ? [`and ${countOf(failed.length - SHOWN.scenarios, 'more scenario')}`] : []),
    ...describeNotRun(result),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Writes summary.md, whole or not at all. */
export function writeMarkdown(result: RunResult, path: string): void {
  writeFileWhole(path, renderMarkdown(result));
}

function describeCounts({ scenarios, durationMs }: RunResult): string {
  const outcomes = ['passed', 'failed', 'error', 'skipped', 'unsupported'] as const;
  const counts = outcomes.map((outcome) => `${scenarios.filter((one) => one.outcome === outcome).length} ${outcome}`);
  return `${countOf(scenarios.length, 'scenario')}: ${counts.join(', ')}, in ${formatDuration(durationMs)}`;
}

function describeProfiles(result: RunResult): string {
  const row = (name: string, part: string, { result, passed, failed, skipped }: ProfilePart): string =>
    `| ${escapeText(name)} | ${part} | ${result} | ${passed} | ${failed} | ${skipped} |`;
  return [
    '| Profile | Part | Result | Passed | Failed | Not tried |',
    '| --- | --- | --- | ---: | ---: | ---: |',
    ...listProfiles(result).flatMap(({ name, core, extended }) => [
      row(name, 'core', core),
      ...(extended ? [row(name, 'extended', extended)] : []),
    ]),
  ].join('\n');
}

function describeScenario(result: RunResult, scenario: ScenarioResult): string {
  const marks = [
    scenario.outcome,
    ...(scenario.flaky ? ['flaky'] : []),
    ...(scenario.provisional ? ['provisional'] : []),
    ...(scenario.knownFailure === undefined ? [] : [`known: ${scenario.knownFailure}`]),
  ];
  const bad = scenario.rows.filter(({ outcome }) => outcome === 'failed' || outcome === 'error');
  const rows = bad.slice(0, SHOWN.rows).map((row) => describeRow(result, row));
  const reason = bad.length === 0 && scenario.reason !== undefined ? [escapeText(scenario.reason)] : [];
  const more = bad.length > SHOWN.rows ? [`and ${countOf(bad.length - SHOWN.rows, 'more row')}`] : [];
  return [
    `<details><summary>${escapeText(scenario.id)} (${escapeText(marks.join(', '))})</summary>`,
    escapeText(scenario.title),
    ...reason,
    ...rows,
    ...more,
    codeBlock([scenario.reproduce]),
    '</details>',
  ].join('\n\n');
}

function describeRow(result: RunResult, row: RowResult): string {
  const level = row.level === 'spec' ? ' (asked by the specification, not by the official test)' : '';
  const clauses = row.outcome === 'failed' ? findClauses(result, row) : [];
  const last = row.evidence?.exchanges.at(-1);
  const exchange = last && exchangeLines(last);
  const differences = row.mismatches.map(
    ({ path, expected, observed }) => `| ${code(path)} | ${code(expected)} | ${code(observed)} |`,
  );
  return [
    `**${escapeText(row.name)}**${level}: ${escapeText(row.message ?? row.outcome)}`,
    ...(clauses.length > 0
      ? [
          clauses
            .map(({ id, level: asked, text, url }) => `- **${asked}** ${escapeText(text)} ${link(id, url)}`)
            .join('\n'),
        ]
      : []),
    ...(differences.length > 0
      ? [['| Where | Expected | Observed |', '| --- | --- | --- |', ...differences].join('\n')]
      : []),
    ...(exchange
      ? [codeBlock([...exchange.sent.map((line) => `> ${line}`), ...exchange.came.map((line) => `< ${line}`)])]
      : []),
  ].join('\n\n');
}

function describeNotRun({ scenarios }: RunResult): string[] {
  const groups = new Map<string, number>();
  for (const { outcome, reason } of scenarios) {
    if (outcome !== 'skipped' && outcome !== 'unsupported') continue;
    groups.set(reason ?? outcome, (groups.get(reason ?? outcome) ?? 0) + 1);
  }
  if (groups.size === 0) return [];
  const lines = [...groups].slice(0, SHOWN.scenarios).map(([reason, count]) => `- ${count}: ${escapeText(reason)}`);
  return [`<details><summary>Not run</summary>\n\n${lines.join('\n')}\n\n</details>`];
}

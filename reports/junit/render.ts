import junit, { type Builder, type TestCase } from 'junit-report-builder';
import type { Level, RowResult, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { writeFileWhole } from '../files.ts';
import { distributionLines, exchangeLines, mismatchLines } from '../text.ts';

// The package's types describe another export than its code has: the builder itself is the default export.
const root = junit as unknown as Builder;

/** JUnit XML: a suite for each scenario, a case for each row. A mismatch is a failure; a harness error is an error. */
export function renderJUnit(result: RunResult): string {
  const builder = root.newBuilder().name(`gwconf ${result.implementation.project} ${result.implementation.version}`);
  for (const scenario of result.scenarios) {
    for (const level of ['official', 'spec'] as const) {
      const rows = rowsToShow(scenario).filter((row) => row.level === level);
      if (rows.length === 0) continue;
      const name = nameSuite(scenario, level);
      const suite = builder
        .testSuite()
        .name(name)
        .timestamp(new Date(scenario.startedAt).toISOString().slice(0, 19))
        .time(scenario.durationMs / 1000);
      for (const [key, value] of propertiesOf(result, scenario, level)) suite.property(key, clean(value));
      for (const row of rows) fillCase(suite.testCase().className(name), scenario, row, result.gate);
    }
  }
  const stale = (result.knownFailures ?? []).filter(({ outcome }) => outcome === 'passed');
  if (stale.length > 0) {
    const suite = builder.testSuite().name('known failures');
    for (const { scenario, row, reason } of stale) {
      const name = row === undefined ? scenario : `${scenario} ${row}`;
      suite
        .testCase()
        .className('known failures')
        .name(clean(name))
        .failure(clean(`it passed, though listed: ${reason}`));
    }
  }
  if (result.errors.length > 0) {
    const suite = builder.testSuite().name('gwconf');
    for (const { phase, message } of result.errors) {
      suite.testCase().className('gwconf').name(clean(phase)).error(clean(message), 'HarnessError');
    }
  }
  return builder.build();
}

/** Writes junit.xml, whole or not at all. */
export function writeJUnit(result: RunResult, path: string): void {
  writeFileWhole(path, renderJUnit(result));
}

/** What the specification alone asks for stands apart, so that the official verdict can be read off the file. */
function nameSuite({ id }: ScenarioResult, level: Level): string {
  return level === 'official' ? id : `${id} (specification)`;
}

function propertiesOf(result: RunResult, scenario: ScenarioResult, level: Level): [string, string][] {
  const properties: [string, string][] = [
    ['title', scenario.title],
    ['level', level],
    ['profiles', scenario.profiles.join(',') || 'none, so that no official report tells of it'],
    ['features', scenario.features.join(',')],
    ['requirements', scenario.requirements.join(',')],
    ['seed', result.seed],
    ['gwconfVersion', result.gwconfVersion],
    ['gatewayAPIVersion', `${result.gatewayApi.version} ${result.gatewayApi.channel}`],
    ['kubernetesVersion', result.cluster.kubernetesVersion],
    ['provider', result.cluster.provider],
    ['reproduce', scenario.reproduce],
  ];
  if (scenario.flaky) properties.push(['flaky', 'true']);
  if (scenario.provisional) properties.push(['provisional', 'true']);
  return properties;
}

/** The rows, and one for the scenario itself where it was not run or failed outside of its rows. */
function rowsToShow(scenario: ScenarioResult): readonly RowResult[] {
  const told = scenario.rows.some((row) => row.outcome === scenario.outcome);
  return told ? scenario.rows : [...scenario.rows, scenarioRow(scenario)];
}

function scenarioRow(scenario: ScenarioResult): RowResult {
  return {
    step: 0,
    kind: 'none',
    name: scenario.outcome === 'skipped' || scenario.outcome === 'unsupported' ? 'not run' : 'scenario',
    level: scenario.level,
    outcome: scenario.outcome,
    message: scenario.reason,
    requirements: scenario.requirements,
    startedAt: scenario.startedAt,
    durationMs: scenario.durationMs,
    tries: 0,
    mismatches: [],
  };
}

function fillCase(testCase: TestCase, scenario: ScenarioResult, row: RowResult, gate: Level): void {
  testCase.name(clean(row.name)).time(row.durationMs / 1000);
  const message = clean(row.message ?? row.outcome);
  const details = clean(mismatchLines(row.mismatches).join('\n'));
  const decides = gate === 'spec' || row.level === 'official';
  // What is known, or was not asked to decide, must not stop a pipeline that gates on this file.
  if (row.outcome === 'failed' && (scenario.knownFailure !== undefined || !decides)) testCase.skipped();
  else if (row.outcome === 'error' && !decides) testCase.skipped();
  else if (row.outcome === 'failed') testCase.failure(message, 'Mismatch').stacktrace(details || message);
  else if (row.outcome === 'error') testCase.error(message, 'HarnessError', details || message);
  else if (row.outcome !== 'passed') testCase.skipped();
  const output = outputOf(scenario, row);
  if (output) testCase.standardOutput(clean(output));
}

function outputOf(scenario: ScenarioResult, row: RowResult): string {
  if (row.outcome === 'passed') return '';
  if (row.outcome === 'skipped' || row.outcome === 'unsupported') return row.message ?? '';
  const known =
    scenario.knownFailure === undefined ? [] : [`known failure: ${scenario.knownFailure}`, row.message ?? ''];
  const level = row.level === 'spec' ? ['level: asked by the specification, not by the official test'] : [];
  const lines = [...known, ...level, `requirements: ${row.requirements.join(', ')}`, `tries: ${row.tries}`];
  if (scenario.flaky) lines.push('flaky: passed when rerun without the others');
  if (row.distribution) lines.push('shares:', ...indent(distributionLines(row.distribution)));
  const last = row.evidence?.exchanges.at(-1);
  if (last) {
    const { sent, came } = exchangeLines(last);
    lines.push('sent:', ...indent(sent), 'came:', ...indent(came));
  }
  for (const log of row.evidence?.logs ?? []) lines.push(`log of ${log.source}:`, ...indent(log.lines.slice(-20)));
  lines.push(`rerun: ${scenario.reproduce}`);
  return lines.join('\n');
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** XML 1.0 has no place for most control characters and lone surrogates, even escaped. */
function clean(text: string): string {
  return text.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
}

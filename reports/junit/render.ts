import type { Level, RowResult, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { writeFileWhole } from '../files.ts';
import { listStale } from '../known.ts';
import { fillCase } from './cases.ts';
import { attribute, buildDocument, type CaseNode, clean, type SuiteNode } from './document.ts';
import { nameSuite, shareTimes } from './rows.ts';

/**
 * JUnit XML, as far as the common schemas agree: a suite for each scenario and level, a case for each row. A mismatch is
 * a failure; a harness error is an error.
 */
export function renderJUnit(result: RunResult): string {
  const { project, version } = result.implementation;
  const suites = [
    ...result.scenarios.flatMap((scenario) => describeScenario(result, scenario)),
    ...describeStale(result),
    ...describeErrors(result),
  ];
  return buildDocument(attribute(`gwconf ${project} ${version}`), (result.durationMs / 1000).toFixed(3), suites);
}

/** Writes junit.xml, whole or not at all. */
export function writeJUnit(result: RunResult, path: string): void {
  writeFileWhole(path, renderJUnit(result));
}

function describeScenario(result: RunResult, scenario: ScenarioResult): SuiteNode[] {
  const times = shareTimes(scenario.rows);
  const rows = rowsToShow(scenario);
  const took = (some: readonly RowResult[]): number => some.reduce((sum, row) => sum + (times.get(row) ?? 0), 0);
  return (['official', 'spec'] as const).flatMap((level) => {
    const own = rows.filter((row) => row.level === level);
    if (own.length === 0) return [];
    const name = nameSuite(scenario, level);
    // The preparation belongs to the suite of the scenario's own level.
    const prepared = level === scenario.level ? scenario.durationMs / 1000 - took(rows) : 0;
    const cases = own.map((row) => fillCase(openCase(name, row.name, times.get(row)), { result, scenario, row }));
    return {
      name: clean(name),
      timestamp: new Date(scenario.startedAt).toISOString().slice(0, 19),
      time: toMillis(took(own) + Math.max(prepared, 0)),
      properties: propertiesOf(result, scenario, level),
      cases,
    };
  });
}

function openCase(suite: string, name: string, time = 0): CaseNode {
  return { className: clean(suite), name: attribute(name), time: toMillis(time) };
}

function describeStale(result: RunResult): SuiteNode[] {
  const stale = listStale(result);
  if (stale.length === 0) return [];
  const cases = stale.map(({ scenario, row, reason }) => ({
    ...openCase('known failures', row === undefined ? scenario : `${scenario} ${row}`),
    outcome: {
      kind: 'failure' as const,
      message: attribute(`it passed, though listed: ${reason}`),
      type: 'KnownFailurePassed',
    },
  }));
  return [{ name: 'known failures', properties: [], cases }];
}

function describeErrors({ errors }: RunResult): SuiteNode[] {
  if (errors.length === 0) return [];
  const cases = errors.map(({ phase, message }) => ({
    ...openCase('gwconf', phase),
    outcome: { kind: 'error' as const, message: attribute(message), type: 'HarnessError', text: clean(message) },
  }));
  return [{ name: 'gwconf', properties: [], cases }];
}

function propertiesOf(result: RunResult, scenario: ScenarioResult, level: Level): SuiteNode['properties'] {
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
  if (scenario.origin !== undefined) properties.push(['origin', scenario.origin]);
  if (scenario.flaky) properties.push(['flaky', 'true']);
  if (scenario.provisional) properties.push(['provisional', 'true']);
  return properties.map(([name, value]) => [name, attribute(value)]);
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

/** Seconds with three places. */
function toMillis(time: number): number {
  return Number(time.toFixed(3));
}

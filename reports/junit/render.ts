import XmlBuilder from 'fast-xml-builder';
import type { Level, RowResult, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { writeFileWhole } from '../files.ts';
import { listStale } from '../known.ts';
import { fillCase } from './cases.ts';
import {
  attribute,
  type CaseNode,
  clean,
  createSuite,
  type Node,
  nameSuite,
  type SuiteNode,
  shareTimes,
} from './nodes.ts';

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
  const sum = (name: '@tests' | '@failures' | '@errors'): string =>
    String(suites.reduce((total, suite) => total + Number(suite[name]), 0));
  const root = {
    '@name': attribute(`gwconf ${project} ${version}`),
    '@time': seconds(result.durationMs / 1000),
    '@tests': sum('@tests'),
    '@failures': sum('@failures'),
    '@errors': sum('@errors'),
    testsuite: suites,
  };
  const builder = new XmlBuilder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    format: true,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: root })}`;
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
    return createSuite(name, cases, {
      '@timestamp': new Date(scenario.startedAt).toISOString().slice(0, 19),
      '@time': seconds(took(own) + Math.max(prepared, 0)),
      properties: { property: propertiesOf(result, scenario, level) },
    });
  });
}

function openCase(suite: string, name: string, time = 0): CaseNode {
  return { '@classname': clean(suite), '@name': attribute(name), '@time': seconds(time) };
}

function describeStale(result: RunResult): SuiteNode[] {
  const stale = listStale(result);
  if (stale.length === 0) return [];
  const cases = stale.map(({ scenario, row, reason }) => ({
    ...openCase('known failures', row === undefined ? scenario : `${scenario} ${row}`),
    failure: { '@message': attribute(`it passed, though listed: ${reason}`), '@type': 'KnownFailurePassed' },
  }));
  return [createSuite('known failures', cases)];
}

function describeErrors({ errors }: RunResult): SuiteNode[] {
  if (errors.length === 0) return [];
  const cases = errors.map(({ phase, message }) => ({
    ...openCase('gwconf', phase),
    error: { '@message': attribute(message), '@type': 'HarnessError', '#text': clean(message) },
  }));
  return [createSuite('gwconf', cases)];
}

function propertiesOf(result: RunResult, scenario: ScenarioResult, level: Level): Node[] {
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
  return properties.map(([name, value]) => ({ '@name': name, '@value': attribute(value) }));
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

function seconds(time: number): string {
  return time.toFixed(3);
}

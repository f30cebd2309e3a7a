import type { RunResult, ScenarioResult } from '../../harness/result/types.ts';
import type { ConformanceReport } from '../conformance/types.ts';
import { measureChanges } from '../measure/measure.ts';
import type { Answered, KnownRelease, Source, State, Subject } from './types.ts';

/** What a report or a result says of an implementation. `name` is not unique yet. */
export function readSubject(source: Source, releases: readonly KnownRelease[]): Subject {
  return 'result' in source ? readRun(source.result, source.file) : readReport(source.report, source.file, releases);
}

function readRun(result: RunResult, file: string): Subject {
  const { implementation, gatewayApi, features, official } = result;
  const tests = new Map<string, State>(official.missing.map((name) => [name, 'untested']));
  for (const scenario of result.scenarios) tests.set(scenario.id, stateOf(scenario));
  const states = new Map<string, State>();
  for (const feature of new Set([...features.supported, ...result.scenarios.flatMap((one) => one.features)])) {
    const needing = result.scenarios.filter((one) => one.features.includes(feature) && one.level === 'official');
    const claimed = features.supported.includes(feature);
    states.set(feature, claimed ? judge(needing.map(stateOf)) : 'unsupported');
  }
  for (const { extended } of result.profiles) {
    for (const feature of extended?.unsupportedFeatures ?? []) states.set(feature, 'unsupported');
  }
  return {
    name: nameOf(implementation),
    file,
    gatewayApi: gatewayApi.version,
    channel: gatewayApi.channel,
    mode: result.mode,
    profiles: Object.fromEntries(result.profiles.map(({ name, core }) => [name, core.result])),
    features: states,
    tests,
    answers: listAnswers(result),
    measured: measureChanges(result),
  };
}

/** Of the many answers that shares are counted of, the one that is kept is there by chance. */
function listAnswers({ scenarios }: RunResult): Map<string, Answered> {
  return new Map(
    scenarios.flatMap(({ id, rows }) =>
      rows.flatMap(({ name, level, outcome, answer, distribution, rightAfterMs }) =>
        outcome === 'passed' && answer && !distribution
          ? [[`${id} ${name}`, { test: id, row: name, level, answer, rightAfterMs }] as const]
          : [],
      ),
    ),
  );
}

function stateOf({ outcome, official = outcome }: ScenarioResult): State {
  return official === 'error' ? 'untested' : official;
}

/** Of what needs a feature, the worst says what is known of it. */
function judge(states: readonly State[]): State {
  for (const state of ['failed', 'skipped', 'untested'] as const) if (states.includes(state)) return state;
  return states.includes('passed') ? 'passed' : 'untested';
}

/**
 * A report names what failed and what was skipped. What passed follows from the list of official tests of its release,
 * where that is known: what belongs to a profile of the report, has all its features supported, and is not named.
 */
function readReport(report: ConformanceReport, file: string, releases: readonly KnownRelease[]): Subject {
  const supported = new Set(report.profiles.flatMap(({ extended }) => extended?.supportedFeatures ?? []));
  const unsupported = new Set(report.profiles.flatMap(({ extended }) => extended?.unsupportedFeatures ?? []));
  const parts = report.profiles.flatMap(({ core, extended }) => (extended ? [core, extended] : [core]));
  const failed = new Set(parts.flatMap(({ failedTests }) => failedTests ?? []));
  const skipped = new Set(parts.flatMap(({ skippedTests }) => skippedTests ?? []));
  const release = releases.find(({ version }) => `${report.gatewayAPIVersion}.`.startsWith(`${version}.`));
  const tests = new Map<string, State>();
  for (const name of skipped) tests.set(name, 'skipped');
  for (const name of failed) tests.set(name, 'failed');
  const own = (release?.profiles ?? []).filter(({ name }) => report.profiles.some((profile) => profile.name === name));
  const core = new Set(own.flatMap(({ coreFeatures }) => coreFeatures));
  for (const { name, features } of release?.tests ?? []) {
    if (tests.has(name)) continue;
    const isIn = own.some((profile) =>
      features.every((one) => profile.coreFeatures.includes(one) || profile.extendedFeatures.includes(one)),
    );
    if (!isIn) tests.set(name, 'untested');
    else if (features.some((one) => unsupported.has(one))) tests.set(name, 'unsupported');
    else tests.set(name, features.every((one) => core.has(one) || supported.has(one)) ? 'passed' : 'unknown');
  }
  const features = new Map<string, State>();
  for (const feature of unsupported) features.set(feature, 'unsupported');
  for (const feature of new Set([...supported, ...core])) {
    const needing = (release?.tests ?? []).filter((test) => test.features.includes(feature));
    const states = needing.flatMap((test) => tests.get(test.name) ?? []);
    features.set(feature, states.includes('failed') ? 'failed' : states.includes('skipped') ? 'skipped' : 'passed');
  }
  return {
    name: nameOf(report.implementation),
    file,
    gatewayApi: report.gatewayAPIVersion,
    channel: report.gatewayAPIChannel,
    mode: report.mode,
    profiles: Object.fromEntries(report.profiles.map(({ name, core: part }) => [name, part.result])),
    features,
    tests,
    answers: new Map(),
    measured: [],
  };
}

function nameOf({
  organization,
  project,
  version,
}: ConformanceReport['implementation'] | RunResult['implementation']): string {
  const owner = organization === project ? project : `${organization}/${project}`;
  return `${owner} ${version}`;
}

import type { ProfileOutcome, ProfilePart, ProfileResult, RunResult, ScenarioResult } from '../../result/types.ts';
import type { OfficialTest, Profile } from '../../scenario/catalogue.ts';
import { belongsToProfile, isCoreOf, listUnprofiled } from './membership.ts';
import type { FoundRelease } from './release.ts';

export { listTestable, nameProfiles } from './membership.ts';
export { type FoundRelease, findRelease } from './release.ts';

export interface Coverage {
  /** Whose tests must be covered. */
  release: FoundRelease;
  scenarios: readonly ScenarioResult[];
  /** What counts as supported: claimed features and the core of the profiles, exempt ones taken out. */
  supported: readonly string[];
  exempt: readonly string[];
  /** Profiles asked for; empty: each whose core features are all supported. */
  profiles?: readonly string[];
  /** Provisional tests count as if there were none. */
  skipProvisional?: boolean;
}

/** Why an official test was not tried that has no scenario. */
const MISSING = 'has no scenario in gwconf yet';

/**
 * The statistics of each profile, in the meaning of the official conformance report: an official test belongs to every
 * profile that has all its features; it is core where all of them are core features of the profile. Tests whose features
 * are not supported are not counted. What is needed and was not tried makes a result `partial`, whatever the reason: it
 * was skipped, exempt, ended in an error of the harness, or does not exist here. Failed ones make it `failure`.
 * Provisional ones count as any other, as they do in the official suite. Of each scenario only its rows of level
 * `official` count, and those of level `spec` belong to no profile.
 * Source: https://gateway-api.sigs.k8s.io/geps/gep-1709/
 */
export function computeProfiles(coverage: Coverage): ProfileResult[] {
  const { release, supported, profiles = [] } = coverage;
  return release.profiles
    .filter(({ name, coreFeatures }) =>
      profiles.length > 0 ? profiles.includes(name) : coreFeatures.every((feature) => supported.includes(feature)),
    )
    .map((profile) => computeProfile(profile, coverage))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Statistics of the profiles of our own that were asked for: each counts the scenarios with all their features in it. */
export function computeOwnProfiles(coverage: Coverage, profiles: readonly Profile[]): ProfileResult[] {
  const { scenarios, profiles: asked = [] } = coverage;
  const tests = scenarios.map(({ id, features }): OfficialTest => ({ name: id, kind: 'gateway', features }));
  const whole: Coverage = {
    ...coverage,
    release: { version: coverage.release.version, known: true, profiles, tests },
    scenarios: scenarios.map((one) => ({ ...one, official: one.outcome })),
  };
  return profiles
    .filter(({ name, own }) => own && asked.includes(name))
    .map((profile) => computeProfile(profile, whole));
}

/** What the official suite of the release has that is supported, and has no scenario here or is in no profile. */
export function describeOfficial(coverage: Coverage): RunResult['official'] {
  const { release, scenarios } = coverage;
  const ids = new Set(scenarios.map(({ id }) => id));
  const needed = release.tests.filter((test) => isSupported(test, coverage));
  return {
    release: release.version,
    known: release.known,
    missing: needed.filter(({ name }) => !ids.has(name)).map(({ name }) => name),
    inNoProfile: listUnprofiled({ ...release, tests: needed }).map(({ name }) => name),
  };
}

/** Provisional scenarios by outcome; their profiles count them as any other. */
export function listProvisional(scenarios: readonly ScenarioResult[]): { succeeded: string[]; failed: string[] } {
  const provisional = scenarios.filter((scenario) => scenario.provisional && scenario.level === 'official');
  const idsOf = (outcome: string): string[] =>
    provisional
      .filter(({ official }) => official === outcome)
      .map(({ id }) => id)
      .sort();
  return { succeeded: idsOf('passed'), failed: idsOf('failed') };
}

function computeProfile(profile: Profile, coverage: Coverage): ProfileResult {
  const { release, supported } = coverage;
  const needed = release.tests.filter(
    (test) =>
      belongsToProfile(test, profile) &&
      isSupported(test, coverage) &&
      !(coverage.skipProvisional && test.provisional) &&
      !test.features.some((feature) => isExemptExtended(feature, profile, coverage)),
  );
  const core = needed.filter((test) => isCoreOf(test, profile));
  const extended = countPart(
    needed.filter((test) => !isCoreOf(test, profile)),
    coverage,
  );
  const supportedFeatures = profile.extendedFeatures.filter((feature) => supported.includes(feature)).sort();
  const unsupportedFeatures = profile.extendedFeatures.filter((feature) => !supportedFeatures.includes(feature)).sort();
  const isCounted = extended.passed + extended.failed + extended.skipped > 0;
  return {
    name: profile.name,
    core: countPart(core, coverage),
    ...(supportedFeatures.length > 0 && isCounted
      ? { extended: { ...extended, supportedFeatures, unsupportedFeatures } }
      : {}),
  };
}

function isSupported({ features }: OfficialTest, { supported, exempt }: Coverage): boolean {
  return features.every((feature) => supported.includes(feature) || exempt.includes(feature));
}

/** Declining an extended feature makes it unsupported; declining a core one leaves the profile's core partial. */
function isExemptExtended(feature: string, profile: Profile, { exempt }: Coverage): boolean {
  return exempt.includes(feature) && !profile.coreFeatures.includes(feature);
}

function countPart(tests: readonly OfficialTest[], { scenarios, release }: Coverage): ProfilePart {
  const passedTests: string[] = [];
  const failedTests: string[] = [];
  const untried: ProfilePart['untried'][number][] = [];
  for (const { name } of tests) {
    const result = scenarios.find(({ id }) => id === name);
    if (result?.official === 'unsupported') continue;
    if (result?.official === 'passed') passedTests.push(name);
    else if (result?.official === 'failed') failedTests.push(name);
    else untried.push({ test: name, reason: explain(result) });
  }
  untried.sort((a, b) => (a.test < b.test ? -1 : 1));
  const isWhole = untried.length === 0 && passedTests.length > 0 && release.known;
  return {
    result: judgePart(failedTests, isWhole),
    passed: passedTests.length,
    failed: failedTests.length,
    skipped: untried.length,
    failedTests: failedTests.sort(),
    skippedTests: untried.map(({ test }) => test),
    untried,
  };
}

function judgePart(failed: readonly string[], isWhole: boolean): ProfileOutcome {
  if (failed.length > 0) return 'failure';
  return isWhole ? 'success' : 'partial';
}

function explain(result: ScenarioResult | undefined): string {
  if (!result) return MISSING;
  const reason = result.reason ?? result.outcome;
  return result.official === 'error' ? `ended in an error: ${reason}` : reason;
}

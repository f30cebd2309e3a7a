import type { ProfileOutcome, ProfilePart, ProfileResult, ScenarioResult } from '../../result/types.ts';
import type { Catalogue, Profile } from '../../scenario/catalogue.ts';
import { belongsToProfile } from '../plan/index.ts';

export interface ProfileFeatures {
  /** What counts as supported: claimed features and the core of the profiles, exempt ones taken out. */
  supported: readonly string[];
  exempt: readonly string[];
}

/**
 * The statistics of each profile, in the meaning of the official conformance report: a scenario belongs to every
 * profile that has all its features; it is core where all of them are core features of the profile. Scenarios whose
 * features are not supported are not counted, skipped ones make a result `partial`, failed ones `failure`. A scenario
 * that ended in an error of the harness says nothing about the implementation and counts as skipped. Provisional ones
 * count as any other, as they do in the official suite. Of each scenario only its rows of level `official` count, and
 * those of level `spec` belong to no profile.
 * Source: https://gateway-api.sigs.k8s.io/geps/gep-1709/
 * @param profiles names of the profiles asked for; empty means: each whose core features are all supported
 */
export function computeProfiles(
  catalogue: Catalogue,
  scenarios: readonly ScenarioResult[],
  features: ProfileFeatures,
  profiles: readonly string[] = [],
): ProfileResult[] {
  return catalogue.profiles
    .filter(({ name, coreFeatures }) =>
      profiles.length > 0
        ? profiles.includes(name)
        : coreFeatures.every((feature) => features.supported.includes(feature)),
    )
    .map((profile) => computeProfile(profile, scenarios, features))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
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

function computeProfile(
  profile: Profile,
  scenarios: readonly ScenarioResult[],
  features: ProfileFeatures,
): ProfileResult {
  const members = scenarios.filter((scenario) => scenario.level === 'official' && belongsToProfile(scenario, profile));
  const isCore = (scenario: ScenarioResult): boolean =>
    scenario.features.every((feature) => profile.coreFeatures.includes(feature));
  const core = members.filter((scenario) => isCore(scenario) && scenario.official !== 'unsupported');
  const extended = members.filter(
    (scenario) =>
      !isCore(scenario) &&
      scenario.official !== 'unsupported' &&
      !scenario.features.some((feature) => isExemptExtended(feature, profile, features)),
  );
  const supportedFeatures = profile.extendedFeatures.filter((feature) => features.supported.includes(feature)).sort();
  const unsupportedFeatures = profile.extendedFeatures.filter((feature) => !supportedFeatures.includes(feature)).sort();
  return {
    name: profile.name,
    core: countPart(core),
    ...(supportedFeatures.length > 0 && extended.length > 0
      ? { extended: { ...countPart(extended), supportedFeatures, unsupportedFeatures } }
      : {}),
  };
}

/** Declining an extended feature makes it unsupported; declining a core one leaves the profile's core partial. */
function isExemptExtended(feature: string, profile: Profile, features: ProfileFeatures): boolean {
  return features.exempt.includes(feature) && !profile.coreFeatures.includes(feature);
}

function countPart(scenarios: readonly ScenarioResult[]): ProfilePart {
  const idsOf = (...outcomes: string[]): string[] =>
    scenarios
      .filter(({ official }) => official !== undefined && outcomes.includes(official))
      .map(({ id }) => id)
      .sort();
  const failedTests = idsOf('failed');
  const skippedTests = idsOf('skipped', 'error');
  const passed = idsOf('passed').length;
  return {
    result: judgePart(passed, failedTests.length, skippedTests.length),
    passed,
    failed: failedTests.length,
    skipped: skippedTests.length,
    failedTests,
    skippedTests,
  };
}

/** Nothing counted is nothing shown: never a success. */
function judgePart(passed: number, failed: number, skipped: number): ProfileOutcome {
  if (failed > 0) return 'failure';
  return skipped > 0 || passed === 0 ? 'partial' : 'success';
}

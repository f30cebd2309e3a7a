import type { OfficialTest, Profile, Release } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { findTest } from './release.ts';

/** A scenario belongs to a profile when each of its features is one of the profile's. */
export function belongsToProfile({ features }: { features: readonly string[] }, profile: Profile): boolean {
  return features.every(
    (feature) => profile.coreFeatures.includes(feature) || profile.extendedFeatures.includes(feature),
  );
}

/** Core where all its features are core ones of the profile; else it is extended. */
export function isCoreOf({ features }: { features: readonly string[] }, { coreFeatures }: Profile): boolean {
  return features.every((feature) => coreFeatures.includes(feature));
}

/** Names of the profiles that count a scenario; of an official test of no profile, and of most others, none. */
export function nameProfiles(
  release: Release,
  { id, features }: Pick<ScenarioDefinition, 'id' | 'features'>,
  profiles: readonly Profile[],
): string[] {
  const own = profiles.filter((profile) => profile.own && belongsToProfile({ features }, profile));
  if (own.length > 0) return own.map(({ name }) => name);
  const test = findTest(release, id);
  return test ? release.profiles.filter((profile) => belongsToProfile(test, profile)).map(({ name }) => name) : [];
}

/** Official tests of which no official report tells, since no profile has all their features. */
export function listUnprofiled({ tests, profiles }: Release): OfficialTest[] {
  return tests.filter((test) => !profiles.some((profile) => belongsToProfile(test, profile)));
}

/** Whether an official test of no profile is about what the profile is about: it is run beside it then. */
export function accompanies(test: OfficialTest, profile: Profile, release: Release): boolean {
  if (release.profiles.some((one) => belongsToProfile(test, one))) return false;
  const alike = release.profiles.filter((one) => isMesh(one) === isMesh(profile));
  const subjects = profile.coreFeatures.filter((feature) => !alike.every((one) => one.coreFeatures.includes(feature)));
  return (test.kind === 'mesh') === isMesh(profile) && test.features.some((feature) => subjects.includes(feature));
}

/** Names of the profiles of which at least one core test that no other profile has is among these ids. */
export function listTestable(release: Release, ids: ReadonlySet<string>): string[] {
  const isOwn = (test: OfficialTest, profile: Profile): boolean =>
    isCoreOf(test, profile) && release.profiles.filter((one) => isCoreOf(test, one)).length === 1;
  return release.profiles
    .filter((profile) => release.tests.some((test) => ids.has(test.name) && isOwn(test, profile)))
    .map(({ name }) => name);
}

function isMesh({ coreFeatures }: Profile): boolean {
  return coreFeatures.includes('Mesh');
}

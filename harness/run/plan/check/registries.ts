import type { Catalogue, Release } from '../../../scenario/catalogue.ts';

/** Names that the catalogue has. */
export interface Known {
  features: ReadonlySet<string>;
  requirements: ReadonlySet<string>;
}

/** What contradicts itself beside the scenarios, one clause each. */
export function findRegistryDefects(catalogue: Catalogue, known: Known): string[] {
  const { features, requirements, profiles, scenarios, releases } = catalogue;
  return [
    ...findDuplicates(features.map(({ name }) => name)).map((name) => `feature ${name} is listed twice`),
    ...findDuplicates(requirements.map(({ id }) => id)).map((id) => `requirement ${id} is listed twice`),
    ...findDuplicates(profiles.map(({ name }) => name)).map((name) => `profile ${name} is listed twice`),
    ...findDuplicates(scenarios.map(({ id }) => id)).map((id) => `scenario ${id} is defined twice`),
    ...(releases.length === 0 ? ['it knows no release of the official suite'] : []),
    ...releases.flatMap((release) => findReleaseDefects(release, known)),
    ...profiles.flatMap((profile) =>
      [...profile.coreFeatures, ...profile.extendedFeatures]
        .filter((feature) => !known.features.has(feature))
        .map((feature) => `profile ${profile.name} has the unknown feature ${feature}`),
    ),
  ];
}

export function findDuplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].sort();
}

function findReleaseDefects({ version, tests, profiles }: Release, known: Known): string[] {
  const features = [
    ...tests.flatMap((test) => test.features),
    ...profiles.flatMap(({ coreFeatures, extendedFeatures }) => [...coreFeatures, ...extendedFeatures]),
  ];
  return [
    ...findDuplicates(tests.map(({ name }) => name)).map((name) => `the official suite ${version} has ${name} twice`),
    ...[...new Set(features)]
      .filter((feature) => !known.features.has(feature))
      .map((feature) => `the official suite ${version} has the unknown feature ${feature}`),
  ];
}

import type { Catalogue, Feature, OfficialTest, Release } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { compareVersions } from '../plan/versions.ts';

export interface FoundRelease extends Release {
  /** False: nobody knows here what the cluster's release has, and the nearest one stands in for it. */
  known: boolean;
}

/** What the official suite of a version has, by its release line; of others the nearest release stands in. */
export function findRelease({ releases }: Pick<Catalogue, 'releases'>, version: string): FoundRelease {
  const exact = releases.find((release) => compareVersions(release.version, version) === 0);
  if (exact) return { ...exact, known: true };
  const [oldest] = releases;
  const nearest = releases.findLast((release) => (compareVersions(release.version, version) ?? 0) <= 0) ?? oldest;
  if (!nearest) throw new HarnessError('the catalogue knows no release of the official suite');
  return { ...nearest, known: false };
}

/** Features that a version has. */
export function listFeatures({ features }: Pick<Catalogue, 'features'>, version: string): Feature[] {
  return features.filter(
    ({ since, until }) =>
      (compareVersions(since ?? version, version) ?? 0) <= 0 && (compareVersions(until ?? version, version) ?? 0) >= 0,
  );
}

export function findTest({ tests }: Pick<Release, 'tests'>, id: string): OfficialTest | undefined {
  return tests.find(({ name }) => name === id);
}

/** The scenario as the release has the official test of its name: what it needs, and whether it is new, differs by release. */
export function adaptToRelease(definition: ScenarioDefinition, release: Release): ScenarioDefinition {
  const test = definition.level === 'spec' ? undefined : findTest(release, definition.id);
  const [first, ...others] = test?.features ?? [];
  if (!test || first === undefined) return definition;
  return { ...definition, features: [first, ...others], provisional: test.provisional ?? false };
}

import type { BaseDefinition, Catalogue, Release } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { Step } from '../../scenario/steps.ts';
import { kindOf } from '../../steps/kinds/index.ts';
import { listRows, listSteps } from '../../steps/rows.ts';
import { createExplainEnv } from '../engine/explain-env.ts';
import { findTest } from '../profiles/release.ts';
import { compareVersions, parseVersion } from './versions.ts';

interface KnownNames {
  features: ReadonlySet<string>;
  requirements: ReadonlySet<string>;
}

/** Refuses a catalogue that contradicts itself. Throws HarnessError naming every defect and its scenario. */
export function checkCatalogue(catalogue: Catalogue): void {
  const known: KnownNames = {
    features: new Set(catalogue.features.map(({ name }) => name)),
    requirements: new Set(catalogue.requirements.map(({ id }) => id)),
  };
  const defects = [
    ...findDuplicates(catalogue.features.map(({ name }) => name)).map((name) => `feature ${name} is listed twice`),
    ...findDuplicates(catalogue.requirements.map(({ id }) => id)).map((id) => `requirement ${id} is listed twice`),
    ...findDuplicates(catalogue.profiles.map(({ name }) => name)).map((name) => `profile ${name} is listed twice`),
    ...findDuplicates(catalogue.scenarios.map(({ id }) => id)).map((id) => `scenario ${id} is defined twice`),
    ...(catalogue.releases.length === 0 ? ['it knows no release of the official suite'] : []),
    ...catalogue.releases.flatMap((release) => findReleaseDefects(release, known)),
    ...catalogue.profiles.flatMap((profile) =>
      [...profile.coreFeatures, ...profile.extendedFeatures]
        .filter((feature) => !known.features.has(feature))
        .map((feature) => `profile ${profile.name} has the unknown feature ${feature}`),
    ),
    ...catalogue.scenarios.flatMap((definition) =>
      [...findDefects(definition, known, catalogue.base), ...findOfficialDefects(definition, catalogue.releases)].map(
        (defect) => `scenario ${definition.id} ${defect}`,
      ),
    ),
  ];
  if (defects.length === 0) return;
  throw new HarnessError(`the catalogue contradicts itself: ${defects.join('; ')}`);
}

function findDefects(definition: ScenarioDefinition, known: KnownNames, base: BaseDefinition): string[] {
  return [
    ...[...definition.features, ...(definition.unless ?? [])]
      .filter((feature) => !known.features.has(feature))
      .map((feature) => `has the unknown feature ${feature}`),
    ...definition.requirements
      .filter((id) => !known.requirements.has(id))
      .map((id) => `has the unknown requirement ${id}`),
    ...(definition.features.length === 0 ? ['has no feature'] : []),
    ...(definition.requirements.length === 0 ? ['has no requirement'] : []),
    ...(definition.namespaces && 'main' in definition.namespaces
      ? ["declares the namespace 'main', which exists"]
      : []),
    ...findBackendDefects(definition),
    ...findVersionDefects(definition),
    ...findStepDefects(definition, known, base),
  ];
}

function findBackendDefects(definition: ScenarioDefinition): string[] {
  return Object.entries(definition.backends ?? {})
    .filter(([, { namespace }]) => namespace !== undefined && !(namespace in (definition.namespaces ?? {})))
    .map(([label, { namespace }]) => `puts backend ${label} in the unknown namespace '${namespace}'`);
}

function findVersionDefects({ since, until }: ScenarioDefinition): string[] {
  if (!parseVersion(since)) return [`has the unreadable version since: ${since}`];
  if (until === undefined) return [];
  if (!parseVersion(until)) return [`has the unreadable version until: ${until}`];
  return (compareVersions(since, until) ?? 0) > 0 ? [`holds since ${since}, which is after until ${until}`] : [];
}

function findStepDefects(definition: ScenarioDefinition, known: KnownNames, base: BaseDefinition): string[] {
  let steps: readonly Step[];
  try {
    steps = listSteps(definition, createExplainEnv(definition, base));
  } catch (error) {
    return [`cannot list its steps: ${error instanceof Error ? error.message : String(error)}`];
  }
  if (steps.length === 0) return ['has no steps'];
  return [...findLevelDefects(definition, steps), ...steps.flatMap(findRowDefects)];

  function findRowDefects(step: Step, index: number): string[] {
    const rows = kindOf(step).rows(step);
    if (rows.length === 0) return [`has no rows in step ${index + 1}`];
    return [
      ...findDuplicates(rows.map(({ name }) => name)).map((name) => `has two rows named '${name}'`),
      ...rows
        .flatMap(({ requirements }) => requirements ?? [])
        .filter((id) => !known.requirements.has(id))
        .map((id) => `has the unknown requirement ${id} in a row`),
    ];
  }
}

/** An official scenario has an official verdict, and one of level `spec` has none. */
function findLevelDefects(definition: ScenarioDefinition, steps: readonly Step[]): string[] {
  const { level = 'official' } = definition;
  const changes = steps.map((step) => kindOf(step).changes);
  const judging = listRows(definition, steps).filter(({ step }) => !changes[step]);
  const official = judging.filter((row) => row.level === 'official');
  if (level === 'official' && judging.length > 0 && official.length === 0) {
    return ["has no row of level 'official'; give the scenario the level 'spec'"];
  }
  return level === 'spec' ? official.map(({ name }) => `is of level 'spec' and has the official row '${name}'`) : [];
}

function findDuplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].sort();
}

function findReleaseDefects({ version, tests, profiles }: Release, known: KnownNames): string[] {
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

/** What bears an official test's name must be that test, since it enters the official report. */
function findOfficialDefects(definition: ScenarioDefinition, releases: readonly Release[]): string[] {
  const { id, since, until, level = 'official' } = definition;
  const found = releases.flatMap((release) => {
    const test = findTest(release, id);
    return test ? [{ version: release.version, test }] : [];
  });
  if (level === 'spec') return found.length > 0 ? ["has an official test's name and is of level 'spec'"] : [];
  if (found.length === 0) return ["is of level 'official' and no test of the official suite"];
  const wanted = [...definition.features].sort().join(', ');
  const alike = found.some(({ test }) => [...test.features].sort().join(', ') === wanted);
  const isAsked = (version: string): boolean =>
    (compareVersions(since, version) ?? 0) <= 0 && (compareVersions(until ?? version, version) ?? 0) >= 0;
  const had = new Set<string>(found.map(({ version }) => version));
  return [
    ...(alike
      ? []
      : [`has other features than the official test, which needs ${found.at(-1)?.test.features.join(', ')}`]),
    ...releases
      .filter(({ version }) => isAsked(version) !== had.has(version))
      .map(({ version }) => `${had.has(version) ? 'leaves out' : 'holds in'} ${version}, unlike the official test`),
  ];
}

import type { Release } from '../../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../../scenario/define.ts';
import { findTest } from '../../profiles/release.ts';
import { compareVersions } from '../versions.ts';

/** What bears an official test's name must be that test, since it enters the official report. */
export function findOfficialDefects(definition: ScenarioDefinition, releases: readonly Release[]): string[] {
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

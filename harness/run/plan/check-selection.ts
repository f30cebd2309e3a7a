import { refuseUnknown } from '../../common/nearest.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { RunSelection } from '../engine/types.ts';
import { listTestable } from '../profiles/membership.ts';
import { checkGrep } from './grep.ts';

/** Refuses a selection that names what the catalogue does not have, or contradicts itself. Throws UsageError. */
export function checkSelection(catalogue: Catalogue, selection: RunSelection): void {
  const scenarios = new Set(catalogue.scenarios.map(({ id }) => id));
  const features = new Set(catalogue.features.map(({ name }) => name));
  const profiles = new Set(catalogue.profiles.map(({ name }) => name));
  refuseUnknown('profile', '--profiles', selection.profiles, profiles);
  refuseUntestable(catalogue, selection.profiles);
  refuseUnknown('feature', '--supported-features', selection.supportedFeatures, features);
  refuseUnknown('feature', '--exempt-features', selection.exemptFeatures, features);
  refuseUnknown('scenario', '--only', selection.only, scenarios);
  refuseUnknown('scenario', '--skip', selection.skip, scenarios);
  refuseBoth('--only', selection.only, '--skip', selection.skip);
  refuseBoth('--supported-features', selection.supportedFeatures, '--exempt-features', selection.exemptFeatures);
  checkGrep(catalogue, selection);
}

/** What is asked for and declined at once is a slip: neither answer would be the one that was meant. */
function refuseBoth(one: string, names: readonly string[], other: string, others: readonly string[]): void {
  const both = names.find((name) => others.includes(name));
  if (both !== undefined) throw new UsageError(`${one} and ${other} both name ${both}; take it out of one of them`);
}

/** A profile whose own core tests are all missing here would be judged by what it shares with others. */
function refuseUntestable({ releases, scenarios, profiles: all }: Catalogue, profiles: readonly string[]): void {
  const ids = new Set(scenarios.filter(({ level }) => level !== 'spec').map(({ id }) => id));
  const own = all.flatMap(({ name, own }) => (own ? [name] : []));
  const testable = new Set([...releases.flatMap((release) => listTestable(release, ids)), ...own]);
  const none = profiles.find((name) => !testable.has(name));
  if (none === undefined) return;
  throw new UsageError(
    `--profiles: gwconf has no scenario of ${none} yet, so it cannot be certified; it has scenarios of ${[...testable].sort().join(', ')}`,
  );
}

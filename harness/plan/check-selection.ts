import type { RunSelection } from '../engine/types.ts';
import type { Catalogue } from '../scenario/catalogue.ts';
import { UsageError } from '../scenario/errors.ts';
import { refuseUnknown } from './nearest.ts';

/** Refuses a selection that names what the catalogue does not have. Throws UsageError. */
export function checkSelection(catalogue: Catalogue, selection: RunSelection): void {
  const scenarios = new Set(catalogue.scenarios.map(({ id }) => id));
  const features = new Set(catalogue.features.map(({ name }) => name));
  const profiles = new Set(catalogue.profiles.map(({ name }) => name));
  refuseUnknown('profile', '--profiles', selection.profiles, profiles);
  refuseUnknown('feature', '--supported-features', selection.supportedFeatures, features);
  refuseUnknown('feature', '--exempt-features', selection.exemptFeatures, features);
  refuseUnknown('scenario', '--only', selection.only, scenarios);
  refuseUnknown('scenario', '--skip', selection.skip, scenarios);
  compileGrep(selection.grep);
}

/** The expression of `--grep`; undefined where there is none. Throws UsageError. */
export function compileGrep(grep: string | undefined): RegExp | undefined {
  if (grep === undefined || grep === '') return undefined;
  try {
    return new RegExp(grep);
  } catch (cause) {
    throw new UsageError(`--grep: '${grep}' is not a regular expression`, { cause });
  }
}

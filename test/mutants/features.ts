import { supportedFeatures } from '../../embedded/gateway/constants.ts';
import type { ScenarioDefinition } from '../../harness/scenario/define.ts';

type Needs = Pick<ScenarioDefinition, 'id' | 'features' | 'unless' | 'needs'>;

/** The definitions with which a scenario is run that writes fields of that channel. */
const EXPERIMENTAL = 'v1.7.0-experimental';

/**
 * Flags with which the scenarios that a defect breaks are run although the reference gateway does not claim their features,
 * or claims one that they must not have. Empty where it claims just what they need.
 * @param wanted ids
 */
export function listFeatureFlags(
  wanted: readonly string[],
  scenarios: readonly Needs[],
  claimed: readonly string[] = supportedFeatures,
): readonly string[] {
  const asked = scenarios.filter(({ id }) => wanted.includes(id));
  const lacking = asked.flatMap(({ features }) => features).filter((name) => !claimed.includes(name));
  const unwanted = asked.flatMap(({ unless = [] }) => unless).filter((name) => claimed.includes(name));
  const writesExperimental = asked.some(({ needs = [] }) => needs.includes('experimentalChannel'));
  return [
    ...(writesExperimental ? ['--crds', EXPERIMENTAL] : []),
    ...(lacking.length > 0 ? ['--supported-features', [...new Set([...claimed, ...lacking])].join(',')] : []),
    ...(unwanted.length > 0 ? ['--exempt-features', [...new Set(unwanted)].join(',')] : []),
  ];
}

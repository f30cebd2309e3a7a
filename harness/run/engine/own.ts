import { kinds } from '../../kinds/index.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { RunSelection } from './types.ts';

/** Features that everything of a profile of our own needs: what is no part of the official suite is tried only where asked for. */
export const ownFeatures = { ingress: kinds.Ingress.kind, policy: 'Policy', scale: 'Scale' } as const;

const all: readonly string[] = Object.values(ownFeatures);

type Asked = Pick<RunSelection, 'profiles' | 'supportedFeatures' | 'only'>;

/** The feature of our own that a scenario, or what came of it, is about. */
export function ownFeatureOf({ features }: { features: readonly string[] }): string | undefined {
  return features.find((name) => all.includes(name));
}

/** Features of our own that are asked for: by a profile, by themselves, or by a scenario that needs one. */
export function listAskedOwn(
  { profiles: known, scenarios }: Pick<Catalogue, 'profiles' | 'scenarios'>,
  { profiles, supportedFeatures, only }: Asked,
): ReadonlySet<string> {
  const asked = known.filter(({ name, own }) => own && profiles.includes(name));
  const named = scenarios.filter(({ id }) => only.includes(id));
  return new Set([
    ...asked.flatMap(({ coreFeatures }) => coreFeatures),
    ...supportedFeatures.filter((name) => all.includes(name)),
    ...named.flatMap((definition) => ownFeatureOf(definition) ?? []),
  ]);
}

/** Whether nothing but profiles of our own is asked for. */
export function asksOwnAlone(
  { profiles: known }: Pick<Catalogue, 'profiles'>,
  { profiles }: Pick<RunSelection, 'profiles'>,
): boolean {
  return profiles.length > 0 && profiles.every((name) => known.some((one) => one.own && one.name === name));
}

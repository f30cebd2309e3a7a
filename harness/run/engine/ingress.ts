import type { ImplementationProfile } from '../../install/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import { UsageError } from '../../scenario/errors.ts';
import { asksMeshAlone } from './mesh.ts';
import { asksOwnAlone, ownFeatures } from './own.ts';
import type { RunSelection } from './types.ts';

type Asked = Pick<RunSelection, 'profiles' | 'supportedFeatures'>;
type Known = Pick<Catalogue, 'profiles'>;

/** The feature that everything about Ingress needs. */
const INGRESS = ownFeatures.ingress;

/** Whether a scenario, or what came of it, asks a controller of Ingress. */
export function isOfIngress({ features }: { features: readonly string[] }): boolean {
  return features.includes(INGRESS);
}

/** Ingress is no part of the Gateway API: it is tried only where its profile or its feature is asked for. */
export function asksIngress(catalogue: Known, { profiles, supportedFeatures }: Asked): boolean {
  return supportedFeatures.includes(INGRESS) || listIngressProfiles(catalogue, profiles).length > 0;
}

/** Whether nothing else is asked for. */
export function asksIngressAlone(catalogue: Known, { profiles }: Pick<RunSelection, 'profiles'>): boolean {
  return profiles.length > 0 && listIngressProfiles(catalogue, profiles).length === profiles.length;
}

/** Whether no GatewayClass is needed: only a mesh, or what no Gateway serves, is asked for. */
export function needsNoGatewayClass(
  catalogue: Known,
  selection: Pick<RunSelection, 'profiles'>,
  implementation: Pick<ImplementationProfile, 'gatewayClass'>,
): boolean {
  if (asksOwnAlone(catalogue, selection)) return true;
  const others = selection.profiles.filter((name) => !asksOwnAlone(catalogue, { profiles: [name] }));
  return asksMeshAlone(catalogue, { profiles: others }, implementation);
}

/** Throws UsageError where Ingress is asked for and the implementation has no IngressClass. */
export function refuseNoIngress(
  catalogue: Known,
  selection: Asked,
  { ingress, project }: Pick<ImplementationProfile, 'ingress' | 'project'>,
): void {
  if (ingress || !asksIngress(catalogue, selection)) return;
  throw new UsageError(
    `Ingress is asked for, and ${project} is not known to serve it: its profile has no field ingress; name the class with --ingress-class`,
  );
}

function listIngressProfiles({ profiles }: Known, names: readonly string[]): readonly string[] {
  const known = profiles.filter(({ coreFeatures }) => coreFeatures.includes(INGRESS));
  return names.filter((name) => known.some((profile) => profile.name === name));
}

import type { GatewayClassFacts } from '../../install/gateway-class.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import type { RunResult } from '../../result/types.ts';
import type { Catalogue, Feature } from '../../scenario/catalogue.ts';
import { listFeatures } from '../profiles/release.ts';
import { asksIngress, asksIngressAlone } from './ingress.ts';
import { listAskedOwn, ownFeatures } from './own.ts';
import type { RunSelection } from './types.ts';

export interface ClaimedFeatures {
  /** Claimed features and the core of the profiles asked for, exempt ones taken out; sorted. */
  supported: string[];
  source: RunResult['features']['source'];
  /** Claimed, but not in the catalogue, or not in this release. */
  unknown: string[];
}

/**
 * What the implementation is taken to support. Asking for a profile claims its core features; what is exempt is not
 * claimed, whoever says so.
 * @param version of the cluster's Gateway API
 */
export function claimFeatures(
  catalogue: Catalogue,
  selection: RunSelection,
  implementation: Pick<ImplementationProfile, 'supportedFeatures' | 'mesh' | 'ingress'>,
  facts: Pick<GatewayClassFacts, 'supportedFeatures'>,
  version: string,
): ClaimedFeatures {
  const { mesh, ingress } = implementation;
  const ofIngress = asksIngress(catalogue, selection) ? ingress : undefined;
  const asked = listAskedOwn(catalogue, selection);
  // What is no mesh is not tried as one, whoever says that all is to be tried; nor is Ingress where nobody asks for it.
  const features = listFeatures(catalogue, version).filter(
    ({ resources }) =>
      (mesh || !resources.includes('Mesh')) &&
      (ofIngress || !resources.includes(ownFeatures.ingress)) &&
      ofNobody.every((name) => asked.has(name) || !resources.includes(name)),
  );
  const known = new Set(features.map(({ name }) => name));
  const alone = ofIngress && asksIngressAlone(catalogue, selection) ? ofIngress : undefined;
  const { claimed, source } = findClaim([...known], selection, alone ?? implementation, facts);
  const core = listCore(catalogue, selection);
  const byMesh = source === 'flags' ? [] : (mesh?.supportedFeatures ?? []);
  const byIngress = source === 'flags' ? [] : listOfIngress(features, ofIngress);
  const byAsking = ofNobody.filter((name) => asked.has(name));
  const all = [...new Set([...claimed, ...byMesh, ...byIngress, ...byAsking, ...core])].sort();
  return {
    supported: all.filter((name) => known.has(name) && !selection.exemptFeatures.includes(name)),
    source,
    unknown: all.filter((name) => !known.has(name)),
  };
}

/** Features that nobody claims: what the cluster does, whoever is tested, and more of what is claimed already. */
const ofNobody: readonly string[] = [ownFeatures.policy, ownFeatures.scale];

/** What a controller of Ingress says that it supports; all of Ingress where that is to be found out. */
function listOfIngress(features: readonly Feature[], ingress: ImplementationProfile['ingress']): readonly string[] {
  if (ingress?.supportedFeatures !== 'inferred') return ingress?.supportedFeatures ?? [];
  return features.filter(({ resources }) => resources.includes(ownFeatures.ingress)).map(({ name }) => name);
}

/** Core features of the profiles that were asked for. */
export function listCore(
  catalogue: Pick<Catalogue, 'profiles'>,
  { profiles }: Pick<RunSelection, 'profiles'>,
): string[] {
  return catalogue.profiles.filter(({ name }) => profiles.includes(name)).flatMap(({ coreFeatures }) => coreFeatures);
}

function findClaim(
  all: readonly string[],
  selection: RunSelection,
  { supportedFeatures }: Pick<ImplementationProfile, 'supportedFeatures'>,
  facts: Pick<GatewayClassFacts, 'supportedFeatures'>,
): { claimed: readonly string[]; source: ClaimedFeatures['source'] } {
  if (selection.allFeatures) return { claimed: all, source: 'all' };
  if (selection.supportedFeatures.length > 0) return { claimed: selection.supportedFeatures, source: 'flags' };
  if (supportedFeatures === 'inferred') return { claimed: all, source: 'inferred' };
  if (supportedFeatures === 'published') return { claimed: facts.supportedFeatures, source: 'published' };
  return { claimed: supportedFeatures, source: 'profile' };
}

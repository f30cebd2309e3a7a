import type { GatewayClassFacts } from '../../install/gateway-class.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import type { RunResult } from '../../result/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import { listFeatures } from '../profiles/release.ts';
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
  implementation: Pick<ImplementationProfile, 'supportedFeatures' | 'mesh'>,
  facts: Pick<GatewayClassFacts, 'supportedFeatures'>,
  version: string,
): ClaimedFeatures {
  const { mesh } = implementation;
  // What is no mesh is not tried as one, whoever says that all is to be tried.
  const features = listFeatures(catalogue, version).filter(({ resources }) => mesh || !resources.includes('Mesh'));
  const known = new Set(features.map(({ name }) => name));
  const { claimed, source } = findClaim([...known], selection, implementation, facts);
  const core = listCore(catalogue, selection);
  const byMesh = source === 'flags' ? [] : (mesh?.supportedFeatures ?? []);
  const all = [...new Set([...claimed, ...byMesh, ...core])].sort();
  return {
    supported: all.filter((name) => known.has(name) && !selection.exemptFeatures.includes(name)),
    source,
    unknown: all.filter((name) => !known.has(name)),
  };
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

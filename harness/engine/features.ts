import type { GatewayClassFacts } from '../install/gateway-class.ts';
import type { ImplementationProfile } from '../install/types.ts';
import type { RunResult } from '../result/types.ts';
import type { Catalogue } from '../scenario/catalogue.ts';
import type { RunSelection } from './types.ts';

export interface ClaimedFeatures {
  /** Claimed features and the core of the profiles asked for, exempt ones taken out; sorted. */
  supported: string[];
  source: RunResult['features']['source'];
  /** Claimed, but not in the catalogue. */
  unknown: string[];
}

/**
 * What the implementation is taken to support. Asking for a profile claims its core features; what is exempt is not
 * claimed, whoever says so.
 */
export function claimFeatures(
  catalogue: Catalogue,
  selection: RunSelection,
  implementation: Pick<ImplementationProfile, 'supportedFeatures'>,
  facts: Pick<GatewayClassFacts, 'supportedFeatures'>,
): ClaimedFeatures {
  const known = new Set(catalogue.features.map(({ name }) => name));
  const { claimed, source } = findClaim(catalogue, selection, implementation, facts);
  const core = catalogue.profiles
    .filter(({ name }) => selection.profiles.includes(name))
    .flatMap(({ coreFeatures }) => coreFeatures);
  const all = [...new Set([...claimed, ...core])].sort();
  return {
    supported: all.filter((name) => known.has(name) && !selection.exemptFeatures.includes(name)),
    source,
    unknown: all.filter((name) => !known.has(name)),
  };
}

function findClaim(
  catalogue: Catalogue,
  selection: RunSelection,
  { supportedFeatures }: Pick<ImplementationProfile, 'supportedFeatures'>,
  facts: Pick<GatewayClassFacts, 'supportedFeatures'>,
): { claimed: readonly string[]; source: ClaimedFeatures['source'] } {
  if (selection.allFeatures) return { claimed: catalogue.features.map(({ name }) => name), source: 'all' };
  if (selection.supportedFeatures.length > 0) return { claimed: selection.supportedFeatures, source: 'flags' };
  if (supportedFeatures === 'published' || supportedFeatures === 'inferred')
    return { claimed: facts.supportedFeatures, source: 'published' };
  return { claimed: supportedFeatures, source: 'profile' };
}

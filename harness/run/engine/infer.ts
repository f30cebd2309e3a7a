import type { ScenarioResult } from '../../result/types.ts';
import type { ClaimedFeatures } from './features.ts';

export type Claim = Pick<ClaimedFeatures, 'source'> & { supported: readonly string[] };

export interface Inference {
  supported: string[];
  scenarios: ScenarioResult[];
}

/**
 * Finds out by the results what is supported, where nobody claims anything: a feature that a passed scenario needed is.
 * A failed scenario that needs one which nothing proves is taken for unsupported; one whose features are all proven
 * stays failed.
 * @param claimed features that were tried
 * @param fixed features that count as supported whatever came of them: the core of the profiles asked for
 */
export function inferFeatures(
  claimed: Claim,
  scenarios: readonly ScenarioResult[],
  fixed: readonly string[],
): Inference {
  if (claimed.source !== 'inferred') return { supported: [...claimed.supported], scenarios: [...scenarios] };
  const proven = new Set(fixed);
  for (const { outcome, official, features } of scenarios) {
    if (outcome === 'passed' || official === 'passed') for (const feature of features) proven.add(feature);
  }
  return {
    supported: claimed.supported.filter((feature) => proven.has(feature)),
    scenarios: scenarios.map((result) => {
      const suspects = result.features.filter((feature) => !proven.has(feature));
      if (result.outcome !== 'failed' || suspects.length === 0) return result;
      const list = suspects.length === 1 ? `feature ${suspects[0]} is` : `features ${suspects.join(', ')} are`;
      const reason = `${list} taken for unsupported, since nothing that needs it passed (${result.reason ?? 'it failed'})`;
      const official = result.official && { official: 'unsupported' as const };
      return { ...result, outcome: 'unsupported', ...official, reason, flaky: false };
    }),
  };
}

import { fitTable } from '../../common/fit-table.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import { type ClaimedFeatures, claimFeatures } from '../../run/engine/features.ts';
import { type Plan, planRun } from '../../run/plan/index.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { RunRequest } from './request.ts';

/** Where neither a cluster nor a flag says otherwise. */
const NEWEST = 'v1.7.0';

/**
 * What a run would do, as text: the scenarios that it would run, and why not the others. Nothing is started, so that what
 * only a GatewayClass can tell is taken as claimed.
 */
export function describePlan(
  { settings }: Pick<RunRequest, 'settings'>,
  catalogue: Catalogue,
  profile: Pick<ImplementationProfile, 'supportedFeatures'>,
  columns: number,
): string {
  const everything = catalogue.features.map(({ name }) => name);
  const claimed = claimFeatures(catalogue, settings.selection, profile, { supportedFeatures: everything }, NEWEST);
  const plan = planRun({ catalogue, settings, supportedFeatures: claimed.supported, gatewayApiVersion: NEWEST });
  const run = plan.scenarios.filter((entry) => entry.run);
  const rows = run.map(({ definition }) => [definition.id, definition.title]);
  return [
    `Gateway API ${NEWEST}; features: ${describeSource(claimed.source)}`,
    `would run ${run.length} of ${plan.scenarios.length} scenarios, seed ${settings.seed}:`,
    ...fitTable(rows, columns - 2).map((line) => `  ${line}`),
    ...describeRest(plan, columns),
    '',
  ].join('\n');
}

function describeSource(source: ClaimedFeatures['source']): string {
  if (source === 'published') return 'all, since only its GatewayClass tells which it supports';
  if (source === 'inferred') return 'all are tried';
  return source === 'all' ? 'all, by --all-features' : source === 'flags' ? 'as named' : 'as its profile says';
}

/** Reasons, with how many scenarios each keeps out, most first. */
function describeRest({ scenarios }: Plan, columns: number): string[] {
  const counts = new Map<string, number>();
  for (const entry of scenarios) if (!entry.run) counts.set(entry.reason, (counts.get(entry.reason) ?? 0) + 1);
  if (counts.size === 0) return [];
  const rows = [...counts].sort((a, b) => b[1] - a[1]).map(([reason, count]) => [`${count}`, reason]);
  return ['would not run:', ...fitTable(rows, columns - 2).map((line) => `  ${line}`)];
}

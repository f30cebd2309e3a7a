import { type GatewayClassFacts, inspectGatewayClass } from '../../install/gateway-class.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import type { RunListener } from '../../result/listener.ts';
import type { ScenarioResult } from '../../result/types.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { TimePolicies } from '../../wait/types.ts';
import { type Plan, planRun } from '../plan/index.ts';
import { type ClaimedFeatures, claimFeatures } from './features.ts';
import { findChannelLack } from './find-channel-lack.ts';
import { needsNoGatewayClass, refuseNoIngress } from './ingress.ts';
import { checkKnownFailures } from './known-failures.ts';
import { findAgentLack, refuseNoMesh } from './mesh.ts';
import { describeNotRun } from './result.ts';
import { findLacks } from './static-addresses.ts';
import { findTrustBundleLack } from './trust-bundles.ts';
import type { RunInput } from './types.ts';
import { findUpgradeLacks } from './upgrade-policy.ts';

/** What is to be run, and of what it follows. */
export interface PreparedPlan {
  /** Of the GatewayClass; without features where only what needs none is run. */
  facts: GatewayClassFacts;
  claimed: ClaimedFeatures;
  plan: Plan;
  /** Results of the scenarios that are not run. */
  notRun: readonly ScenarioResult[];
}

/**
 * Reads what the implementation claims, plans the run, and tells the listeners. Makes nothing.
 * @throws UsageError as the run does
 */
export async function preparePlan(
  input: RunInput,
  figures: TimePolicies,
  hub: Required<RunListener>,
): Promise<PreparedPlan> {
  const { settings, catalogue, implementation } = input;
  checkKnownFailures(implementation.knownFailures, catalogue);
  refuseNoMesh(catalogue, settings.selection, implementation);
  refuseNoIngress(catalogue, settings.selection, implementation);
  const facts = await readFacts(input, figures);
  const claimed = claimFeatures(catalogue, settings.selection, implementation, facts, input.gatewayApi.version);
  const plan = planRun({
    catalogue,
    settings,
    supportedFeatures: claimed.supported,
    gatewayApiVersion: input.gatewayApi.version,
    lacks: {
      ...findLacks(input),
      ...findChannelLack(input),
      ...findAgentLack(input),
      ...(await findUpgradeLacks(catalogue, input)),
      ...(await findTrustBundleLack(input.api)),
    },
    sendsByExec: input.cluster.capabilities.clientImage !== undefined,
  });
  const notRun = describeNotRun(plan, input);
  refuseEmptyPlan(plan, adviseClaim(claimed, facts, implementation));
  announce(hub, plan, notRun, claimed, input);
  return { facts, claimed, plan, notRun };
}

async function readFacts(
  { settings, catalogue, api, clock, signal, implementation }: RunInput,
  { status: policy }: TimePolicies,
): Promise<GatewayClassFacts> {
  const { controllerName, gatewayClass, logSources } = implementation;
  if (needsNoGatewayClass(catalogue, settings.selection, implementation))
    return { controllerName, supportedFeatures: [] };
  return inspectGatewayClass(api, gatewayClass, { clock, signal, policy }, { logSources });
}

function announce(
  hub: Required<RunListener>,
  plan: Plan,
  notRun: readonly ScenarioResult[],
  claimed: ClaimedFeatures,
  { settings: { seed }, gatewayApi: { version } }: RunInput,
): void {
  const scenarios = plan.scenarios.flatMap((entry) => (entry.run ? [entry.definition.id] : []));
  hub.onPlan({ total: plan.scenarios.length, scenarios, notRun, seed });
  if (claimed.source === 'inferred') {
    hub.onNotice(
      'Nothing is claimed to be supported, so every feature is tried: failures may yet turn out as unsupported',
    );
  }
  if (claimed.unknown.length > 0) {
    hub.onNotice(
      `Claimed features that Gateway API ${version} does not have, or that this suite does not know, and does not test: ${claimed.unknown.join(', ')}`,
    );
  }
}

function refuseEmptyPlan(plan: Plan, advice: string): void {
  if (plan.scenarios.some(({ run }) => run)) return;
  const counts = new Map<string, number>();
  for (const entry of plan.scenarios) if (!entry.run) counts.set(entry.reason, (counts.get(entry.reason) ?? 0) + 1);
  // What the user asked for by name first: that the others were not named says nothing.
  const reasons = [...counts].filter(([reason]) => reason !== 'not named by --only').sort((a, b) => b[1] - a[1]);
  const told = reasons.slice(0, 3).map(([reason, count]) => (count === 1 ? reason : `${reason} (${count} scenarios)`));
  throw new UsageError(`there is nothing to run: ${told.join('; ') || 'the catalogue has no scenario'}${advice}`);
}

/** Releases before v1.4 have no field for features in their standard channel. */
function adviseClaim(
  { source }: Pick<ClaimedFeatures, 'source'>,
  { supportedFeatures }: Pick<GatewayClassFacts, 'supportedFeatures'>,
  { gatewayClass }: Pick<ImplementationProfile, 'gatewayClass'>,
): string {
  if (source !== 'published' || supportedFeatures.length > 0) return '';
  return `; GatewayClass ${gatewayClass} publishes no features: name them with --supported-features, or take --all-features`;
}

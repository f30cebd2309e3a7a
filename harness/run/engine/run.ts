import { messageOf } from '../../common/message-of.ts';
import { type GatewayClassFacts, inspectGatewayClass } from '../../install/gateway-class.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import { kinds } from '../../kinds/index.ts';
import type { KubeApi } from '../../kube/types.ts';
import { createTrafficClient } from '../../protocols/client.ts';
import type { RunListener } from '../../result/listener.ts';
import type { RunResult, ScenarioResult } from '../../result/types.ts';
import { UsageError } from '../../scenario/errors.ts';
import { createGate } from '../../wait/gate.ts';
import { linkSignal } from '../../wait/link.ts';
import { createPolicies } from '../../wait/policies.ts';
import { createAuthority } from '../certificates/index.ts';
import { checkReporter } from '../mocha/index.ts';
import { adaptPolicies, startLoadMonitor, throttleClient } from '../monitor/index.ts';
import { createRerunNames, createRunNames } from '../names/index.ts';
import { type Plan, planRun } from '../plan/index.ts';
import { createBackendCertificates } from './backend-tls.ts';
import { planPools } from './backends.ts';
import { setUpBase } from './base.ts';
import { cleanUpRun } from './clean-up.ts';
import { listShared } from './create-env.ts';
import { type ClaimedFeatures, claimFeatures } from './features.ts';
import { findChannelLack } from './find-channel-lack.ts';
import { createGatewayBook } from './gateway-book.ts';
import { listImages } from './images.ts';
import { needsNoGatewayClass, refuseNoIngress } from './ingress.ts';
import { checkKnownFailures } from './known-failures.ts';
import { createLedger } from './ledger.ts';
import { createListenerHub } from './listener-hub.ts';
import { findAgentLack, refuseNoMesh } from './mesh.ts';
import { INTERRUPTED } from './outcome.ts';
import { createPhases } from './phases.ts';
import { startRechecks } from './rechecks.ts';
import { createRepeatNames } from './repeat.ts';
import { composeResult, describeNotRun } from './result.ts';
import type { ReadyRun, RunContext } from './run-context.ts';
import { runScenarios, type ScenariosOutcome } from './run-scenarios.ts';
import { findLacks } from './static-addresses.ts';
import { findTrustBundleLack } from './trust-bundles.ts';
import type { RunInput } from './types.ts';
import { findUpgradeLacks } from './upgrade-policy.ts';

/** What tests put in the place of the network and of real time. */
export interface EngineParts {
  createTrafficClient: typeof createTrafficClient;
  createPolicies: typeof createPolicies;
  startLoadMonitor: typeof startLoadMonitor;
  startRechecks: typeof startRechecks;
}

/**
 * Objects made at the same time: enough for a server that is far away, so few that the most urgent get there first, and
 * fewer while the shared pods start, which everybody waits for.
 */
const WRITES = { most: 16, starting: 6 };

type RunError = RunResult['errors'][number];

/**
 * Runs the scenarios against a cluster where the implementation stands already, and gives the one result that all
 * reports are made of. Everything that it makes is removed, unless it is to be kept, also after an interrupt (by
 * `input.signal`), of which the result tells.
 * @throws UsageError where the selection names what is not known, the GatewayClass is not accepted, or nothing is left
 *   to run. Nothing has been made then.
 */
export async function runConformance(
  input: RunInput,
  parts: EngineParts = { createTrafficClient, createPolicies, startLoadMonitor, startRechecks },
): Promise<RunResult> {
  const { settings, catalogue, api, clock, signal } = input;
  const started = clock.now();
  const startedAt = clock.date().toISOString();
  const hub = createListenerHub(input.listeners);
  const phases = createPhases(hub, clock, input.phases);
  checkKnownFailures(input.implementation.knownFailures, catalogue);
  checkReporter(settings.mochaReporter);
  const figures = parts.createPolicies(settings.timeoutScale);
  refuseNoMesh(catalogue, settings.selection, input.implementation);
  refuseNoIngress(catalogue, settings.selection, input.implementation);
  const facts = needsNoGatewayClass(catalogue, settings.selection, input.implementation)
    ? { controllerName: input.implementation.controllerName, supportedFeatures: [] }
    : await inspectGatewayClass(
        api,
        input.implementation.gatewayClass,
        {
          clock,
          signal,
          policy: figures.status,
        },
        { logSources: input.implementation.logSources },
      );
  const claimed = claimFeatures(catalogue, settings.selection, input.implementation, facts, input.gatewayApi.version);
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
      ...(await findTrustBundleLack(api)),
    },
    sendsByExec: input.cluster.capabilities.clientImage !== undefined,
  });
  const notRun = describeNotRun(plan, input);
  refuseEmptyPlan(plan, adviseClaim(claimed, facts, input.implementation));
  announce(hub, plan, notRun, claimed, input);

  const pending = createAuthority({ now: () => clock.date() });
  pending.catch(() => {});
  const names = createRunNames(settings);
  const load = parts.startLoadMonitor({ api, clock, patience: settings.patience });
  const policies = adaptPolicies(figures, load);
  let starting = true;
  const definitions = plan.scenarios.flatMap((entry) => (entry.run ? [entry.definition] : []));
  const authority = await pending;
  const context: RunContext = {
    input,
    hub,
    names,
    policies,
    load,
    writes: createGate(() => (starting ? WRITES.starting : WRITES.most)),
    namespaces: await listNamespaces(api),
    client: throttleClient(parts.createTrafficClient({ dial: input.cluster.dial, clock }), load),
    rechecks: parts.startRechecks({ clock, load }),
    authority,
    ...createBackendCertificates(authority, definitions, [
      names,
      createRerunNames(settings),
      ...createRepeatNames(settings),
    ]),
    controllerName: facts.controllerName,
  };
  const errors: RunError[] = [];
  const ledger = createLedger(context, {
    defaultNamespace: names.baseNamespace,
    urgency: () => Number.POSITIVE_INFINITY,
  });
  let results: readonly ScenarioResult[] = [];
  let removals: ScenariosOutcome['removals'] = [];
  const serving = linkSignal(signal);
  try {
    const needs = {
      gateways: new Set(definitions.flatMap(listShared)),
      ...planPools(definitions, catalogue.base.servicePorts),
    };
    const base = await phases.run('base', () => setUpBase(context, ledger, needs, serving.signal));
    void Promise.allSettled([...base.slots, ...base.mesh.slots]).then(() => {
      starting = false;
    });
    const gateways = createGatewayBook({
      api,
      clock,
      policies,
      signal: serving.signal,
      shared: base.gateways.get('http'),
    });
    const run: ReadyRun = { ...context, base, gateways, grep: plan.grep };
    const ran = await runScenarios(run, definitions, plan, phases);
    results = ran.results;
    errors.push(...ran.errors);
    removals = ran.removals;
  } catch (error) {
    if (!signal.aborted) errors.push({ phase: phases.current(), message: messageOf(error) });
  }
  const images = signal.aborted
    ? []
    : await listImages(api, input.implementation.logSources, context.names.baseNamespace);
  context.rechecks.stop();
  serving.end();
  if (signal.aborted) errors.push({ phase: phases.current(), message: INTERRUPTED });
  await phases.run('clean-up', async () => {
    const scenarios = removeAll(removals);
    const problems = await Promise.all([scenarios, cleanUpRun(context, ledger, results, errors, scenarios)]);
    errors.push(...problems.flat().map((message) => ({ phase: 'clean-up', message })));
  });
  load.stop();
  const kubernetesVersion = await api.serverVersion().catch(() => 'unknown');
  const result = composeResult({
    input,
    plan,
    notRun,
    ran: results,
    claimed,
    errors,
    names,
    policies: figures,
    load: load.record(),
    controllerName: facts.controllerName,
    images,
    kubernetesVersion,
    startedAt,
    durationMs: Math.round(clock.now() - started),
    phases: phases.list(),
  });
  hub.onEnd(result);
  return result;
}

/** Names; undefined where the user may not ask for all. */
async function listNamespaces(api: KubeApi): Promise<Set<string> | undefined> {
  const namespaces = await api.list(kinds.Namespace).catch(() => undefined);
  return namespaces && new Set(namespaces.map(({ metadata }) => metadata.name));
}

/** Removes what the scenarios made. Gives what is in the way, one sentence each, after a second try: it may be gone. */
async function removeAll(removals: ScenariosOutcome['removals']): Promise<string[]> {
  const tried = await Promise.all(removals.map(async (remove) => ((await remove()).length > 0 ? [remove] : [])));
  return (await Promise.all(tried.flat().map((remove) => remove()))).flat();
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

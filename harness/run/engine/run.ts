import { messageOf } from '../../common/message-of.ts';
import { kinds } from '../../kinds/index.ts';
import type { KubeApi } from '../../kube/types.ts';
import { createTrafficClient } from '../../protocols/client.ts';
import type { RunResult, ScenarioResult } from '../../result/types.ts';
import { createGate } from '../../wait/gate.ts';
import { linkSignal } from '../../wait/link.ts';
import { createPolicies } from '../../wait/policies.ts';
import { createAuthority } from '../certificates/index.ts';
import { checkReporter } from '../mocha/index.ts';
import { adaptPolicies, startLoadMonitor, throttleClient } from '../monitor/index.ts';
import { createRerunNames, createRunNames } from '../names/index.ts';
import { createBackendCertificates } from './backend-tls.ts';
import { planPools } from './backends.ts';
import { setUpBase } from './base.ts';
import { cleanUpRun } from './clean-up.ts';
import { listShared } from './create-env.ts';
import { createGatewayBook } from './gateway-book.ts';
import { listImages } from './images.ts';
import { createLedger } from './ledger.ts';
import { createListenerHub } from './listener-hub.ts';
import { INTERRUPTED } from './outcome.ts';
import { createPhases } from './phases.ts';
import { preparePlan } from './prepare-plan.ts';
import { startRechecks } from './rechecks.ts';
import { createRepeatNames } from './repeat.ts';
import { composeResult } from './result.ts';
import type { ReadyRun, RunContext } from './run-context.ts';
import { runScenarios, type ScenariosOutcome } from './run-scenarios.ts';
import type { RunInput } from './types.ts';

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
  checkReporter(settings.mochaReporter);
  const figures = parts.createPolicies(settings.timeoutScale);
  const { facts, claimed, plan, notRun } = await preparePlan(input, figures, hub);

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

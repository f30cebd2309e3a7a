import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLimits, routeKinds, type WorldLimits } from '../../../policy/generate/index.ts';
import type { Cluster } from '../../clusters/providers/types.ts';
import { messageOf } from '../../common/message-of.ts';
import type { Discovery, Exploration, Progress } from '../../explore/index.ts';
import { kinds } from '../../kinds/index.ts';
import { deleteRunObjects } from '../../kube/index.ts';
import { createNames } from '../../run/names/index.ts';
import { createPolicies } from '../../wait/policies.ts';
import type { CommandContext } from '../commands/command.ts';
import { type CleanupStack, createCleanupStack } from '../run/cleanup.ts';
import { openConnection } from '../run/connection.ts';
import { chooseImplementation, useGatewayClass } from '../run/implementation.ts';
import { installProfile } from '../run/install.ts';
import { type Interrupts, watchInterrupts } from '../run/interrupt.ts';
import { toProviderOptions } from '../run/provider.ts';
import type { RunRequest } from '../run/request.ts';
import { showPath } from '../run/view.ts';

export interface ExploreRequest {
  run: RunRequest;
  budgetMs: number;
  shrinkMs: number;
  cases?: number;
  concurrency: number;
  findings: number;
  /** Requests for each stage of a case, at most. */
  requests: number;
  /** Each Gateway has an address of its own. */
  ownAddresses: boolean;
  outputDir: string;
}

/** Explores once: cluster, implementation, cases, clean-up. Gives the exit code: 1 where something differs. */
export async function executeExploration(request: ExploreRequest, context: CommandContext): Promise<number> {
  const { io } = context;
  const cleanup = createCleanupStack();
  const interrupts = watchInterrupts(io, () => io.stderr.write('stopping: cleaning up\n'));
  try {
    const exploration = await exploreOnce(request, context, cleanup, interrupts);
    return await report(exploration, request, context);
  } catch (error) {
    throw interrupts.signal.aborted ? interrupts.signal.reason : error;
  } finally {
    for (const problem of await cleanup.run()) io.stderr.write(`gwconf: ${problem}\n`);
    interrupts.stop();
  }
}

async function exploreOnce(
  request: ExploreRequest,
  context: CommandContext,
  cleanup: CleanupStack,
  { signal }: Interrupts,
): Promise<Exploration> {
  const { io, wiring } = context;
  const { clock } = wiring;
  const { run } = request;
  const { settings } = run;
  const { runId } = createNames(settings.seed, false);
  const notice = (text: string) => io.stderr.write(`note: ${text}\n`);
  const profile = await chooseImplementation(run, context);
  const options = toProviderOptions(run, { runId, wiring, notice, images: () => profile.images });
  const provider = await wiring.createProvider(run.provider, options);
  const started: { cluster?: Cluster } = {};
  cleanup.add('the cluster', () => started.cluster?.stop());
  const cluster = await provider.start(signal);
  started.cluster = cluster;
  const { api, lasting } = await openConnection(cluster, runId, wiring, cleanup);
  await wiring.detectGatewayApi(api);
  const policies = createPolicies(settings.timeoutScale);
  const wait = { clock, signal, policy: policies.workload, acceptance: policies.status };
  await installProfile(profile, { wiring, cluster, api, runId, cleanup, wait, lasting, phase: (work) => work() });
  const statusWait = { ...wait, policy: policies.status };
  const implementation = await useGatewayClass(profile, run.gatewayClass, api, statusWait, wiring);
  const facts = await wiring.inspectGatewayClass(api, implementation.gatewayClass, statusWait);
  const disposable = cluster.disposable === true;
  if (!disposable)
    cleanup.add('what the exploration made', async () => {
      await deleteRunObjects(api, runId, { clock, signal: lasting, policy: policies.workload });
    });
  const { base } = await wiring.loadCatalogue();
  const { explore, prepareGround } = await import('../../explore/index.ts');
  const claimed = typeof profile.supportedFeatures === 'string' ? facts.supportedFeatures : profile.supportedFeatures;
  const features = settings.selection.supportedFeatures.length > 0 ? settings.selection.supportedFeatures : claimed;
  const scale = settings.timeoutScale;
  const ground = await prepareGround({
    api,
    dial: cluster.dial,
    base,
    echoImage: cluster.capabilities.echoImage,
    gatewayClassName: implementation.gatewayClass,
    controllerName: implementation.controllerName,
    features,
    runId,
    seed: settings.seed,
    clock,
    signal,
    pace: choosePace(disposable, scale),
    requestsPerStage: request.requests,
    workload: policies.workload,
    onFailure: (error) => notice(`a watch broke: ${messageOf(error)}`),
  });
  notice(`seed ${settings.seed}; ${features.length} features are claimed`);
  return await explore(ground, {
    seed: settings.seed,
    budgetMs: request.budgetMs,
    shrinkMs: request.shrinkMs,
    cases: request.cases,
    atOnce: request.concurrency,
    findings: request.findings,
    limits: {
      ...defaultLimits,
      features: new Set(features),
      catchAll: request.ownAddresses,
      world: toWorldLimits(features, request.ownAddresses),
    },
    disposable,
    onProgress: createProgress(request, context),
  });
}

/** All kinds of routes that are claimed; undefined where that is HTTPRoute alone, or where Gateways share their ports. */
function toWorldLimits(features: readonly string[], catchAll: boolean): WorldLimits | undefined {
  const claimed = routeKinds.filter((kind) => features.includes(kind));
  if (!catchAll || !claimed.some((kind) => kind !== kinds.HTTPRoute.kind)) return undefined;
  // Features that are named as their kinds are.
  const claims = ({ kind }: { kind: string }): boolean => features.includes(kind);
  return {
    kinds: claimed,
    listenerSets: claims(kinds.ListenerSet),
    policies: claims(kinds.BackendTLSPolicy),
    catchAll,
  };
}

/** The embedded cluster serves a change in milliseconds; others may take seconds. */
function choosePace(embedded: boolean, scale: number) {
  return embedded
    ? { requestMs: 5_000, arrivalMs: 10_000 * scale, graceMs: 2_000 * scale, lateness: 4, pauseMs: 40 }
    : { requestMs: 10_000, arrivalMs: 90_000 * scale, graceMs: 10_000 * scale, lateness: 4, pauseMs: 300 };
}

function createProgress({ run }: ExploreRequest, { io, wiring }: CommandContext): (progress: Progress) => void {
  let told = wiring.clock.now();
  return ({ cases, stages, requests, findings }) => {
    if (run.quiet || wiring.clock.now() - told < 10_000) return;
    told = wiring.clock.now();
    io.stderr.write(`${cases} cases, ${stages} stages, ${requests} requests, ${findings} differences\n`);
  };
}

async function report(
  exploration: Exploration,
  { run, outputDir }: ExploreRequest,
  { io }: CommandContext,
): Promise<number> {
  const { countObjects, renderDiscovery } = await import('../../explore/index.ts');
  const { discoveries, problems } = exploration;
  const files = discoveries.map((discovery, index) => {
    mkdirSync(outputDir, { recursive: true });
    const path = join(outputDir, `difference-${index + 1}.yaml`);
    writeFileSync(path, renderDiscovery(discovery));
    return path;
  });
  const summarize = ({ finding, result, case: number, afterMs, attempts }: Discovery, index: number) => ({
    ...finding,
    case: number,
    afterMs: Math.round(afterMs),
    attempts,
    objects: countObjects(result),
    stages: result.stages.length,
    file: files[index],
  });
  const { cases, stages, requests, durationMs } = exploration;
  const seconds = (durationMs / 1_000).toFixed(1);
  if (run.json) {
    const found = discoveries.map(summarize);
    const all = {
      seed: run.settings.seed,
      cases,
      stages,
      requests,
      durationMs: Math.round(durationMs),
      found,
      problems,
    };
    io.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  } else {
    for (const [index, discovery] of discoveries.entries()) {
      io.stdout.write(`${run.quiet ? '' : `${renderDiscovery(discovery)}\n`}`);
      io.stdout.write(`difference ${index + 1}: ${showPath(files[index] ?? '', io.cwd)}\n\n`);
    }
    io.stdout.write(
      `${cases} cases, ${stages} stages, ${requests} requests in ${seconds} s (seed ${run.settings.seed}): ${discoveries.length} differences\n`,
    );
  }
  for (const problem of new Set(problems)) io.stderr.write(`note: a case said nothing: ${problem}\n`);
  if (discoveries.length > 0) return 1;
  return cases === 0 ? 3 : 0;
}

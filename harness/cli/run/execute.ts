import { dirname } from 'node:path';
import { writeFileWhole } from '../../../reports/files.ts';
import { createReporters, nameSidecar, type Reporters } from '../../../reports/index.ts';
import type { Cluster } from '../../clusters/providers/types.ts';
import { messageOf } from '../../common/message-of.ts';
import { refuseUnfitRelease } from '../../install/release.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import type { RunResult } from '../../result/types.ts';
import { needsNoGatewayClass, refuseNoIngress } from '../../run/engine/ingress.ts';
import { createListenerHub } from '../../run/engine/listener-hub.ts';
import { refuseNoMesh } from '../../run/engine/mesh.ts';
import type { RunInput } from '../../run/engine/types.ts';
import { createRunNames } from '../../run/names/index.ts';
import { checkSelection } from '../../run/plan/check-selection.ts';
import { UsageError } from '../../scenario/errors.ts';
import { createPolicies } from '../../wait/policies.ts';
import type { CommandContext } from '../commands/command.ts';
import { exitCodes } from '../exit-codes.ts';
import { toResultLines } from '../job/result-lines.ts';
import { readPackageVersion } from '../version.ts';
import { claimFolder } from './claim-folder.ts';
import { type CleanupStack, createCleanupStack } from './cleanup.ts';
import { openConnection } from './connection.ts';
import { readExpected } from './expected.ts';
import { chooseImplementation, useGatewayClass, useIngressClass } from './implementation.ts';
import { installProfile } from './install.ts';
import { type Interrupts, watchInterrupts } from './interrupt.ts';
import { keepCluster, keepFailed } from './keep.ts';
import { checkKubeconfigPath, checkWritable, writeKubeconfig } from './outputs.ts';
import { createPhases } from './phases.ts';
import { toProviderOptions } from './provider.ts';
import { chooseCrds, refuseOtherRelease } from './release.ts';
import type { RunRequest } from './request.ts';
import { createView, showPath } from './view.ts';

/** A run, and the words of a command that asks for the same. */
type AskedRun = RunRequest &
  Pick<RunInput, 'rerun' | 'repeat'> & {
    fromFile?: string;
    /** Gives the exit code, where it is not the result's own. */
    judge?(result: RunResult): number;
  };

/** Runs the suite once: cluster, implementation, scenarios, reports, clean-up. Gives the exit code. */
export async function executeRun(request: AskedRun, context: CommandContext): Promise<number> {
  const { io } = context;
  const { kubeconfigPath } = request;
  checkWritable([
    request.reportPath,
    request.junitPath,
    request.resultPath,
    ...(kubeconfigPath ? [kubeconfigPath] : []),
    ...(request.donePath ? [request.donePath] : []),
  ]);
  if (kubeconfigPath) checkKubeconfigPath(kubeconfigPath);
  const release = claimFolder(dirname(request.resultPath), context.wiring.clock.date());
  const view = createView({ ...request, mochaReporter: request.settings.mochaReporter }, io, context.wiring);
  const reporters = createReporters({
    views: { console: view },
    files: {
      conformance: request.reportPath,
      junit: request.junitPath,
      json: request.resultPath,
      html: request.htmlPath,
      markdown: request.markdownPath,
      evidence: request.evidencePath,
      sidecar: nameSidecar(request.reportPath),
    },
  });
  const cleanup = createCleanupStack();
  const interrupts = watchInterrupts(io, () => {
    const text = 'stopping: cleaning up (press Ctrl-C again to end at once)';
    if (view.isDrawing()) view.onNotice?.(text);
    else io.stderr.write(`${text}\n`);
  });
  try {
    const { result, keep } = await runOnce(request, context, reporters, cleanup, interrupts);
    view.close();
    const exitCode = await finish(result, request, context, reporters, interrupts);
    release();
    await keep();
    return exitCode;
  } catch (error) {
    // What failed because of Ctrl-C is told as Ctrl-C.
    throw interrupts.signal.aborted ? interrupts.signal.reason : error;
  } finally {
    view.close();
    for (const problem of await cleanup.run()) io.stderr.write(`gwconf: ${problem}\n`);
    interrupts.stop();
    release();
  }
}

async function runOnce(
  request: AskedRun,
  context: CommandContext,
  reporters: Reporters,
  cleanup: CleanupStack,
  interrupts: Interrupts,
): Promise<{ result: RunResult; keep(): Promise<void> }> {
  const { wiring } = context;
  const { clock } = wiring;
  const { signal } = interrupts;
  const { settings } = request;
  const hub = createListenerHub(reporters.listeners);
  const phases = createPhases(hub, clock);
  if (request.fromFile !== undefined) hub.onNotice(request.fromFile);

  // What is wrong with the question is told before anything is started for it.
  const catalogue = await wiring.loadCatalogue(request.scenarios, context.io.cwd);
  checkSelection(catalogue, settings.selection);
  const { runId } = createRunNames(settings);
  const chosen: { profile?: ImplementationProfile } = {};
  const provider = await wiring.createProvider(
    request.provider,
    toProviderOptions(
      { ...request, crds: await chooseCrds(request, catalogue, wiring) },
      { runId, wiring, notice: hub.onNotice, images: () => chosen.profile?.images ?? [] },
    ),
  );
  const chosenProfile = await chooseImplementation(request, context);
  refuseNoMesh(catalogue, settings.selection, chosenProfile);
  refuseNoIngress(catalogue, settings.selection, chosenProfile);
  const expected = await readExpected(request, catalogue, clock.date());
  if (expected.expired.length > 0) hub.onNotice(`expectations that count no more: ${expected.expired.join(', ')}`);
  const profile = { ...chosenProfile, knownFailures: [...chosenProfile.knownFailures, ...expected.known] };
  chosen.profile = profile;

  const policies = createPolicies(settings.timeoutScale);
  const started: { cluster?: Cluster } = {};
  const keepers = [cleanup.add('the cluster', () => started.cluster?.stop())];
  const cluster = await phases.run('cluster', () => provider.start(signal));
  started.cluster = cluster;
  if (request.kubeconfigPath)
    keepers.push(cleanup.add('the kubeconfig', writeKubeconfig(request.kubeconfigPath, cluster.kubeconfig)));

  try {
    const { api, lasting } = await openConnection(cluster, runId, wiring, cleanup);
    const gatewayApi = { ...(await wiring.detectGatewayApi(api)), source: cluster.crdSource };
    refuseOtherRelease(request, gatewayApi.version);
    refuseUnfitRelease(profile, gatewayApi);
    hub.onNotice(`Gateway API ${gatewayApi.version} (${gatewayApi.channel}), from ${gatewayApi.source}`);

    const wait = { clock, signal, policy: policies.workload, acceptance: policies.status };
    const client = cluster.capabilities.clientImage === undefined ? 'agent' : 'exec';
    const tunnels = await wiring.createTunnels(cluster.kubeconfig, client, hub.onNotice);
    cleanup.add('the connections into pods', async () => tunnels.close());
    const phase = <T>(work: () => Promise<T>): Promise<T> => phases.run('install', work);
    const toKeep = (keep: () => void): void => void keepers.push(keep);
    const parts = { wiring, cluster, api, runId, cleanup, toKeep, wait, lasting, phase };
    const installation = await installProfile(profile, parts);
    const statusWait = { ...wait, policy: policies.status };
    const classed = needsNoGatewayClass(catalogue, settings.selection, profile)
      ? profile
      : await useGatewayClass(profile, request.gatewayClass, api, statusWait, wiring);
    const implementation = await useIngressClass(classed, api);

    const result = await wiring.runConformance({
      settings,
      catalogue,
      cluster: { ...cluster, dial: tunnels.wrap(cluster.dial) },
      openInside: tunnels.open,
      providerName: provider.name,
      api,
      gatewayApi,
      implementation,
      installation,
      listeners: reporters.listeners,
      clock,
      signal,
      command: context.commandLine,
      rerun: request.rerun,
      repeat: request.repeat,
      gwconfVersion: readPackageVersion(),
      phases: phases.list(),
    });
    if (result.exitCode === exitCodes.harness && !signal.aborted) await saveClusterLogs(cluster, request, context);
    const keep = () => keepCluster(result, request, cluster, provider.name, keepers, context.io, interrupts);
    return { result, keep };
  } catch (error) {
    if (!signal.aborted && !(error instanceof UsageError)) {
      await saveClusterLogs(cluster, request, context);
      await keepFailed(request, cluster, keepers, context.io);
    }
    throw error;
  }
}

/** What went wrong outside the implementation shows in the logs of the cluster itself. */
async function saveClusterLogs(
  cluster: Cluster,
  { clusterLogsPath }: RunRequest,
  { io }: CommandContext,
): Promise<void> {
  try {
    const paths = await cluster.collectLogs(clusterLogsPath);
    if (paths.length > 0) io.stderr.write(`note: logs of the cluster are in ${showPath(clusterLogsPath, io.cwd)}\n`);
  } catch (error) {
    const reason = messageOf(error);
    io.stderr.write(`note: the logs of the cluster could not be saved: ${reason}\n`);
  }
}

async function finish(
  result: RunResult,
  request: AskedRun,
  { io }: CommandContext,
  reporters: Reporters,
  interrupts: Interrupts,
): Promise<number> {
  const { paths, notes } = await reporters.write(result);
  if (request.json) io.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else if (!request.quiet && paths.length > 0) {
    io.stdout.write(`reports: ${paths.map((path) => showPath(path, io.cwd)).join(', ')}\n`);
  }
  if (request.logResult) io.stdout.write(`${toResultLines(JSON.stringify(result)).join('\n')}\n`);
  if (request.donePath !== undefined) writeFileWhole(request.donePath, request.junitPath);
  for (const note of notes) io.stderr.write(`note: ${note}\n`);
  const problems = reporters.problems();
  for (const problem of problems) io.stderr.write(`gwconf: ${problem}\n`);
  if (interrupts.signal.aborted) return exitCodes.interrupted;
  if (problems.length > 0) return exitCodes.harness;
  return request.judge ? request.judge(result) : result.exitCode;
}

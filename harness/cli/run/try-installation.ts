import { formatDuration } from '../../../reports/text.ts';
import type { Cluster } from '../../clusters/providers/types.ts';
import { refuseUnfitRelease } from '../../install/release.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import { createNames } from '../../run/names/index.ts';
import { createPolicies } from '../../wait/policies.ts';
import type { CommandContext } from '../commands/command.ts';
import { type CleanupStack, createCleanupStack } from './cleanup.ts';
import { openConnection } from './connection.ts';
import { installProfile } from './install.ts';
import { type Interrupts, watchInterrupts } from './interrupt.ts';
import { toProviderOptions } from './provider.ts';
import type { RunRequest } from './request.ts';

/** Installs a prepared profile on a cluster of its provider, tells what its GatewayClass says, and removes all again. */
export async function tryInstallation(
  profile: ImplementationProfile,
  request: RunRequest,
  context: CommandContext,
): Promise<number> {
  const { io } = context;
  const cleanup = createCleanupStack();
  const interrupts = watchInterrupts(io, () => io.stderr.write('stopping: cleaning up\n'));
  let problems: string[] = [];
  try {
    await install(profile, request, context, cleanup, interrupts);
  } catch (error) {
    throw interrupts.signal.aborted ? interrupts.signal.reason : error;
  } finally {
    problems = await cleanup.run();
    for (const problem of problems) io.stderr.write(`gwconf: ${problem}\n`);
    interrupts.stop();
  }
  if (problems.length > 0) return 3;
  io.stdout.write('ok  removed again\n');
  return 0;
}

async function install(
  profile: ImplementationProfile,
  request: RunRequest,
  { io, wiring }: CommandContext,
  cleanup: CleanupStack,
  { signal }: Interrupts,
): Promise<void> {
  const { clock } = wiring;
  const { runId } = createNames(request.settings.seed, false);
  const notice = (text: string) => io.stderr.write(`note: ${text}\n`);
  const options = toProviderOptions(request, { runId, wiring, notice, images: () => profile.images });
  const provider = await wiring.createProvider(request.provider, options);
  const started: { cluster?: Cluster } = {};
  const time = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const from = clock.now();
    const given = await work();
    io.stdout.write(`ok  ${what}, ${formatDuration(clock.now() - from)}\n`);
    return given;
  };
  cleanup.add('the cluster', () => started.cluster?.stop());
  const cluster = await time(`cluster (${request.provider})`, () => provider.start(signal));
  started.cluster = cluster;
  const { api, lasting } = await openConnection(cluster, runId, wiring, cleanup);
  refuseUnfitRelease(profile, await wiring.detectGatewayApi(api));
  const policies = createPolicies();
  const wait = { clock, signal, policy: policies.workload, acceptance: policies.status };
  const phase = <T>(work: () => Promise<T>): Promise<T> => time('installed', work);
  await installProfile(profile, { wiring, cluster, api, runId, cleanup, wait, lasting, phase });
  const facts = await wiring.inspectGatewayClass(api, profile.gatewayClass, { ...wait, policy: policies.status });
  const published = facts.supportedFeatures.length;
  const features =
    published > 0
      ? `publishes ${published} features`
      : 'publishes no features: name them in supportedFeatures, or inferred';
  io.stdout.write(`ok  GatewayClass ${profile.gatewayClass} of ${facts.controllerName} is accepted and ${features}\n`);
}

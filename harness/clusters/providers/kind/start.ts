import { createKubeApi } from '../../../kube/api.ts';
import { HarnessError } from '../../../scenario/errors.ts';
import { createPolicies } from '../../../wait/policies.ts';
import { together } from '../../../wait/together.ts';
import type { CleanupStack } from '../../cleanup/stack.ts';
import { findRuntime } from '../../containers/index.ts';
import { ensureCrds, removeCrds } from '../../crds/index.ts';
import { buildEchoImage, type ImageTools, loadImages, pullImages, toBackendImages } from '../../images/index.ts';
import { findInotifyLack } from '../../inotify.ts';
import { createKind } from '../../kind/index.ts';
import type { Cluster } from '../types.ts';
import { balanceServices } from './balance.ts';
import { ensureCluster } from './ensure.ts';
import { collectNodeLogs } from './logs.ts';
import type { KindOptions } from './options.ts';
import { reachNodes } from './reach.ts';
import { awaitNodes } from './ready.ts';

/** Tear-down is put on `undo` before, or as soon as, there is something to tear down. */
export async function startKindCluster(
  options: KindOptions,
  signal: AbortSignal,
  undo: CleanupStack,
): Promise<Cluster> {
  const { log, clock, runId, reach: mode = 'auto' } = options;
  const runtime = await findRuntime();
  const kind = createKind(runtime);
  await together(signal, [(during) => runtime.version(during), (during) => kind.version(during)]);

  const lack = await findInotifyLack();
  if (lack) log?.(`note: inotify instances: ${lack.instances}; ${lack.advice}`);
  const tools: Omit<ImageTools, 'signal'> = { runtime, registry: options.imageRegistry, log };
  const prepareImages = async (during: AbortSignal): Promise<string[]> => {
    const echo = options.echoImage ?? (await buildEchoImage(runtime, { signal: during }));
    const { agentImage, clientImage } = toBackendImages({ ...options, echoImage: echo });
    const senders = [agentImage, clientImage].filter((image) => image !== undefined);
    const names = [echo, ...senders, ...(options.images?.() ?? [])];
    await pullImages(names, { ...tools, signal: during });
    return names;
  };
  const [cluster, images] = await together(signal, [
    async (during) => {
      const made = await ensureCluster(kind, runtime, options, during);
      undo.add('the kind cluster', () => made.release());
      return made;
    },
    prepareImages,
  ]);
  const { name, nodes, kubeconfig } = cluster;

  const connection = new AbortController();
  const api = await createKubeApi(kubeconfig, { runId, signal: connection.signal });
  const disconnect = (): void => {
    api.close();
    connection.abort();
  };
  undo.add('the connection', disconnect);
  const [balancer, reach, crds] = await together(signal, [
    async (during) => {
      const started = await balanceServices({ runtime, api, cluster: name, nodes, clock, signal: during, log });
      // A cluster that is deleted takes the addresses along.
      undo.add('the addresses of load balancers', () => started.stop(!cluster.made));
      return started;
    },
    async (during) => {
      const started = await reachNodes({ api, kubeconfig, mode, clock, log });
      undo.add('port-forwarding', () => started.stop());
      during.throwIfAborted();
      return started;
    },
    async (during) => {
      const ensured = await ensureCrds({ api, runId, loadCrds: options.loadCrds, clock, signal: during, log });
      if (!cluster.made) undo.add("the Gateway API's CRDs", () => removeCrds(api, ensured.made));
      return ensured;
    },
    async (during) => {
      await loadImages(kind, name, nodes, images, { ...tools, signal: during });
    },
    (during) => awaitNodes(api, nodes.length, { clock, signal: during, policy: createPolicies().workload }),
  ]);

  let ending: Promise<void> | undefined;
  return {
    kubeconfig,
    dial: reach.dial,
    capabilities: { ...toBackendImages({ ...options, echoImage: images[0] ?? '' }), loadBalancer: true },
    disposable: cluster.made,
    crdSource: crds.source,
    collectLogs: (dir) => collectNodeLogs(kind, runtime, cluster, dir),
    async loadImages(more, during) {
      await pullImages(more, { ...tools, signal: during });
      await loadImages(kind, name, nodes, more, { ...tools, signal: during });
    },
    stop() {
      ending ??= undo.run().then(refuseProblems);
      return ending;
    },
    leave() {
      ending ??= (async () => {
        await Promise.all([balancer.stop(false), reach.stop(), cluster.keep()]);
        disconnect();
      })();
      return ending;
    },
  };
}

function refuseProblems(problems: readonly string[]): void {
  if (problems.length > 0) throw new HarnessError(problems.join('; '));
}

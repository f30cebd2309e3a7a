import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadCrds } from '../../../embedded/index.ts';
import { type CleanupStack, createCleanupStack } from '../../../harness/clusters/cleanup/stack.ts';
import { findRuntime } from '../../../harness/clusters/containers/index.ts';
import { createKindProvider } from '../../../harness/clusters/providers/kind.ts';
import { createInstallation, loadImplementation, prepareImplementation } from '../../../harness/install/index.ts';
import type { ImplementationProfile } from '../../../harness/install/types.ts';
import { kinds } from '../../../harness/kinds/index.ts';
import { createKubeApi } from '../../../harness/kube/api.ts';
import type { KubeApi } from '../../../harness/kube/types.ts';
import { systemClock } from '../../../harness/wait/clock.ts';
import { createPolicies } from '../../../harness/wait/policies.ts';
import type { OfficialSuite } from '../../interop/official/build.ts';
import { kindSettings } from '../tools.ts';
import { type Asked, listAsked } from './asked.ts';
import { borrowImages, findPresent, listOfficialImages } from './images.ts';
import type { Options } from './options.ts';

/** A kind cluster with the implementation on it, for as many runs of either suite as there are to be. */
export interface Place {
  /** File. */
  kubeconfig: string;
  gatewayClass: string;
  /** What both suites are told of it. */
  asked: Asked;
  /** `traefik v3.7.13` */
  title: string;
  /** Image of the backends that both suites use. */
  echoImage: string;
  /** Waits until the cluster has ended what a run left to it: namespaces go some seconds later, and cost it something. */
  rest(): Promise<void>;
  stop(): Promise<void>;
}

/** @param folder for the kubeconfig, @param tell is told what is being done */
export async function startPlace(
  options: Options,
  suite: OfficialSuite,
  folder: string,
  tell: (line: string) => void,
): Promise<Place> {
  const { implementation, set, channel, kindName } = options;
  const signal = new AbortController().signal;
  const here = { provider: 'kind', cwd: process.cwd(), path: process.env.PATH };
  const profile = prepareImplementation(await loadImplementation(implementation), set, here);
  const runtime = await findRuntime();
  const official = await listOfficialImages(suite.module);
  const present = await findPresent(runtime, official);
  const echoImage = official.find((image) => image.includes('echo-basic')) ?? 'echo-basic';
  const asked = listAsked(options, profile);
  const runId = `gwconf-parity-${profile.name}`;
  const stack = createCleanupStack();
  const stop = async (): Promise<void> => {
    for (const problem of await stack.run()) tell(problem);
  };
  try {
    const cluster = await createKindProvider({
      ...kindSettings,
      runId,
      ...(kindName === undefined ? {} : { name: kindName }),
      // The official backends open no connections from inside a mesh.
      ...(asked.mesh ? {} : { echoImage }),
      images: () => [...profile.images, ...present],
      loadCrds: () => loadCrds({ path: join(dirname(suite.crds), channel) }),
      clock: systemClock,
      log: tell,
    }).start(signal);
    stack.add('the cluster', () => cluster.stop());
    const missing = official.filter((image) => !present.includes(image));
    const lacking = await borrowImages(runtime, `${kindName ?? runId}-control-plane`, missing);
    if (lacking.length > 0) tell(`neither this machine nor the node has ${lacking.join(', ')}`);
    const api = await createKubeApi(cluster.kubeconfig, { runId, signal });
    stack.add('the connection', () => api.close());
    if (kindName === undefined) await install(profile, api, cluster.kubeconfig, runId, signal, stack);
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, cluster.kubeconfig, { mode: 0o600 });
    const { gatewayClass, project, version } = profile;
    const rest = () => awaitNamespaces(api, signal);
    const backends = cluster.capabilities.echoImage;
    return { kubeconfig, gatewayClass, asked, title: `${project} ${version}`, echoImage: backends, rest, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function install(
  profile: ImplementationProfile,
  api: KubeApi,
  kubeconfig: string,
  runId: string,
  signal: AbortSignal,
  stack: CleanupStack,
): Promise<void> {
  const installation = createInstallation(profile, { api, runId, kubeconfig });
  const policies = createPolicies();
  const wait = { clock: systemClock, signal, policy: policies.workload };
  stack.add('the implementation', () => installation.uninstall(wait, 'machine'));
  await installation.install({ ...wait, acceptance: policies.status });
}

async function awaitNamespaces(api: Pick<KubeApi, 'list'>, signal: AbortSignal): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    const namespaces = await api.list(kinds.Namespace);
    if (namespaces.every(({ metadata }) => metadata.deletionTimestamp === undefined)) return;
    await systemClock.sleep(1_000, signal);
  }
  throw new Error('namespaces that were deleted are still there after two minutes');
}

import type { CrdSource, FetchedCrds, FetchOptions, ListedCrds } from '../../embedded/index.ts';
import type { CleanupTools } from '../clusters/cleanup/clean-up.ts';
import type { CrdSet } from '../clusters/crds/index.ts';
import type { Section } from '../clusters/doctor/types.ts';
import type { EchoImageOptions } from '../clusters/images/index.ts';
import type { ProviderOptions } from '../clusters/providers/index.ts';
import type { ClusterProvider } from '../clusters/providers/types.ts';
import type { MeshClient, Tunnels } from '../clusters/tunnels/index.ts';
import type {
  GatewayClassFacts,
  Installation,
  InstallationTools,
  InstallPlace,
  LoadedImplementation,
  WaitOptions,
} from '../install/index.ts';
import type { ImplementationProfile } from '../install/types.ts';
import type { KubeconfigChoice } from '../kube/kubeconfig.ts';
import type { GatewayApiVersion, KubeApi } from '../kube/types.ts';
import type { RunResult } from '../result/types.ts';
import type { RunInput } from '../run/engine/types.ts';
import { randomSeed } from '../run/names/random.ts';
import type { Catalogue } from '../scenario/catalogue.ts';
import { systemClock } from '../wait/clock.ts';
import type { Clock } from '../wait/types.ts';

/** The parts that the CLI puts together. Everything heavy is loaded when it is first needed; tests give fakes. */
export interface Wiring {
  clock: Clock;
  newSeed(): string;
  /**
   * The suite, with scenarios of the user's from these files and folders. Throws UsageError naming the file where one of
   * them is wrong.
   */
  loadCatalogue(outside?: readonly string[], cwd?: string): Promise<Catalogue>;
  createProvider(name: string, options: ProviderOptions): Promise<ClusterProvider>;
  createKubeApi(kubeconfig: string, runId: string, signal: AbortSignal): Promise<KubeApi>;
  /** Connections from inside pods, which are made when they are first needed. */
  createTunnels(kubeconfig: string, client: MeshClient, log: (line: string) => void): Promise<Tunnels>;
  detectGatewayApi(api: KubeApi): Promise<GatewayApiVersion>;
  /** Names of the profiles that come with gwconf, sorted. */
  listImplementations(): Promise<string[]>;
  /** A profile as its file says it. Throws UsageError for an unknown name and for a file that is none. */
  readImplementation(name: string): Promise<LoadedImplementation>;
  /** The profile for one provider, parameters set. Throws UsageError for an unknown name, file, parameter or program. */
  loadImplementation(
    name: string,
    set: Readonly<Record<string, string>>,
    place: InstallPlace,
  ): Promise<ImplementationProfile>;
  /** Refuses values that a profile of gwconf's own does not know, and features that nobody knows. Throws UsageError. */
  checkParameters(profile: ImplementationProfile): Promise<void>;
  createInstallation(profile: ImplementationProfile, tools: InstallationTools): Promise<Installation>;
  inspectGatewayClass(api: KubeApi, className: string, wait: WaitOptions): Promise<GatewayClassFacts>;
  runConformance(input: RunInput): Promise<RunResult>;
  /** Throws an Error whose `code` tells a wrong question (ERR_CRDS_INPUT) from a network or disk that fails. */
  fetchCrds(options: FetchOptions): Promise<FetchedCrds>;
  listCrds(): Promise<ListedCrds[]>;
  /** Builds the image of the backends with docker or podman; gives its name. */
  buildEchoImage(options: EchoImageOptions): Promise<string>;
  /** Looks at this machine and the chosen cluster; `onNone` is told why there is none to look at. */
  examine(choice: KubeconfigChoice, onNone: (error: unknown) => void): Promise<Section[]>;
  /** What `gwconf cleanup` works with. */
  loadCleanup(): Promise<CleanupParts>;
  /** CRDs that are on this machine already. Throws as fetchCrds does. */
  loadCrds(source: CrdSource): Promise<CrdSet>;
}

export type CleanupParts = Pick<CleanupTools, 'records' | 'findRuntime' | 'createKind' | 'chooseKubeconfig' | 'run'>;

/** The real parts. */
export function createWiring(): Wiring {
  return {
    clock: systemClock,
    newSeed: randomSeed,
    async loadCatalogue(outside = [], cwd = process.cwd()) {
      const { catalogue } = await import('../../suites/index.ts');
      if (outside.length === 0) return catalogue;
      const { addScenarios } = await import('./scenarios/load.ts');
      return addScenarios(catalogue, outside, cwd);
    },
    createProvider: async (name, options) =>
      (await import('../clusters/providers/index.ts')).createProvider(name, options),
    createKubeApi: async (kubeconfig, runId, signal) =>
      (await import('../kube/index.ts')).createKubeApi(kubeconfig, { runId, signal }),
    async createTunnels(kubeconfig, client, log) {
      const { createTunnels } = await import('../clusters/tunnels/index.ts');
      return createTunnels(kubeconfig, client, log);
    },
    detectGatewayApi: async (api) => (await import('../kube/index.ts')).detectGatewayApi(api),
    listImplementations: async () => (await import('../install/index.ts')).listImplementations(),
    readImplementation: async (name) => (await import('../install/index.ts')).readImplementation(name),
    async loadImplementation(name, set, place) {
      const { loadImplementation, prepareImplementation } = await import('../install/index.ts');
      return prepareImplementation(await loadImplementation(name), set, place);
    },
    async checkParameters(profile) {
      const { checkFeatures, checkReference } = await import('./run/check-values.ts');
      const { catalogue } = await import('../../suites/index.ts');
      checkFeatures(
        profile,
        catalogue.features.map(({ name }) => name),
      );
      await checkReference(profile);
    },
    createInstallation: async (profile, tools) =>
      (await import('../install/index.ts')).createInstallation(profile, tools),
    inspectGatewayClass: async (api, className, wait) =>
      (await import('../install/index.ts')).inspectGatewayClass(api, className, wait),
    runConformance: async (input) => (await import('../run/engine/index.ts')).runConformance(input),
    fetchCrds: async (options) => (await import('../../embedded/index.ts')).fetchCrds(options),
    listCrds: async () => (await import('../../embedded/index.ts')).listCrds(),
    async buildEchoImage(options) {
      const [{ findRuntime }, { buildEchoImage }] = await Promise.all([
        import('../clusters/containers/index.ts'),
        import('../clusters/images/index.ts'),
      ]);
      return buildEchoImage(await findRuntime(), options);
    },
    async examine(choice, onNone) {
      const { examine } = await import('../clusters/doctor/index.ts');
      return examine(choice, onNone);
    },
    async loadCleanup() {
      const [{ findRuntime }, { createKind }, { runProgram }, { chooseKubeconfig }, { listRunRecords }] =
        await Promise.all([
          import('../clusters/containers/index.ts'),
          import('../clusters/kind/index.ts'),
          import('../common/exec/index.ts'),
          import('../kube/kubeconfig.ts'),
          import('../common/state/runs.ts'),
        ]);
      return { records: await listRunRecords(), findRuntime, createKind, chooseKubeconfig, run: runProgram };
    },
    loadCrds: async (source) => (await import('../../embedded/index.ts')).loadCrds(source),
  };
}

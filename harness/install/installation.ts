import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../common/message-of.ts';
import { makeFolder } from '../common/state/folders.ts';
import type { KubeApi } from '../kube/types.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { TimePolicy } from '../wait/types.ts';
import { type GatewayClassFacts, inspectGatewayClass } from './gateway-class.ts';
import { refuseExisting } from './objects.ts';
import { applyRunParameters, findPlaceholders } from './parameters.ts';
import { chooseAddress } from './process/address.ts';
import { describeFailure, type RunningProcess } from './process/start.ts';
import { prepareStep } from './steps/index.ts';
import type { PreparedStep, StepTools, UndoScope } from './steps/step.ts';
import type { ImplementationProfile } from './types.ts';
import type { WaitOptions } from './workload.ts';

export interface InstallOptions extends WaitOptions {
  /** How long a controller that runs may take to accept its class. Default: `policy`. */
  acceptance?: TimePolicy;
}

/** One installation, which can be undone whatever became of it: register `uninstall` before `install` is called. */
export interface Installation {
  /**
   * Does the steps in order and waits until the implementation serves. Throws UsageError where the cluster is in the way
   * (an object exists already, nobody accepts the class), HarnessError where the implementation does not start.
   */
  install(options: InstallOptions): Promise<GatewayClassFacts>;
  /**
   * Undoes exactly what `install` did, last first, and waits until it is gone. May be called twice.
   * @param scope `machine`: only what is outside of the cluster, where that goes as a whole
   */
  uninstall(options: WaitOptions, scope?: 'all' | 'machine'): Promise<void>;
  /** What a process of the profile wrote since a time; undefined where none of this name was started. */
  readProcessLog(name: string, since: Date): readonly string[] | undefined;
  /** Why the implementation cannot be judged any more, one sentence: a process of it has ended by itself. */
  findFailure(): string | undefined;
  /** Calls back, with what the process wrote last, as soon as that is so; at most once. */
  onFailure(listen: (failure: string) => void): void;
}

export interface InstallationTools {
  api: KubeApi;
  runId: string;
  /** YAML text, for programs that work on the cluster. */
  kubeconfig: string;
}

/** @param profile as prepared for the provider */
export function createInstallation(profile: ImplementationProfile, tools: InstallationTools): Installation {
  const processes = new Map<string, RunningProcess>();
  let undos: { scope: UndoScope; name: string; undo: (options: WaitOptions) => Promise<void> }[] = [];
  const onUndo: StepTools['onUndo'] = (scope, name, undo) => void undos.push({ scope, name, undo });

  return {
    async install(options) {
      const { api, runId } = tools;
      const place = needsFolder(profile) ? await makePlace(tools, onUndo) : undefined;
      const parameters = {
        'run.id': runId,
        ...(place && { 'run.folder': place.folder, 'run.kubeconfig': place.kubeconfigPath }),
        ...(await findAddress(profile)),
      };
      const { folder = '', kubeconfigPath = '' } = place ?? {};
      const shared: StepTools = { api, runId, profile, folder, kubeconfigPath, onUndo, processes };
      // All are prepared before the first is done, so that what is in the way is told while nothing is changed.
      const prepared: PreparedStep[] = [];
      for (const step of profile.install) {
        prepared.push(await prepareStep(applyRunParameters(step, parameters), shared, options.signal));
      }
      await refuseExisting(
        api,
        prepared.flatMap(({ objects }) => objects),
        profile,
      );
      for (const step of prepared) {
        options.signal.throwIfAborted();
        await step.run(options);
      }
      const { gatewayClass, controllerName, logSources } = profile;
      if (gatewayClass === '') return { controllerName, supportedFeatures: [] };
      const wait = { ...options, policy: options.acceptance ?? options.policy };
      return inspectGatewayClass(api, gatewayClass, wait, { controllerName, mayComeLater: true, logSources });
    },

    async uninstall(options, scope = 'all') {
      const failures: string[] = [];
      const doomed = undos.filter((undo) => scope === 'all' || undo.scope === scope).reverse();
      undos = [];
      for (const { name, undo } of doomed) {
        await undo(options).catch((error: unknown) => {
          failures.push(`${name}: ${messageOf(error)}`);
        });
      }
      if (failures.length > 0) {
        throw new HarnessError(`Implementation ${profile.name} was not removed whole: ${failures.join(' ')}`);
      }
    },

    readProcessLog: (name, since) => processes.get(name)?.log.lines(since),

    onFailure(listen) {
      const tell = once(listen);
      for (const running of processes.values()) {
        void running.ended.then(() => tell(describeFailure(running)));
      }
    },

    findFailure() {
      for (const { name, findEnd } of processes.values()) {
        const end = findEnd();
        if (end !== undefined) return `the implementation's process ${name} ${end} during the run`;
      }
      return undefined;
    },
  };
}

function once(listen: (failure: string) => void): (failure: string | undefined) => void {
  let told = false;
  return (failure) => {
    if (told || failure === undefined) return;
    told = true;
    listen(failure);
  };
}

/** Programs are given files; objects alone need none. */
function needsFolder({ install }: ImplementationProfile): boolean {
  const uses = findPlaceholders(install).some((name) => name === 'run.folder' || name === 'run.kubeconfig');
  return uses || install.some(({ kind }) => kind === 'helm' || kind === 'process');
}

async function makePlace(
  { kubeconfig }: InstallationTools,
  onUndo: StepTools['onUndo'],
): Promise<{ folder: string; kubeconfigPath: string }> {
  const folder = await makeFolder('install');
  onUndo('machine', 'the folder for temporary files', () => rm(folder, { recursive: true, force: true }));
  const kubeconfigPath = join(folder, 'kubeconfig');
  await writeFile(kubeconfigPath, kubeconfig, { mode: 0o600 });
  return { folder, kubeconfigPath };
}

/** Only where it is asked for: not every system has such addresses. */
async function findAddress({ install }: ImplementationProfile): Promise<Record<string, string>> {
  if (!findPlaceholders(install).includes('run.address')) return {};
  const ports = install.flatMap((step) => (step.kind === 'process' ? (step.ports ?? []) : []));
  return { 'run.address': await chooseAddress([...new Set(ports)]) };
}

/** Installs, and undoes what was done where that fails. */
export async function installImplementation(
  profile: ImplementationProfile,
  tools: InstallationTools,
  options: WaitOptions,
): Promise<GatewayClassFacts & { uninstall(): Promise<void> }> {
  const installation = createInstallation(profile, tools);
  // Removal must go on after the run was stopped.
  const removal = { ...options, signal: new AbortController().signal };
  try {
    const facts = await installation.install(options);
    return { ...facts, uninstall: () => installation.uninstall(removal) };
  } catch (error) {
    await installation.uninstall(removal).catch(() => undefined);
    throw error;
  }
}

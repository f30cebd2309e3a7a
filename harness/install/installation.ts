import { awaitGone } from '../kube/cleanup.ts';
import { UnknownKindError } from '../kube/discovery.ts';
import { describeKey, keyOf } from '../kube/key.ts';
import { addLabels, implementationPart, labelObject, partLabel, runLabel } from '../kube/labels.ts';
import type { KubeApi } from '../kube/types.ts';
import { HarnessError, UsageError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { awaitDeployment, type WaitOptions } from './deployment.ts';
import { type GatewayClassFacts, inspectGatewayClass } from './gateway-class.ts';
import type { ImplementationProfile } from './types.ts';

/** One installation, which can be undone whatever became of it: register `uninstall` before `install` is called. */
export interface Installation {
  /**
   * Applies the objects and waits until the implementation serves. Throws UsageError where the cluster is in the way
   * (an object exists already, nobody accepts the class), HarnessError where the implementation does not start.
   */
  install(options: WaitOptions): Promise<GatewayClassFacts>;
  /** Deletes exactly what `install` made, last first, and waits until it is gone. May be called twice. */
  uninstall(options: WaitOptions): Promise<void>;
}

export function createInstallation(profile: ImplementationProfile, api: KubeApi, runId: string): Installation {
  const objects = profile.install
    .flatMap((step) => step.objects)
    .map((object) => addLabels(labelObject(object, runId), { [partLabel]: implementationPart }));
  let made: KubeObject[] = [];

  return {
    async install(options) {
      await refuseExisting(api, objects, profile);
      for (const object of objects) {
        options.signal.throwIfAborted();
        // Noted first: an apply whose answer is lost has made the object all the same.
        made.push(object);
        const applied = await api.apply(object);
        made[made.length - 1] = applied;
      }
      const deployments = made.filter(({ kind, apiVersion }) => kind === 'Deployment' && apiVersion === 'apps/v1');
      await Promise.all(deployments.map((deployment) => awaitDeployment(api, deployment, options)));
      return inspectGatewayClass(api, profile.gatewayClass, options, profile.controllerName);
    },

    async uninstall(options) {
      const doomed = made.reverse();
      made = [];
      const failures: string[] = [];
      for (const object of doomed) {
        await api.delete(keyOf(object)).catch((error: unknown) => failures.push(describe(error)));
      }
      const known = doomed.filter(({ metadata }) => metadata.uid !== undefined);
      await awaitGone(api, known, options).catch((error: unknown) => failures.push(describe(error)));
      if (failures.length > 0) {
        throw new HarnessError(`Implementation ${profile.name} was not removed whole: ${failures.join(' ')}`);
      }
    },
  };
}

/** Installs, and undoes what was done where that fails. */
export async function installImplementation(
  profile: ImplementationProfile,
  api: KubeApi,
  runId: string,
  options: WaitOptions,
): Promise<GatewayClassFacts & { uninstall(): Promise<void> }> {
  const installation = createInstallation(profile, api, runId);
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

/** What exists already belongs to somebody else: it must be neither changed nor, later, deleted. */
async function refuseExisting(
  api: KubeApi,
  objects: readonly KubeObject[],
  profile: ImplementationProfile,
): Promise<void> {
  const found = await Promise.all(objects.map((object) => getIfServed(api, object)));
  const existing = found.find((object) => object !== undefined);
  if (existing) {
    const run = existing.metadata.labels?.[runLabel];
    const origin = run ? `was left by run ${run}` : 'was not made by gwconf';
    throw new UsageError(
      `Implementation ${profile.name} cannot be installed: ${describeKey(keyOf(existing))} exists already and ${origin}; delete it, or test what is installed with --implementation none --gateway-class ${profile.gatewayClass}.`,
    );
  }
}

// A kind that the server does not know yet may be defined by an object applied before.
async function getIfServed(api: KubeApi, object: KubeObject): Promise<KubeObject | undefined> {
  try {
    return await api.get(keyOf(object));
  } catch (error) {
    if (error instanceof UnknownKindError) {
      return undefined;
    }
    throw error;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

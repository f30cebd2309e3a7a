import { quoteCommand, type RunProgram } from '../../common/exec/index.ts';
import { messageOf } from '../../common/message-of.ts';
import { isKind, kinds } from '../../kinds/index.ts';
import { awaitGone, type GoneOptions } from '../../kube/cleanup.ts';
import { UnknownKindError } from '../../kube/discovery.ts';
import { describeKey, keyOf } from '../../kube/key.ts';
import { implementationPart, partLabel } from '../../kube/labels.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { isHelmRelease } from './leftovers.ts';

export interface RemoveTools extends GoneOptions {
  api: KubeApi;
  /** Path of the cluster's kubeconfig, for helm. */
  kubeconfigPath: string;
  run: RunProgram;
}

/**
 * Removes what a run left in a cluster: first what it made beside the implementation, which may have to let go of it,
 * then the implementation, then CRDs. Gives what stands in the way, one sentence each.
 */
export async function removeLeftovers(objects: readonly KubeObject[], tools: RemoveTools): Promise<string[]> {
  const problems: string[] = [];
  for (const stage of stages) {
    const own = objects.filter((object) => findStage(object) === stage);
    if (stage === 'release') for (const release of own) await uninstall(release, tools).catch(note);
    else await removeAll(own, tools).catch(note);
  }
  return problems;

  function note(error: unknown): void {
    problems.push(messageOf(error));
  }
}

const stages = ['namespaces', 'objects', 'release', 'implementation', 'implementation namespaces', 'crds'] as const;

function findStage(object: KubeObject): (typeof stages)[number] {
  const isPart = object.metadata.labels?.[partLabel] === implementationPart;
  if (isHelmRelease(object)) return 'release';
  if (isKind(object, kinds.CustomResourceDefinition)) return 'crds';
  if (isKind(object, kinds.Namespace)) return isPart ? 'implementation namespaces' : 'namespaces';
  return isPart ? 'implementation' : 'objects';
}

async function uninstall({ metadata }: KubeObject, tools: RemoveTools): Promise<void> {
  const { kubeconfigPath, run, signal, policy } = tools;
  const release = metadata.labels?.name ?? '';
  const args = ['uninstall', release, '--namespace', metadata.namespace ?? '', '--ignore-not-found', '--wait'];
  try {
    await run('helm', [...args, '--kubeconfig', kubeconfigPath], { signal, timeoutMs: policy.timeoutMs });
  } catch (error) {
    signal.throwIfAborted();
    const message = messageOf(error);
    throw new Error(`the helm release ${release} is still there: ${message}; by hand: ${quoteCommand('helm', args)}`);
  }
}

async function removeAll(objects: readonly KubeObject[], { api, ...gone }: RemoveTools): Promise<void> {
  const failures: string[] = [];
  const removals = objects.map(async (object) => {
    try {
      await api.delete(keyOf(object));
      return [object];
    } catch (error) {
      // Its kind went with its CRD.
      if (error instanceof UnknownKindError) return [];
      failures.push(`${describeKey(keyOf(object))}: ${messageOf(error)}`);
      return [];
    }
  });
  await awaitGone(api, (await Promise.all(removals)).flat(), gone);
  if (failures.length > 0) throw new Error(failures.join('; '));
}

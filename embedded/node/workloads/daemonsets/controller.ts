import type { NodeContext } from '../../kube/context.ts';
import type { KubeObject } from '../../kube/objects.ts';
import { followOwned, isControlledBy, keyOf, splitKey } from '../../kube/owners.ts';
import { createQueue, type Queue } from '../../kube/queue.ts';
import type { DaemonSet } from '../../kube/sets.ts';
import { writeStatus } from '../../kube/write-status.ts';
import { type Availability, lookAtAvailability } from '../availability.ts';
import { claimCached, PODS } from '../claim.ts';
import { makePodMaker } from '../pods.ts';
import { ensureRevisions, forgetRevisions, hashOf, REVISION_LABEL } from '../revisions.ts';
import { buildDaemonStatus, type DaemonView, planDaemon, wantsNode } from './plan.ts';

const KIND = { apiVersion: 'apps/v1', kind: 'DaemonSet' };
/** As kubectl knows it of older clusters, and the API server counts it. */
const GENERATION = 'deprecated.daemonset.template.generation';

/** Keeps one pod of each DaemonSet on the node. */
export function startDaemonSetController(context: NodeContext): Queue {
  const { daemonSets, pods } = context.caches;
  const maker = makePodMaker(context, KIND, 'daemonset-controller');
  const queue = createQueue(reconcile, (key, error) => context.log(`DaemonSet ${key}: ${String(error)}`));

  async function reconcile(key: string): Promise<void> {
    const set = daemonSets.get(...splitKey(key));
    if (!set || set.metadata.deletionTimestamp) return;
    await claimCached(context, PODS, pods, KIND.kind, set);
    const revisions = await ensureRevisions(context, KIND.kind, set);
    if (!revisions) return;
    const hash = hashOf(revisions.update);
    const node = await context.client.call<KubeObject>('GET', `/api/v1/nodes/${context.nodeName}`);
    const look = (): DaemonView & Availability => {
      const owned = pods.list(set.metadata.namespace).filter((pod) => isControlledBy(pod, set));
      const availability = lookAtAvailability(owned, set.spec.minReadySeconds, context.now());
      return { ...availability, set, pods: owned, isWanted: wantsNode(set, node.metadata.labels ?? {}), hash };
    };
    const plan = planDaemon(look());
    for (const pod of plan.delete) await maker.delete(set, pod);
    let failure: unknown;
    // What could not be made is tried again, after the status tells of the rest.
    if (plan.create) {
      await maker.create(labelTemplate(set, hash)).catch((error: unknown) => {
        failure = error;
      });
    }
    const view = look();
    await writeStatus(context, daemonSets, ['/apis/apps/v1', 'daemonsets'], set, buildDaemonStatus(view));
    const hashes = new Set([hash, ...view.pods.flatMap(({ metadata }) => metadata.labels?.[REVISION_LABEL] ?? [])]);
    const used = revisions.all.filter((revision) => hashes.has(hashOf(revision)));
    await forgetRevisions(context, set, revisions, new Set(used.map(({ metadata }) => metadata.name)));
    if (failure !== undefined) throw failure;
    if (view.nextIn !== undefined) queue.addLater(key, view.nextIn);
  }

  daemonSets.onChange(({ now }) => now && queue.add(keyOf(now)));
  followOwned(pods, KIND.kind, queue);
  return queue;
}

function labelTemplate(set: DaemonSet, hash: string): DaemonSet {
  const { template } = set.spec;
  const generation = set.metadata.annotations?.[GENERATION];
  const labels = {
    ...template.metadata?.labels,
    [REVISION_LABEL]: hash,
    ...(generation !== undefined && { 'pod-template-generation': generation }),
  };
  return { ...set, spec: { ...set.spec, template: { ...template, metadata: { ...template.metadata, labels } } } };
}

import type { NodeContext } from '../../kube/context.ts';
import { recordEvent } from '../../kube/events.ts';
import { followOwned, isControlledBy, keyOf, splitKey } from '../../kube/owners.ts';
import { createQueue, type Queue } from '../../kube/queue.ts';
import type { StatefulSet } from '../../kube/sets.ts';
import { writeStatus } from '../../kube/write-status.ts';
import { type Availability, lookAtAvailability } from '../availability.ts';
import { claimCached, PODS } from '../claim.ts';
import { makePodMaker, type PodWords } from '../pods.ts';
import { ensureRevisions, forgetRevisions, type Revisions } from '../revisions.ts';
import { type Action, planActions, readNumber, revisionOf, type SetView } from './plan.ts';
import { namePod, numberTemplate } from './pod.ts';
import { buildSetStatus } from './status.ts';

const COMPONENT = 'statefulset-controller';
const KIND = { apiVersion: 'apps/v1', kind: 'StatefulSet' };
const WORDS: PodWords = {
  created: ({ metadata }, pod) => `create Pod ${pod} in StatefulSet ${metadata.name} successful`,
  deleted: ({ metadata }, pod) => `delete Pod ${pod} in StatefulSet ${metadata.name} successful`,
  failed: ({ metadata }, pod, detail) => `create Pod ${pod} in StatefulSet ${metadata.name} failed error: ${detail}`,
};

/** Keeps each StatefulSet's numbered pods, in their order. */
export function startStatefulSetController(context: NodeContext): Queue {
  const { statefulSets, pods } = context.caches;
  const maker = makePodMaker(context, KIND, COMPONENT, WORDS);
  const queue = createQueue(reconcile, (key, error) => context.log(`StatefulSet ${key}: ${String(error)}`));
  /** By uid: told that they get no volumes. */
  const told = new Set<string>();

  async function reconcile(key: string): Promise<void> {
    const set = statefulSets.get(...splitKey(key));
    if (!set || set.metadata.deletionTimestamp) return;
    tellUnheeded(set);
    await claimCached(context, PODS, pods, KIND.kind, set, (pod) => readNumber(set, pod) >= 0);
    const revisions = await ensureRevisions(context, KIND.kind, set);
    if (!revisions) return;
    let failure: unknown;
    for (const action of planActions(look(set, revisions))) {
      // What could not be done is tried again, after the status tells of the rest.
      await act(set, revisions, action).catch((error: unknown) => {
        failure ??= error;
      });
    }
    const view = look(set, revisions);
    const status = buildSetStatus(view);
    await writeStatus(context, statefulSets, ['/apis/apps/v1', 'statefulsets'], set, status);
    const used = [status.currentRevision, status.updateRevision, ...view.pods.flatMap((pod) => revisionOf(pod) ?? [])];
    await forgetRevisions(context, set, revisions, new Set(used));
    if (failure !== undefined) throw failure;
    if (view.nextIn !== undefined) queue.addLater(key, view.nextIn);
  }

  function look(set: StatefulSet, { all, update }: Revisions): SetView & Availability {
    const updateRevision = update.metadata.name;
    const known = all.find(({ metadata }) => metadata.name === set.status?.currentRevision);
    const owned = pods.list(set.metadata.namespace).filter((pod) => isControlledBy(pod, set));
    return {
      ...lookAtAvailability(owned, set.spec.minReadySeconds, context.now()),
      set,
      pods: owned,
      currentRevision: known?.metadata.name ?? updateRevision,
      updateRevision,
    };
  }

  async function act(set: StatefulSet, { all, update }: Revisions, action: Action): Promise<void> {
    if ('delete' in action) return maker.delete(set, action.delete);
    const revision = all.find(({ metadata }) => metadata.name === action.revision) ?? update;
    const template = numberTemplate(set, action.create, revision);
    await maker.create({ ...set, spec: { template } }, { whole: namePod(set, action.create) });
  }

  function tellUnheeded(set: StatefulSet): void {
    const { uid = '' } = set.metadata;
    if (told.has(uid) || !set.spec.volumeClaimTemplates?.length) return;
    told.add(uid);
    const message = 'The embedded cluster makes no volumes: pods find those of spec.volumeClaimTemplates empty';
    recordEvent(context, KIND, set, 'Warning', 'NotSupported', message, COMPONENT);
  }

  statefulSets.onChange(({ before, now }) => {
    if (now) queue.add(keyOf(now));
    else told.delete(before?.metadata.uid ?? '');
  });
  followOwned(pods, KIND.kind, queue);
  return queue;
}

import { type NodeContext, tolerate } from '../../kube/context.ts';
import { recordEvent } from '../../kube/events.ts';
import type { Job, Pod } from '../../kube/objects.ts';
import { followOwned, isControlledBy, keyOf, splitKey } from '../../kube/owners.ts';
import { createQueue, type Queue } from '../../kube/queue.ts';
import { holdsStatus } from '../../kube/status.ts';
import { makePodMaker } from '../pods.ts';
import { addIndex } from './indexes.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { chooseEnding, countWanted, type Ending, findDeadline, findPause, type JobView, listMissing } from './plan.ts';
import { buildJobStatus, findEnd, isFinished } from './status.ts';

const CONTROLLER = 'kubernetes.io/job-controller';
const COMPONENT = 'job-controller';
const KIND = { apiVersion: 'batch/v1', kind: 'Job' };
/** Fields that ask for what is not done here. */
const UNHEEDED = ['podFailurePolicy', 'successPolicy', 'backoffLimitPerIndex', 'maxFailedIndexes'];
/** A container waits one second before its second restart, and a Job ten before it replaces a pod. */
const BACK_OFF_FACTOR = 10;

/**
 * Runs each Job's pods until enough of them have succeeded.
 * @param backOffMs a container's first delay; see NodeOptions
 */
export function startJobController(context: NodeContext, backOffMs: number): Queue {
  const { jobs, pods } = context.caches;
  const queue = createQueue(reconcile, (key, error) => context.log(`Job ${key}: ${String(error)}`));
  const maker = makePodMaker(context, KIND, COMPONENT);
  /** By uid. */
  const ledgers = new Map<string, Ledger>();

  async function reconcile(key: string): Promise<void> {
    const job = jobs.get(...splitKey(key));
    if (!job || job.metadata.deletionTimestamp || (job.spec.managedBy ?? CONTROLLER) !== CONTROLLER) return;
    if (isFinished(job)) return expire(key, job);
    const ledger = openLedger(job);
    const before = look(job, ledger);
    const ending = job.spec.suspend ? undefined : chooseEnding(before);
    for (const pod of chooseSurplus(before, ending)) {
      ledger.forgive(pod);
      await maker.delete(job, pod);
    }
    const pausedUntil = findPause(before.tally, backOffMs * BACK_OFF_FACTOR);
    const isPaused = pausedUntil > before.now;
    if (!job.spec.suspend && !ending && !isPaused) await createMissing(before);
    await writeStatus(job, ledger, ending);
    const deadline = findDeadline(job, before.startedAt);
    if (!ending) wakeAt(key, Math.min(isPaused ? pausedUntil : Infinity, deadline ?? Infinity));
  }

  function openLedger(job: Job): Ledger {
    const { uid = '' } = job.metadata;
    const known = ledgers.get(uid);
    if (known) return known;
    for (const field of UNHEEDED.filter((name) => job.spec[name] !== undefined)) {
      tell(job, 'Warning', 'NotSupported', `The embedded cluster does not heed spec.${field}`);
    }
    const ledger = createLedger();
    ledgers.set(uid, ledger);
    return ledger;
  }

  function look(job: Job, ledger: Ledger): JobView {
    const now = context.now();
    const owned = pods.list(job.metadata.namespace).filter((pod) => isControlledBy(pod, job));
    const tally = ledger.count(owned, now);
    const running = owned.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
    const isEnding = ({ metadata }: Pod) => metadata.deletionTimestamp !== undefined;
    const startedAt = job.status?.startTime ? Date.parse(job.status.startTime) : now.getTime();
    const active = running.filter((pod) => !isEnding(pod));
    return { job, active, terminating: running.filter(isEnding), tally, startedAt, now: now.getTime() };
  }

  async function createMissing(view: JobView): Promise<void> {
    const { job } = view;
    await Promise.all(
      listMissing(view).map((index) => {
        if (index === undefined) return maker.create(job);
        const template = addIndex(job.spec.template, index);
        return maker.create({ ...job, spec: { template } }, { begin: `${job.metadata.name}-${index}` });
      }),
    );
  }

  async function writeStatus(job: Job, ledger: Ledger, ending: Ending | undefined): Promise<void> {
    const status = buildJobStatus(look(job, ledger), ending);
    if (holdsStatus(job.status, status)) return;
    const { namespace, name, uid } = job.metadata;
    const path = `/apis/batch/v1/namespaces/${namespace}/jobs/${name}/status`;
    const patch = { metadata: { uid }, status };
    const updated = await tolerate(['NotFound', 'Conflict'], context.client.call<Job>('PATCH', path, patch));
    if (!updated) return;
    context.caches.jobs.put(updated);
    if (!ending || !isFinished(updated)) return;
    if (ending.type === 'Complete') tell(job, 'Normal', 'Completed', 'Job completed');
    else tell(job, 'Warning', ending.reason, ending.message);
  }

  /** Deletes a Job some time after its end, where it asks for that. */
  async function expire(key: string, job: Job): Promise<void> {
    const { namespace, name, uid = '' } = job.metadata;
    ledgers.delete(uid);
    const { ttlSecondsAfterFinished } = job.spec;
    const end = findEnd(job);
    if (ttlSecondsAfterFinished === undefined || end === undefined) return;
    const expiry = end + ttlSecondsAfterFinished * 1000;
    if (expiry > context.now().getTime()) return wakeAt(key, expiry);
    const options = { propagationPolicy: 'Foreground', preconditions: { uid } };
    const path = `/apis/batch/v1/namespaces/${namespace}/jobs/${name}`;
    await tolerate(['NotFound', 'Conflict'], context.client.call('DELETE', path, options));
  }

  function wakeAt(key: string, time: number): void {
    if (Number.isFinite(time)) queue.addLater(key, time - context.now().getTime());
  }

  function tell(job: Job, type: 'Normal' | 'Warning', reason: string, message: string): void {
    recordEvent(context, KIND, job, type, reason, message, COMPONENT);
  }

  jobs.onChange(({ before, now }) => {
    if (now) queue.add(keyOf(now));
    else ledgers.delete(before?.metadata.uid ?? '');
  });
  followOwned(pods, 'Job', queue);
  return queue;
}

/** Active pods that a Job does not want any more: all of them where it is over or suspended. */
function chooseSurplus(view: JobView, ending: Ending | undefined): readonly Pod[] {
  if (ending || view.job.spec.suspend) return view.active;
  return view.active.slice(Math.max(0, countWanted(view)));
}

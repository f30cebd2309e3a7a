import { hasCondition, stampConditions } from '../../kube/conditions.ts';
import type { Condition, Job } from '../../kube/objects.ts';
import { isReady } from '../availability.ts';
import { formatIndexes, isIndexed } from './indexes.ts';
import { countSucceeded, type Ending, FORESEEN, type JobView } from './plan.ts';

export function isFinished({ status }: Job): boolean {
  return hasCondition(status?.conditions, 'Complete') || hasCondition(status?.conditions, 'Failed');
}

/** When the Job was over, in ms; undefined while it is not. */
export function findEnd({ status }: Job): number | undefined {
  const ended = status?.conditions?.find(
    ({ type, status: holds }) => (type === 'Complete' || type === 'Failed') && holds === 'True',
  );
  return ended?.lastTransitionTime === undefined ? undefined : Date.parse(ended.lastTransitionTime);
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/#JobStatus; null takes a field away. */
export function buildJobStatus(view: JobView, ending: Ending | undefined): Record<string, unknown> {
  const { job, active, terminating, tally } = view;
  const now = new Date(view.now).toISOString();
  const suspended = job.spec.suspend === true;
  const isOver = ending !== undefined && active.length + terminating.length === 0;
  const conditions: Omit<Condition, 'lastTransitionTime'>[] = [
    ...describeSuspension(job, suspended),
    ...(ending ? [toCondition(FORESEEN[ending.type], ending)] : []),
    ...(ending && isOver ? [toCondition(ending.type, ending)] : []),
  ];
  const stamped = stampConditions(conditions as Condition[], job.status?.conditions, now);
  return {
    ...describeStart(view, suspended),
    ...(isOver && ending.type === 'Complete' && { completionTime: now }),
    active: active.length,
    ready: active.filter(isReady).length,
    terminating: terminating.length,
    succeeded: countSucceeded(view),
    failed: tally.failed,
    ...(isIndexed(job) && { completedIndexes: formatIndexes(tally.doneIndexes) }),
    uncountedTerminatedPods: {},
    conditions: stamped.map((condition) => ({ ...condition, lastProbeTime: condition.lastTransitionTime })),
  };
}

function describeStart({ job: { status }, startedAt }: JobView, suspended: boolean): { startTime?: string | null } {
  if (suspended) return status?.startTime === undefined ? {} : { startTime: null };
  return { startTime: status?.startTime ?? new Date(startedAt).toISOString() };
}

function toCondition(type: string, { reason, message }: Ending): Condition {
  return { type, status: 'True', reason, message };
}

function describeSuspension({ status }: Job, suspended: boolean): Condition[] {
  const wasTold = status?.conditions?.some(({ type }) => type === 'Suspended');
  if (suspended) return [{ type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' }];
  return wasTold ? [{ type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed' }] : [];
}

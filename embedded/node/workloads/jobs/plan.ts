import type { Job, Pod } from '../../kube/objects.ts';
import { chooseIndexes, isIndexed, readIndex } from './indexes.ts';
import type { Tally } from './ledger.ts';

/** How things stand with a Job. */
export interface JobView {
  job: Job;
  /** Neither ended nor being deleted. */
  active: readonly Pod[];
  /** Being deleted, and not ended. */
  terminating: readonly Pod[];
  tally: Tally;
  /** In ms. */
  startedAt: number;
  now: number;
}

export interface Ending {
  type: 'Complete' | 'Failed';
  reason: string;
  message: string;
}

/** Told as soon as the end is certain; the end itself waits for the last pod. */
export const FORESEEN = { Complete: 'SuccessCriteriaMet', Failed: 'FailureTarget' } as const;

const BACK_OFF_LIMIT = 6;
const LONGEST_BACK_OFF_MS = 600_000;

export function countSucceeded({ job, tally }: Pick<JobView, 'job' | 'tally'>): number {
  return isIndexed(job) ? tally.doneIndexes.size : tally.succeeded;
}

/** Why a Job is over. https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup */
export function chooseEnding(view: JobView): Ending | undefined {
  const { spec } = view.job;
  const foreseen = findForeseen(view.job);
  if (foreseen) return foreseen;
  if (isBeyondLimit(view)) {
    const message = 'Job has reached the specified backoff limit';
    return { type: 'Failed', reason: 'BackoffLimitExceeded', message };
  }
  const deadline = findDeadline(view.job, view.startedAt);
  if (deadline !== undefined && view.now >= deadline) {
    return { type: 'Failed', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
  }
  const succeeded = countSucceeded(view);
  const isDone =
    spec.completions === undefined ? succeeded > 0 && view.active.length === 0 : succeeded >= spec.completions;
  if (!isDone) return undefined;
  return { type: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' };
}

function findForeseen({ status }: Job): Ending | undefined {
  for (const type of ['Complete', 'Failed'] as const) {
    const told = status?.conditions?.find((one) => one.type === FORESEEN[type] && one.status === 'True');
    if (told) return { type, reason: told.reason ?? '', message: told.message ?? '' };
  }
  return undefined;
}

/** In ms. */
export function findDeadline({ spec }: Job, startedAt: number): number | undefined {
  const { activeDeadlineSeconds } = spec;
  return activeDeadlineSeconds === undefined ? undefined : startedAt + activeDeadlineSeconds * 1000;
}

function isBeyondLimit({ job, active, tally }: JobView): boolean {
  const { backoffLimit = BACK_OFF_LIMIT, template } = job.spec;
  if (tally.failed > backoffLimit) return true;
  if (template.spec.restartPolicy !== 'OnFailure') return false;
  const restarts = active.flatMap(({ status }) => (status?.containerStatuses ?? []) as { restartCount?: number }[]);
  const total = restarts.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
  return backoffLimit === 0 ? total > 0 : total >= backoffLimit;
}

/** How many pods should be active; fewer than are: the rest is to be ended. */
export function countWanted(view: JobView): number {
  const { completions, parallelism = 1 } = view.job.spec;
  const succeeded = countSucceeded(view);
  // Who works off a queue needs no further pods once one of them has found it empty.
  if (completions === undefined) return succeeded > 0 ? Math.min(view.active.length, parallelism) : parallelism;
  return Math.min(parallelism, completions - succeeded);
}

/** Until when no further pod is made, because the last one failed; in ms. */
export function findPause({ failuresInARow, lastFailureAt }: Tally, backOffMs: number): number {
  if (failuresInARow === 0) return 0;
  return lastFailureAt + Math.min(backOffMs * 2 ** (failuresInARow - 1), LONGEST_BACK_OFF_MS);
}

/** Indexes of the pods to make; undefined for each pod of a Job that knows none. */
export function listMissing(view: JobView): (number | undefined)[] {
  const { job, active, terminating, tally } = view;
  const count = Math.max(0, countWanted(view) - active.length);
  if (!isIndexed(job)) return Array.from({ length: count }, () => undefined);
  const busy = [...active, ...terminating].flatMap((pod) => readIndex(pod) ?? []);
  return chooseIndexes(job.spec.completions ?? 0, new Set([...tally.doneIndexes, ...busy]), count);
}

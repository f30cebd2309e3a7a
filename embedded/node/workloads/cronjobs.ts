import type { NodeContext } from '../kube/context.ts';
import { recordEvent } from '../kube/events.ts';
import { keyOf, splitKey } from '../kube/owners.ts';
import { createQueue, type Queue } from '../kube/queue.ts';

/** Tells in an Event of each CronJob that nothing runs it: it is kept as a template of Jobs only. */
export function startCronJobController(context: NodeContext): Queue {
  const { cronJobs } = context.caches;
  const told = new Set<string>();
  const queue = createQueue(tell, (key, error) => context.log(`CronJob ${key}: ${String(error)}`));

  async function tell(key: string): Promise<void> {
    const cronJob = cronJobs.get(...splitKey(key));
    const { uid = '' } = cronJob?.metadata ?? {};
    if (!cronJob || told.has(uid)) return;
    told.add(uid);
    const name = cronJob.metadata.name;
    const message = `The embedded cluster has no timetable: the Job is made by kubectl create job NAME --from=cronjob/${name} only`;
    const kind = { apiVersion: 'batch/v1', kind: 'CronJob' };
    recordEvent(context, kind, cronJob, 'Warning', 'NotScheduled', message, 'cronjob-controller');
  }

  cronJobs.onChange(({ before, now }) => {
    if (now) queue.add(keyOf(now));
    else told.delete(before?.metadata.uid ?? '');
  });
  return queue;
}

import type { LoadMonitor } from '../load/index.ts';
import type { SchedulerLimits } from './scheduler.ts';

/** Not even a slow cluster makes the scenarios run one by one, unless the user asks for that. */
const LEAST_CONCURRENCY = 2;

/** What the user allows, less where the cluster is slow or has no place for the pods of another Gateway. */
export function limitTasks(
  { concurrency, gatewayBudget }: SchedulerLimits,
  load: Pick<LoadMonitor, 'slowness' | 'isCrowded'>,
): SchedulerLimits {
  return {
    concurrency: Math.max(Math.min(concurrency, LEAST_CONCURRENCY), Math.floor(concurrency / load.slowness())),
    gatewayBudget: load.isCrowded() ? 0 : gatewayBudget,
  };
}

import type { LoadMonitor } from '../monitor/index.ts';
import type { GatewayBook } from './gateway-book.ts';
import type { SchedulerLimits } from './scheduler.ts';

/**
 * Scenarios and Gateways wait more than they work: half as many are a burden that a slow cluster bears, and with fewer
 * the run takes several times as long for nothing. Time-outs grow meanwhile.
 */
const LEAST_SHARE = 0.5;
/** Gateways that share one address are neither pods nor load balancers of their own. */
const SHARED_BUDGET_FACTOR = 4;

/** What the user allows, less where the cluster is slow or has no place for the pods of another Gateway. */
export function limitTasks(
  { concurrency, gatewayBudget }: SchedulerLimits,
  run: { load: Pick<LoadMonitor, 'slowness' | 'isCrowded'>; gateways: Pick<GatewayBook, 'sharesAddress'> },
): SchedulerLimits {
  const { load, gateways } = run;
  const share = Math.max(LEAST_SHARE, 1 / load.slowness());
  const budget = gateways.sharesAddress() === true ? gatewayBudget * SHARED_BUDGET_FACTOR : gatewayBudget;
  return {
    concurrency: Math.ceil(concurrency * share),
    gatewayBudget: load.isCrowded() ? 0 : Math.ceil(budget * share),
  };
}

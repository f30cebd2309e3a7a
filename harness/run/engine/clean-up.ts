import { messageOf } from '../../common/message-of.ts';
import { deleteRunObjects } from '../../kube/cleanup.ts';
import { runLabel } from '../../kube/labels.ts';
import type { ScenarioResult } from '../../result/types.ts';
import type { Ledger } from './ledger.ts';
import type { RunContext } from './run-context.ts';
import type { RunInput, RunSettings } from './types.ts';

/** Whether what a scenario made stays. */
export function isKept({ keep }: RunSettings, { outcome }: Pick<ScenarioResult, 'outcome'>): boolean {
  return keep === 'always' || (keep === 'on-failure' && (outcome === 'failed' || outcome === 'error'));
}

/** Whether the cluster goes with the run, so that nothing need be removed from it. */
export function goesWithRun({ cluster, settings }: Pick<RunInput, 'cluster' | 'settings'>): boolean {
  return cluster.disposable === true && settings.keep === 'never';
}

/**
 * Removes the base resources, and whatever else of this run is left. Where something is kept the base stays too, since
 * what is kept depends on it. Gives what is in the way, one sentence each.
 * @param scenarios the clean-ups of these, which go on meanwhile
 */
export async function cleanUpRun(
  { input, hub, names, policies }: RunContext,
  base: Ledger,
  results: readonly ScenarioResult[],
  errors: readonly unknown[],
  scenarios: Promise<unknown>,
): Promise<string[]> {
  const { api, clock, settings } = input;
  if (goesWithRun(input)) return [];
  const failedOutside = settings.keep === 'on-failure' && errors.length > 0 && !input.signal.aborted;
  if (settings.keep === 'always' || failedOutside || results.some((result) => isKept(settings, result))) {
    hub.onNotice(`Kept what the run made; to remove it: kubectl delete namespaces -l ${runLabel}=${names.runId}`);
    return [];
  }
  // An interrupted run cleans up too, so this does not hang on its signal.
  const { signal } = new AbortController();
  const [problems] = await Promise.all([base.remove(signal), scenarios]);
  try {
    await deleteRunObjects(api, names.runId, {
      signal,
      clock,
      policy: policies.workload,
      leaveNamespaces: !settings.wait,
    });
  } catch (error) {
    problems.push(messageOf(error));
  }
  return problems;
}

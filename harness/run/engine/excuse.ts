import type { RowOutcome } from '../../steps/index.ts';
import { findDisturbance } from './disturbance.ts';
import type { ReadyRun } from './run-context.ts';

/**
 * What stood in the way of failed rows, so that they say nothing about the implementation's conformance. One sentence.
 * @param begun when the scenario began
 */
export async function findExcuse(
  { input, base }: ReadyRun,
  outcomes: readonly (RowOutcome | undefined)[],
  begun: Date,
): Promise<string | undefined> {
  if (!outcomes.some((outcome) => outcome?.outcome === 'failed')) return undefined;
  const { api, implementation, installation } = input;
  const end = installation?.findFailure();
  if (end !== undefined) return end;
  const [shared] = base.gateways.values();
  const served = await shared?.served;
  return findDisturbance({
    api,
    sources: implementation.logSources,
    baseNamespace: base.namespace,
    gatewayAddress: served?.address,
    since: begun,
    ready: served?.since ?? begun,
  });
}

/** Takes a failure for an error where something stood in its way, or where nothing was answered on a machine that is too slow. */
export function excuseRow(
  outcome: RowOutcome | undefined,
  excuse: string | undefined,
  run: { load: Pick<ReadyRun['load'], 'slowness'>; input: { settings: { patience: number } } },
): RowOutcome | undefined {
  if (outcome?.outcome !== 'failed') return outcome;
  const reason = excuse ?? describeSlowness(outcome, run);
  if (reason === undefined) return outcome;
  return { ...outcome, outcome: 'error', message: `${reason}, so this says nothing: ${outcome.message}` };
}

/** Time-outs grow to `patience` times theirs and no further: a request that needs longer than that proves nothing. */
function describeSlowness(
  { exchanges }: RowOutcome,
  { load, input }: Parameters<typeof excuseRow>[2],
): string | undefined {
  const { patience } = input.settings;
  if (patience <= 1 || load.slowness() < patience) return undefined;
  if (!exchanges.some(({ error }) => error?.code === 'ETIMEDOUT')) return undefined;
  return `requests were not answered in time, and this machine or the cluster is more than ${patience} times as slow as a quiet one`;
}

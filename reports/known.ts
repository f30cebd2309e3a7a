import type { KnownFailureResult, RunResult } from '../harness/result/types.ts';

/** What passed though it is listed to fail: the list is out of date. What may do either is not. */
export function listStale({ knownFailures = [] }: Pick<RunResult, 'knownFailures'>): KnownFailureResult[] {
  return knownFailures.filter(({ outcome, flaky }) => outcome === 'passed' && !flaky);
}

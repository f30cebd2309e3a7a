import type { KeptOutcome, KeptRun, Trend } from './types.ts';

const isBad = (one: KeptOutcome | undefined): boolean => one?.outcome === 'failed' || one?.outcome === 'error';
const isTried = (one: KeptOutcome | undefined): boolean => one?.outcome === 'passed' || isBad(one);

/** What became of each scenario over the runs, oldest first; those that changed or failed first. */
export function findTrends(runs: readonly KeptRun[]): Trend[] {
  const names = [...new Set(runs.flatMap(({ outcomes }) => [...outcomes.keys()]))].sort();
  const trends = names.map((scenario) => findTrend(scenario, runs));
  const weigh = ({ flaky, firstBad, failed }: Trend): number =>
    (firstBad === undefined ? 0 : 1e6) + (flaky ? 1e3 : 0) + failed;
  return trends.sort((a, b) => weigh(b) - weigh(a));
}

function findTrend(scenario: string, runs: readonly KeptRun[]): Trend {
  const outcomes = runs.map((run) => run.outcomes.get(scenario));
  const firstBad = findFirstBad(outcomes);
  return {
    scenario,
    outcomes,
    tried: outcomes.filter(isTried).length,
    failed: outcomes.filter((one) => one?.outcome === 'failed').length,
    flaky: outcomes.some((one) => one?.flaky === true) || changesWithin(outcomes, runs),
    ...(firstBad === undefined ? {} : { firstBad }),
  };
}

/** Both outcomes for one version cannot be a matter of the version. */
function changesWithin(outcomes: Trend['outcomes'], runs: readonly KeptRun[]): boolean {
  const seen = new Map<string, Set<string>>();
  for (const [at, run] of runs.entries()) {
    const outcome = outcomes[at]?.outcome;
    if (outcome !== 'passed' && outcome !== 'failed') continue;
    const key = `${run.implementation}\n${run.version}\n${run.gatewayApi}\n${run.gwconf}`;
    seen.set(key, (seen.get(key) ?? new Set()).add(outcome));
  }
  return [...seen.values()].some(({ size }) => size > 1);
}

/** The first of the failures that go on to the end, where it passed before. */
function findFirstBad(outcomes: Trend['outcomes']): number | undefined {
  const tried = outcomes.flatMap((one, at) => (isTried(one) ? [{ at, bad: isBad(one) }] : []));
  const lastGood = tried.findLastIndex(({ bad }) => !bad);
  return lastGood >= 0 ? tried[lastGood + 1]?.at : undefined;
}

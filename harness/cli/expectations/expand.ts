import { nearest } from '../../common/nearest.ts';
import type { KnownFailure } from '../../install/types.ts';
import type { RunResult } from '../../result/types.ts';
import { createExplainEnv } from '../../run/engine/explain-env.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import { UsageError } from '../../scenario/errors.ts';
import { listRows, listSteps } from '../../steps/index.ts';
import type { Expectation } from './load.ts';

type Named = Pick<Catalogue, 'scenarios' | 'base'>;

/**
 * The failures that a list of expectations names, each scenario and row by itself.
 * @throws UsageError where a pattern fits nothing: it would hide nothing, and tell nobody
 */
export function expandExpectations(
  expectations: readonly Expectation[],
  catalogue: Named,
  today: string,
): { known: KnownFailure[]; expired: string[] } {
  const rows = listAllRows(catalogue);
  const counting = expectations.filter(({ until = today }) => until >= today);
  return {
    known: counting.flatMap((expectation) => expandOne(expectation, rows)),
    expired: expectations
      .filter((one) => !counting.includes(one))
      .map(({ match, until }) => `${match} (until ${until})`),
  };
}

function expandOne(
  { match, status, reason, issue }: Expectation,
  rows: ReadonlyMap<string, readonly string[]>,
): KnownFailure[] {
  const pattern = new RegExp(`^${match.split('*').map(quotePattern).join('.*')}$`, 's');
  const told = {
    reason: issue === undefined ? reason : `${reason} (${issue})`,
    ...(status === 'flaky' ? { flaky: true } : {}),
  };
  const found = [...rows].flatMap(([scenario, names]): KnownFailure[] => {
    if (pattern.test(scenario)) return [{ scenario, ...told }];
    return names.filter((row) => pattern.test(`${scenario} ${row}`)).map((row) => ({ scenario, row, ...told }));
  });
  if (found.length > 0) return found;
  const near = nearest(
    match,
    [...rows].flatMap(([scenario, names]) => [scenario, ...names.map((row) => `${scenario} ${row}`)]),
  );
  const hint = near.length > 0 ? `; did you mean '${near[0]}'?` : '';
  throw new UsageError(`--expectations: '${match}' fits no scenario and no row${hint}`);
}

/** What failed in an earlier run is no regression: it may fail again, and may pass. */
export function expandBaseline(baseline: RunResult, catalogue: Named): KnownFailure[] {
  const rows = listAllRows(catalogue);
  return baseline.scenarios.flatMap(({ id, rows: earlier }) =>
    earlier
      .filter(({ name, outcome }) => outcome === 'failed' && rows.get(id)?.includes(name))
      .map(({ name }) => ({ scenario: id, row: name, reason: 'it failed in the baseline, too', flaky: true })),
  );
}

function listAllRows({ scenarios, base }: Named): Map<string, string[]> {
  return new Map(
    scenarios.map((definition) => [
      definition.id,
      listRows(definition, listSteps(definition, createExplainEnv(definition, base))).map(({ name }) => name),
    ]),
  );
}

function quotePattern(part: string): string {
  return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

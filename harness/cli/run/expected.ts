import type { KnownFailure } from '../../install/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { RunRequest } from './request.ts';

/** What need not pass, by the file of expectations and by the run that this one is held against. Throws UsageError. */
export async function readExpected(
  { expectationsPath, baselinePath }: Pick<RunRequest, 'expectationsPath' | 'baselinePath'>,
  catalogue: Catalogue,
  now: Date,
): Promise<{ known: KnownFailure[]; expired: string[] }> {
  if (expectationsPath === undefined && baselinePath === undefined) return { known: [], expired: [] };
  const [{ loadExpectations }, { expandBaseline, expandExpectations }, { readRunResult }] = await Promise.all([
    import('../expectations/load.ts'),
    import('../expectations/expand.ts'),
    import('../results/read.ts'),
  ]);
  const expectations = expectationsPath === undefined ? [] : loadExpectations(expectationsPath);
  const { known, expired } = expandExpectations(expectations, catalogue, now.toISOString().slice(0, 10));
  const baseline = baselinePath === undefined ? [] : expandBaseline(await readRunResult(baselinePath, '/'), catalogue);
  return { known: [...known, ...baseline], expired };
}

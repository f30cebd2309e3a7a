import type { Exchange } from '../../protocols/types.ts';
import type { Evidence } from '../../result/types.ts';
import { collectEvidence } from '../evidence/index.ts';
import type { Ledger } from './ledger.ts';
import type { ReadyRun } from './run-context.ts';

/** What a failed row of a scenario leaves, taken now. */
export function takeEvidence(
  { base, input }: Pick<ReadyRun, 'base' | 'input'>,
  ledger: Pick<Ledger, 'namespaces' | 'keys'>,
  since: Date,
  exchanges: readonly Exchange[],
): Promise<Evidence> {
  const own = new Set(ledger.namespaces());
  const shared = [...base.gateways.values()].map(({ key }) => key);
  return collectEvidence({
    api: input.api,
    keys: [...shared, ...ledger.keys().filter(({ namespace }) => !own.has(namespace))],
    namespaces: [...own],
    logSources: input.implementation.logSources,
    readProcessLog: input.installation?.readProcessLog,
    since,
    exchanges,
  });
}

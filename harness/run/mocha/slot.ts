import type { AsyncFunc } from 'mocha';
import type { MismatchRecord, Outcome } from '../../result/types.ts';
import { createRowError } from './row-error.ts';

/** As much of a row's or a scenario's result as a test needs. */
export interface Settlement {
  outcome: Outcome;
  message?: string;
  reason?: string;
  mismatches?: readonly MismatchRecord[];
}

/** A test that waits for an outcome which comes from elsewhere. */
export interface Slot {
  test: AsyncFunc;
  /** Only the first call counts. */
  settle(settlement: Settlement): void;
}

export function createSlot(): Slot {
  let settle: (settlement: Settlement) => void = () => {};
  const promise = new Promise<Settlement>((resolve) => {
    settle = resolve;
  });
  return {
    settle,
    async test() {
      const settlement = await promise;
      if (settlement.outcome === 'passed') return;
      if (settlement.outcome === 'failed' || settlement.outcome === 'error') throw createRowError(settlement);
      this.skip();
    },
  };
}

import type { AsyncFunc } from 'mocha';
import { createRowError, type Settlement } from './row-error.ts';

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

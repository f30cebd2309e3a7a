import type { AsyncFunc } from 'mocha';
import { createRowError, type SlotResult } from './row-error.ts';

/** A test that waits for an outcome which comes from elsewhere. */
export interface Slot {
  test: AsyncFunc;
  /** Only the first call counts. */
  finish(result: SlotResult): void;
}

export function createSlot(): Slot {
  let finish: (result: SlotResult) => void = () => {};
  const promise = new Promise<SlotResult>((resolve) => {
    finish = resolve;
  });
  return {
    finish,
    async test() {
      const result = await promise;
      if (result.outcome === 'passed') return;
      if (result.outcome === 'failed' || result.outcome === 'error') throw createRowError(result);
      this.skip();
    },
  };
}

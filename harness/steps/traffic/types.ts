import type { Exchange } from '../../protocols/types.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { Attempt } from '../../wait/types.ts';
import type { RowPlan } from '../plan.ts';

/** One try of a row, and what came of it. */
export interface Exchanged extends Attempt {
  mismatches: readonly FieldMismatch[];
  exchange: Exchange;
}

/** Sends a row's request and judges what comes. */
export interface RowProbe {
  /** Over a new connection. @param kept gets the exchange */
  tryNew(signal: AbortSignal, kept?: Exchange[]): Promise<Exchanged>;
  /** Over one that was kept open, which another row may have used, or one of steps before; the protocol must keep them. */
  tryKept(signal: AbortSignal): Promise<Exchanged>;
  keepsConnections: boolean;
}

/** A row that has held, and must go on holding until something is changed. */
export interface HeldRow {
  plan: RowPlan;
  probe: RowProbe;
  /** It can hold only once the scenario's own configuration is served. */
  provesLive: boolean;
}

import { formatMismatches } from '../../match/format.ts';
import {
  type Exchanged,
  type HeldRow,
  isClear,
  isLate,
  nameFinding,
  type RowOutcome,
  type RowPlan,
  untimed,
} from '../../steps/index.ts';
import type { Clock } from '../../wait/types.ts';
import type { Rechecks } from './rechecks.ts';

/** Rows of one scenario that have held, asked again until something is changed or the scenario's objects go. */
export interface Hold {
  add(rows: readonly HeldRow[]): void;
  /** They are to hold no more. */
  release(): void;
}

/** An answer that may be one of passing trouble, and none, are asked for so many times more before they count. */
const MORE_TRIES = 2;
const PAUSE_MS = 500;

/**
 * @param onWrong told once of each row that was right and is wrong now, though nothing was changed; as a row of its own
 */
export function createHold(
  { clock, rechecks }: { clock: Clock; rechecks: Rechecks },
  onWrong: (plan: RowPlan, outcome: RowOutcome) => void,
): Hold {
  let ends: (() => void)[] = [];

  const look = async (row: Held, signal: AbortSignal): Promise<void> => {
    if (row.wrong) return;
    row.looks += 1;
    const startedAt = clock.date().toISOString();
    for (let tries = 1; ; tries += 1) {
      const tried = await ask(row, signal);
      if (signal.aborted || row.wrong || tried.mismatches.length === 0) return;
      if (isLate(tried.exchange)) return;
      if (!isClear(tried.exchange) && tries <= MORE_TRIES) {
        await clock.sleep(PAUSE_MS, signal);
        continue;
      }
      row.wrong = true;
      onWrong(nameFinding(row.plan, 'later'), describeWrong(row, tried, { clock, startedAt, tries }));
      return;
    }
  };

  return {
    add(rows) {
      const held = rows.map((row): Held => ({ ...row, since: clock.now(), looks: 0, wrong: false }));
      ends.push(rechecks.add(held.map((row) => ({ look: (signal) => look(row, signal) }))));
    },
    release() {
      for (const end of ends) end();
      ends = [];
    },
  };
}

interface Held extends HeldRow {
  since: number;
  looks: number;
  wrong: boolean;
}

/** By turns over a new connection and over a kept one. */
async function ask({ probe, looks }: Held, signal: AbortSignal): Promise<Exchanged> {
  return untimed(await (probe.keepsConnections && looks % 2 === 0 ? probe.tryKept(signal) : probe.tryNew(signal)));
}

function describeWrong(
  { since, looks }: Held,
  { mismatches, exchange }: Exchanged,
  { clock, startedAt, tries }: { clock: Clock; startedAt: string; tries: number },
): RowOutcome {
  const later = ((clock.now() - since) / 1000).toFixed(1);
  const times = looks === 1 ? 'once more' : `${looks} times more`;
  return {
    outcome: 'failed',
    message: `${formatMismatches(mismatches)} (${later} s after it had held, asked ${times}, though nothing was changed)`,
    startedAt,
    durationMs: 0,
    tries,
    mismatches,
    exchanges: [exchange],
  };
}

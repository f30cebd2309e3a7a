import { setMaxListeners } from 'node:events';
import { linkSignal } from '../../wait/link.ts';
import type { Clock } from '../../wait/types.ts';
import type { LoadMonitor } from '../monitor/index.ts';

/** Something that is looked at again in its turn. */
export interface Recheck {
  /** Never rejects but when aborted. */
  look(signal: AbortSignal): Promise<void>;
}

/** What has held is looked at again, seldom, all of the run's in turn, as long as nobody wants it to end. */
export interface Rechecks {
  /** Gives what ends it at once. */
  add(checks: readonly Recheck[]): () => void;
  /** Ends all. */
  stop(): void;
}

/** So often one of them has its turn, less often where the machine is slow. */
const EVERY_MS = 25;
/** Looks under way at the same time: where they take long, others have more need of the machine. */
const MOST_UNDER_WAY = 4;

export function startRechecks({ clock, load }: { clock: Clock; load: Pick<LoadMonitor, 'slowness'> }): Rechecks {
  const queue: { check: Recheck; signal: AbortSignal }[] = [];
  const { signal, end } = linkSignal(new AbortController().signal);
  setMaxListeners(0, signal);
  let underWay = 0;
  let running = false;

  const takeTurns = async (): Promise<void> => {
    running = true;
    while (queue.length > 0) {
      await clock.sleep(EVERY_MS * load.slowness(), signal);
      if (underWay >= MOST_UNDER_WAY) continue;
      const next = queue.shift();
      if (!next || next.signal.aborted) continue;
      queue.push(next);
      underWay += 1;
      next.check
        .look(next.signal)
        .catch(() => {})
        .finally(() => {
          underWay -= 1;
        });
    }
    running = false;
  };

  return {
    add(checks) {
      const link = linkSignal(signal);
      queue.push(...checks.map((check) => ({ check, signal: link.signal })));
      if (!running && !signal.aborted) takeTurns().catch(() => {});
      return () => link.end();
    },
    stop() {
      queue.length = 0;
      end();
    },
  };
}

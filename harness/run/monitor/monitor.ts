import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { kinds } from '../../kinds/index.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { Clock } from '../../wait/types.ts';
import { createGauge } from './gauge.ts';
import type { LoadMonitor, LoadRecord } from './types.ts';

export interface LoadMonitorOptions {
  api: Pick<KubeApi, 'serverVersion' | 'list'>;
  clock: Clock;
  /** Greatest factor by which time-outs may be stretched; 1: never. */
  patience: number;
  /** Replaced by tests. */
  observeDelay?(): Pick<IntervalHistogram, 'enable' | 'disable' | 'reset' | 'percentile'>;
}

/** Pause between two measurements, ms. */
const EVERY_MS = 1_000;
/** Pods are new for a moment on any cluster; those that were there at this many looks in a row wait for a place. */
const LOOKS = 3;

/** Measures once a second, until stopped. The API server is asked for its version, and for the pods that have no node yet. */
export function startLoadMonitor({ api, clock, patience, observeDelay }: LoadMonitorOptions): LoadMonitor {
  const histogram = (observeDelay ?? (() => monitorEventLoopDelay({ resolution: 20 })))();
  const gauge = createGauge(patience);
  const stopping = new AbortController();
  const record: LoadRecord = { slowness: 1, apiMs: 0, delayMs: 0, pendingPods: 0 };
  const looks = new Map<string, number>();
  let crowded = 0;
  let asking: number | undefined;

  const readDelay = (): number => {
    const delayMs = Math.max(0, histogram.percentile(90) / 1e6 - 20);
    histogram.reset();
    return delayMs;
  };
  const measure = async (): Promise<void> => {
    asking = clock.now();
    // A server that answers with an error answers; one that is gone is as slow as the client's own time-out.
    await api.serverVersion().catch(() => {});
    note(clock.now() - asking);
    asking = undefined;
    const pods = await api.list(kinds.Pod, { fieldSelector: 'status.phase=Pending,spec.nodeName=' }).catch(() => []);
    const names = new Set(pods.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
    for (const name of looks.keys()) if (!names.has(name)) looks.delete(name);
    for (const name of names) looks.set(name, (looks.get(name) ?? 0) + 1);
    crowded = [...looks.values()].filter((count) => count >= LOOKS).length;
    record.pendingPods = Math.max(record.pendingPods, crowded);
  };
  const note = (apiMs: number): void => {
    const delayMs = readDelay();
    gauge.add({ at: clock.now(), apiMs, delayMs });
    record.apiMs = Math.max(record.apiMs, Math.round(apiMs));
    record.delayMs = Math.max(record.delayMs, Math.round(delayMs));
    record.slowness = Math.max(record.slowness, roundTenth(gauge.slowness(clock.now())));
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await measure();
      await clock.sleep(EVERY_MS, stopping.signal);
    }
  };
  histogram.enable();
  run().catch(() => {});

  return {
    slowness() {
      const now = clock.now();
      // An answer that is still awaited counts for as long as it has been.
      const waited = asking === undefined ? 0 : now - asking;
      if (waited > EVERY_MS) {
        asking = now;
        note(waited);
      }
      return gauge.slowness(now);
    },
    isCrowded: () => crowded > 0,
    record: () => ({ ...record }),
    stop() {
      stopping.abort();
      histogram.disable();
    },
  };
}

function roundTenth(value: number): number {
  return Math.round(value * 10) / 10;
}

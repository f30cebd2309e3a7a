/** One measurement, ms. */
export interface Sample {
  at: number;
  apiMs: number;
  delayMs: number;
}

/** Samples older than this say nothing of now, ms. */
const MEMORY_MS = 30_000;
/** A quiet cluster answers within this, ms; one that is far away, within four times its best. */
const API_UNIT_MS = 100;
const API_UNIT_FACTOR = 4;
/** A process that has a processor to itself is held up no longer, ms. */
const DELAY_UNIT_MS = 60;

export interface Gauge {
  add(sample: Sample): void;
  /** 1 on a quiet cluster; `most` at most. */
  slowness(now: number): number;
}

/**
 * Tells from measurements how many times slower than usual things are. It is the mean of the last half a minute, since
 * a single slow answer delays nothing by much.
 */
export function createGauge(most: number): Gauge {
  let samples: Sample[] = [];
  let best = Number.POSITIVE_INFINITY;
  // Each request asks, hundreds of them between two samples.
  let told = { slowness: 1, until: Number.POSITIVE_INFINITY };

  const judge = (now: number): typeof told => {
    const recent = samples.filter(({ at }) => at > now - MEMORY_MS);
    const [oldest] = recent;
    if (!oldest) return { slowness: 1, until: Number.POSITIVE_INFINITY };
    const api = mean(recent.map(({ apiMs }) => apiMs)) / Math.max(API_UNIT_MS, best * API_UNIT_FACTOR);
    const delay = mean(recent.map(({ delayMs }) => delayMs)) / DELAY_UNIT_MS;
    return { slowness: Math.min(most, Math.max(1, api, delay)), until: oldest.at + MEMORY_MS };
  };

  return {
    add(sample) {
      best = Math.min(best, sample.apiMs);
      samples = [...samples.filter(({ at }) => at > sample.at - MEMORY_MS), sample];
      told = judge(sample.at);
    },
    slowness(now) {
      if (now >= told.until) told = judge(now);
      return told.slowness;
    },
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

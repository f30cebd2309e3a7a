import type { ChangeRecord } from '../../result/types.ts';

/** One answer, by when its request was sent and when it came, ms from when the API server had taken the change. */
export interface Sample {
  sentMs: number;
  answeredMs: number;
  /** What it was right for; both where before and after do not differ in it. */
  isBefore: boolean;
  isAfter: boolean;
  /** Not answered over a connection that was kept open, which whoever answers may close at any time. */
  isCutOff?: boolean;
  /** What came, as errors are counted by. */
  kind: string;
}

/** What the answers say of a change. Those that were sent before it was begun are none of them. */
export function recordTraffic(
  samples: readonly Sample[],
): Pick<ChangeRecord, 'requests' | 'firstAfterMs' | 'allAfterMs' | 'errors'> {
  const right = samples.filter(({ isAfter }) => isAfter);
  return {
    requests: samples.length,
    ...earliest('firstAfterMs', right),
    ...earliest('allAfterMs', listLasting(samples)),
    errors: countErrors(samples),
  };
}

/** A request that is answered while the change is being taken may be right before it was. */
function earliest<K extends string>(key: K, samples: readonly Sample[]): Partial<Record<K, number>> {
  if (samples.length === 0) return {};
  const ms = Math.min(...samples.map(({ answeredMs }) => answeredMs));
  return { [key]: Math.max(0, Math.round(ms)) } as Record<K, number>;
}

/** What clients would have seen fail, by kind. */
export function countFailures(samples: readonly Sample[]): ChangeRecord['errors'] {
  return countErrors(samples.filter(({ isCutOff }) => !isCutOff));
}

function countErrors(samples: readonly Sample[]): ChangeRecord['errors'] {
  const counts = new Map<string, number>();
  for (const { isBefore, isAfter, kind } of samples) {
    if (!isBefore && !isAfter) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => ({ kind, count }));
}

/** Whether answers have been right since a time or before, and enough of them, however slowly they come. */
export function hasHeld(samples: readonly Sample[], sinceMs: number, least: number): boolean {
  const lasting = listLasting(samples);
  return lasting.length >= least && Math.min(...lasting.map(({ sentMs }) => sentMs)) <= sinceMs;
}

/** Those that were sent after the last one that was not right. */
function listLasting(samples: readonly Sample[]): readonly Sample[] {
  const lastWrongMs = Math.max(-Infinity, ...samples.filter(({ isAfter }) => !isAfter).map(({ sentMs }) => sentMs));
  return samples.filter(({ sentMs, isAfter }) => isAfter && sentMs > lastWrongMs);
}

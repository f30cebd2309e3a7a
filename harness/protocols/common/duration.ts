import type { FieldMismatch } from '../../scenario/custom.ts';
import type { DurationBounds } from '../../scenario/traffic/common.ts';

/** How long it took must lie within the bounds. */
export function matchDuration(durationMs: number, { leastMs, mostMs }: DurationBounds = {}): FieldMismatch[] {
  const observed = `${durationMs} ms`;
  const path = 'duration';
  if (leastMs !== undefined && durationMs < leastMs) return [{ path, expected: `at least ${leastMs} ms`, observed }];
  if (mostMs !== undefined && durationMs > mostMs) return [{ path, expected: `at most ${mostMs} ms`, observed }];
  return [];
}

/** `, not before 100 ms and within 500 ms`; empty without bounds. */
export function describeWithin({ leastMs, mostMs }: DurationBounds = {}): string {
  const bounds = [
    ...(leastMs === undefined ? [] : [`not before ${leastMs} ms`]),
    ...(mostMs === undefined ? [] : [`within ${mostMs} ms`]),
  ];
  return bounds.length > 0 ? `, ${bounds.join(' and ')}` : '';
}

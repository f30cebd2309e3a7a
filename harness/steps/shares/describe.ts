import type { DistributionRecord } from '../../result/types.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';

/** The shares that a failed test found wrong, the backends that should have got nothing first. */
export function describeShares({ requests, tolerance, shares }: DistributionRecord): FieldMismatch[] {
  const uninvited = shares.filter(({ expected, count }) => expected === 0 && count > 0);
  if (uninvited.length > 0) {
    return uninvited.map(({ backend, count }) => ({
      path: `share of ${backend}`,
      expected: 'none',
      observed: `${count} of ${requests} requests`,
    }));
  }
  return shares
    .filter(({ expected, low, high }) => expected > 0 && !(low > expected - tolerance && high < expected + tolerance))
    .map(({ backend, expected, observed, low, high }) => ({
      path: `share of ${backend}`,
      expected: `${percent(expected)} within ${percent(tolerance)}`,
      observed: `${percent(observed)} of ${requests} requests (true share between ${percent(low)} and ${percent(high)})`,
    }));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;
}

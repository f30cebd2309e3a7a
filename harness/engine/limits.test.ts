import { expect } from 'chai';
import { limitTasks } from './limits.ts';

describe('limitTasks', () => {
  const limit = (concurrency: number, slowness: number, crowded = false) =>
    limitTasks({ concurrency, gatewayBudget: 6 }, { slowness: () => slowness, isCrowded: () => crowded });

  it('leaves what the user allows on a quiet cluster', () => {
    expect(limit(16, 1)).to.deep.equal({ concurrency: 16, gatewayBudget: 6 });
  });

  it('runs the fewer scenarios at the same time the slower the cluster is', () => {
    expect([1.5, 2, 3, 4].map((slowness) => limit(16, slowness).concurrency)).to.deep.equal([10, 8, 5, 4]);
  });

  it('goes on with two at the slowest, but not with more than the user allows', () => {
    expect([limit(16, 100).concurrency, limit(3, 4).concurrency, limit(1, 4).concurrency]).to.deep.equal([2, 2, 1]);
  });

  it('makes no Gateway while pods wait for a place', () => {
    expect(limit(16, 2, true)).to.deep.equal({ concurrency: 8, gatewayBudget: 0 });
  });
});

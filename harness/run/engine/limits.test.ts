import { expect } from 'chai';
import { limitTasks } from './limits.ts';

describe('limitTasks', () => {
  const limit = (concurrency: number, slowness: number, crowded = false, shares?: boolean) =>
    limitTasks(
      { concurrency, gatewayBudget: 6 },
      { load: { slowness: () => slowness, isCrowded: () => crowded }, gateways: { sharesAddress: () => shares } },
    );

  it('leaves what the user allows on a quiet cluster', () => {
    expect(limit(16, 1)).to.deep.equal({ concurrency: 16, gatewayBudget: 6 });
  });

  it('runs the fewer scenarios at the same time the slower the cluster is, to half of them', () => {
    expect([1.5, 2, 3, 100].map((slowness) => limit(16, slowness).concurrency)).to.deep.equal([11, 8, 8, 8]);
    expect([limit(3, 4).concurrency, limit(1, 4).concurrency]).to.deep.equal([2, 1]);
    expect(limit(16, 4).gatewayBudget).to.equal(3);
  });

  it('makes no Gateway while pods wait for a place', () => {
    expect(limit(16, 2, true)).to.deep.equal({ concurrency: 8, gatewayBudget: 0 });
  });

  it('makes more Gateways at the same time where they share an address', () => {
    expect(limit(16, 1, false, true).gatewayBudget).to.equal(24);
    expect(limit(16, 1, false, false).gatewayBudget).to.equal(6);
  });
});

import { expect } from 'chai';
import { logAddExp } from './math.ts';
import { createEvidence, findInterval } from './share.ts';

describe('evidence about a share', () => {
  it('is none before the first answer', () => {
    expect(createEvidence(0.7)(0.3, 0, 0)).to.be.closeTo(0, 1e-12);
  });

  it('is a martingale for the true share: the next answer changes nothing on average', () => {
    for (const weight of [0, 0.1, 0.5, 0.7, 1]) {
      const evidence = createEvidence(weight);
      for (const share of [0.05, 0.5, 0.7, 0.9]) {
        for (const [hits, misses] of [
          [0, 0],
          [3, 1],
          [70, 30],
          [1, 200],
        ] as const) {
          const next = logAddExp(
            Math.log(share) + evidence(share, hits + 1, misses),
            Math.log(1 - share) + evidence(share, hits, misses + 1),
          );
          expect(next).to.be.closeTo(evidence(share, hits, misses), 1e-9);
        }
      }
    }
  });

  it('never speaks against the observed share, and the interval ends where it is refuted', () => {
    const evidence = createEvidence(0.7);
    const threshold = Math.log(1e6);
    const { low, high } = findInterval(evidence, 690, 310, threshold);
    expect(evidence(0.69, 690, 310)).to.be.below(0);
    expect(evidence(low, 690, 310)).to.be.closeTo(threshold, 1e-6);
    expect(evidence(high, 690, 310)).to.be.closeTo(threshold, 1e-6);
    expect(low).to.be.below(0.69);
    expect(high).to.be.above(0.69);
    expect(findInterval(evidence, 0, 0, threshold)).to.deep.equal({ low: 0, high: 1 });
    expect(findInterval(evidence, 0, 10, threshold).low).to.equal(0);
    expect(findInterval(evidence, 10, 0, threshold).high).to.equal(1);
  });
});

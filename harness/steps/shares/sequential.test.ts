import { expect } from 'chai';
import { createRandom } from '../../run/names/index.ts';
import { createDistributionTest } from './index.ts';
import { createEvidence, findInterval } from './share.ts';

const WEIGHTS = { v1: 70, v2: 30, v3: 0 };
type Source = () => string;

/** Runs to the verdict. */
function judge(
  source: Source,
  weights: Readonly<Record<string, number>> = WEIGHTS,
  tolerance = 0.05,
  errors: { alpha?: number; beta?: number } = {},
) {
  const test = createDistributionTest({ weights, tolerance, ...errors });
  while (test.state() === 'continue') test.add(source());
  return { state: test.state(), requests: test.record().requests, test };
}

/** Each request by chance, in these shares. */
function byChance(shares: Readonly<Record<string, number>>, seed: string): Source {
  const random = createRandom(seed, 'distribution');
  const entries = Object.entries(shares);
  return () => {
    let point = random.fraction();
    for (const [backend, share] of entries) {
      point -= share;
      if (point < 0) return backend;
    }
    return entries[0]?.[0] ?? '';
  };
}

/** Smooth weighted round robin. */
function inRotation(weights: Readonly<Record<string, number>>): Source {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const credit = new Map(Object.keys(weights).map((backend) => [backend, 0]));
  return () => {
    let best = '';
    for (const [backend, weight] of Object.entries(weights)) {
      credit.set(backend, (credit.get(backend) ?? 0) + weight);
      if (best === '' || (credit.get(backend) ?? 0) > (credit.get(best) ?? 0)) best = backend;
    }
    credit.set(best, (credit.get(best) ?? 0) - total);
    return best;
  };
}

/** All of one backend's turns, then all of the next's. */
function inBlocks(weights: Readonly<Record<string, number>>): Source {
  const round = Object.entries(weights).flatMap(([backend, weight]) => Array.from({ length: weight }, () => backend));
  let next = 0;
  return () => round[next++ % round.length] ?? '';
}

type Judging = [weights?: Record<string, number>, tolerance?: number, errors?: { alpha?: number; beta?: number }];

function simulate(runs: number, make: (seed: string) => Source, ...rest: Judging) {
  const outcomes = Array.from({ length: runs }, (_, index) => judge(make(`seed ${index}`), ...rest));
  const passed = outcomes.filter(({ state }) => state === 'pass').length;
  const sizes = outcomes.map(({ requests }) => requests).sort((a, b) => a - b);
  return { passed, mean: sizes.reduce((sum, size) => sum + size, 0) / runs, greatest: sizes.at(-1) ?? 0 };
}

describe('distribution test', () => {
  it('passes an exact implementation that goes by chance, after some 1,300 requests', () => {
    const { passed, mean, greatest } = simulate(300, (seed) => byChance({ v1: 0.7, v2: 0.3 }, seed));
    expect(passed).to.equal(300);
    expect(mean).to.be.within(1000, 1600);
    expect(greatest).to.be.below(9000);
  });

  it('passes strict rotation and blocks', () => {
    expect(judge(inRotation({ v1: 70, v2: 30 }))).to.include({ state: 'pass' });
    expect(judge(inRotation({ v1: 70, v2: 30 })).requests).to.be.within(700, 1200);
    expect(judge(inBlocks({ v1: 70, v2: 30 }))).to.include({ state: 'pass' });
    expect(judge(inBlocks({ v2: 30, v1: 70 }))).to.include({ state: 'pass' });
  });

  it('passes an implementation that is off by one point', () => {
    expect(simulate(60, (seed) => byChance({ v1: 0.71, v2: 0.29 }, seed)).passed).to.equal(60);
  });

  it('fails one that is ten points off, either way, by chance or in rotation', () => {
    expect(simulate(150, (seed) => byChance({ v1: 0.6, v2: 0.4 }, seed)).passed).to.equal(0);
    expect(simulate(150, (seed) => byChance({ v1: 0.8, v2: 0.2 }, seed)).passed).to.equal(0);
    expect(judge(inRotation({ v1: 60, v2: 40 }))).to.include({ state: 'fail' });
    expect(judge(inRotation({ v1: 80, v2: 20 }))).to.include({ state: 'fail' });
  });

  it('does not pass one that is off by just the tolerance', () => {
    expect(simulate(40, (seed) => byChance({ v1: 0.75, v2: 0.25 }, seed)).passed).to.equal(0);
    expect(simulate(40, (seed) => byChance({ v1: 0.65, v2: 0.35 }, seed)).passed).to.equal(0);
  });

  it('passes hardly one that is two points beyond the tolerance', () => {
    expect(simulate(20, (seed) => byChance({ v1: 0.77, v2: 0.23 }, seed)).passed).to.equal(0);
    expect(simulate(20, (seed) => byChance({ v1: 0.63, v2: 0.37 }, seed)).passed).to.equal(0);
  });

  it('fails an implementation that shares equally', () => {
    expect(simulate(50, (seed) => byChance({ v1: 0.5, v2: 0.5 }, seed))).to.include({ passed: 0 });
    expect(judge(inRotation({ v1: 1, v2: 1 })).requests).to.be.below(600);
  });

  it('keeps its error: with one in twenty allowed, exact implementations fail more seldom than that', () => {
    const { passed } = simulate(400, (seed) => byChance({ a: 0.5, b: 0.3, c: 0.2 }, seed), { a: 5, b: 3, c: 2 }, 0.1, {
      alpha: 0.05,
    });
    expect(passed).to.be.at.least(380);
  });

  it('keeps its error the other way: with one in twenty allowed, few pass that are off by the tolerance', () => {
    const { passed } = simulate(400, (seed) => byChance({ a: 0.6, b: 0.4 }, seed), { a: 5, b: 5 }, 0.1, { beta: 0.05 });
    expect(passed).to.be.at.most(20);
  });

  it('needs fewer requests the greater the chance that one just beyond may have, and keeps the other error', () => {
    const needed = (errors: { alpha?: number; beta?: number }) =>
      judge(inRotation({ v1: 70, v2: 30 }), WEIGHTS, 0.05, errors);
    expect(needed({ beta: 1e-1 }).requests).to.be.below(needed({}).requests - 200);
    expect(needed({ beta: 1e-4 }).requests).to.be.above(needed({}).requests + 200);
    const wrong = (beta: number) => judge(inRotation({ v1: 60, v2: 40 }), WEIGHTS, 0.05, { beta }).requests;
    expect(wrong(1e-3)).to.equal(wrong(1e-6));
  });

  it('judges three backends, and a single one', () => {
    const weights = { a: 1, b: 1, c: 2 };
    expect(judge(byChance({ a: 0.25, b: 0.25, c: 0.5 }, 's'), weights)).to.include({ state: 'pass' });
    expect(judge(byChance({ a: 0.35, b: 0.15, c: 0.5 }, 's'), weights)).to.include({ state: 'fail' });
    expect(judge(() => 'a', { a: 1, b: 0 })).to.include({ state: 'pass' });
    expect(judge(() => 'a', { a: 1, b: 0 }).requests).to.be.below(400);
  });

  it('waits for every share, not for the first that is right', () => {
    const { state } = judge(byChance({ a: 0.01, b: 0.39, c: 0.6 }, 's'), { a: 1, b: 49, c: 50 });
    expect(state).to.equal('fail');
  });

  it('divides its error among three shares, which are more than one question', () => {
    const interval = (weights: Record<string, number>) => {
      const test = createDistributionTest({ weights, tolerance: 0.05 });
      for (let count = 0; count < 150; count += 1) test.add(count % 2 === 0 ? 'a' : 'b');
      return test.record().shares[0];
    };
    expect(interval({ a: 2, b: 1, c: 1 })?.high).to.be.above((interval({ a: 1, b: 1 })?.high ?? 1) + 0.001);
  });

  it('speaks of no backend that rightly got nothing', () => {
    const { test } = judge(() => 'v2');
    expect(test.mismatches().map(({ path }) => path)).to.deep.equal(['share of v1', 'share of v2']);
  });

  it('ends for every share there is: worst case over all counts', () => {
    // For weights in halves, the worst: undecided at n means that some count has an interval that is still too long.
    const evidence = createEvidence(0.5);
    const longest = (n: number) => {
      const { low, high } = findInterval(evidence, Math.round(n * 0.55), n - Math.round(n * 0.55), Math.log(1e6));
      return high - low;
    };
    expect(longest(12_000)).to.be.above(0.05);
    expect(longest(16_000)).to.be.below(0.05);
    const border = judge(inRotation({ v1: 55, v2: 45 }), { v1: 1, v2: 1 });
    expect(border.state).to.equal('fail');
    expect(border.requests).to.be.within(12_000, 16_000);
  });

  it('fails at the first answer of a backend of weight 0, or of an unknown one', () => {
    for (const stranger of ['v3', 'v4']) {
      const test = createDistributionTest({ weights: WEIGHTS, tolerance: 0.05 });
      test.add('v1');
      expect(test.state()).to.equal('continue');
      test.add(stranger);
      expect(test.state()).to.equal('fail');
      expect(test.mismatches()).to.deep.equal([
        { path: `share of ${stranger}`, expected: 'none', observed: '1 of 2 requests' },
      ]);
    }
  });

  it('counts no more once decided', () => {
    const { test, requests } = judge(inRotation({ v1: 70, v2: 30 }));
    test.add('v3');
    expect(test.state()).to.equal('pass');
    expect(test.record().requests).to.equal(requests);
  });

  it('says what is wrong', () => {
    const { test } = judge(inRotation({ v1: 60, v2: 40 }));
    const [first, second] = test.mismatches();
    expect(first).to.include({ path: 'share of v1', expected: '70 % within 5 %' });
    expect(first?.observed).to.match(
      /^60(\.\d)? % of \d+ requests \(true share between 5\d(\.\d)? % and 6[45](\.\d)? %\)$/,
    );
    expect(second).to.include({ path: 'share of v2' });
    expect(judge(inRotation({ v1: 70, v2: 30 })).test.mismatches()).to.deep.equal([]);
  });

  it('records shares, intervals and the error, sorted', () => {
    const { test, requests } = judge(inRotation({ v1: 70, v2: 30 }));
    const record = test.record();
    expect(record).to.include({ requests, confidence: 1 - 1e-2, tolerance: 0.05 });
    expect(judge(inRotation({ v1: 60, v2: 40 })).test.record().confidence).to.equal(1 - 1e-6);
    expect(record.shares.map(({ backend }) => backend)).to.deep.equal(['v1', 'v2', 'v3']);
    for (const share of record.shares) {
      expect(share.low).to.be.at.most(share.observed);
      expect(share.high).to.be.at.least(share.observed);
      expect(share.low).to.be.at.least(share.expected - 0.05);
      expect(share.high).to.be.at.most(share.expected + 0.05);
      expect(share.observed).to.equal(share.count / requests);
    }
    const [v1, v2, v3] = record.shares;
    expect(v1?.low).to.be.closeTo(1 - (v2?.high ?? 0), 1e-6);
    expect(v3).to.include({ low: 0, count: 0, expected: 0 });
    expect(createDistributionTest({ weights: WEIGHTS, tolerance: 0.1 }).record().shares[0]).to.include({
      low: 0,
      high: 1,
    });
  });

  it('refuses what makes no test', () => {
    const make = (weights: Record<string, number>, tolerance = 0.05, errors = {}) => {
      return () => createDistributionTest({ weights, tolerance, ...errors });
    };
    expect(make({ a: -1 })).to.throw('the weight of "a" must be 0 or more, got -1');
    expect(make({ a: 0 })).to.throw('at least one weight');
    expect(make({})).to.throw('at least one weight');
    expect(make({ a: 1 }, 0)).to.throw('tolerance');
    expect(make({ a: 1 }, 0.05, { alpha: 1 })).to.throw('alpha');
    expect(make({ a: 1 }, 0.05, { beta: 0 })).to.throw('beta');
  });
});

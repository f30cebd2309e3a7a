import type { DistributionRecord } from '../../result/types.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import { describeShares } from './describe.ts';
import { createEvidence, findInterval } from './share.ts';
import { normalizeWeights } from './weights.ts';

export interface DistributionOptions {
  /** Backend to weight; shares are the weights over their sum. A weight of 0 means: never. */
  weights: Readonly<Record<string, number>>;
  /** Greatest distance of a share from its weight that still passes. */
  tolerance: number;
  /** Greatest chance that an implementation that keeps the weights fails; default: one in a million. */
  alpha?: number;
  /** Greatest chance that one passes whose share is off by the tolerance or more; default: one in ten thousand, or `alpha` where that is more. */
  beta?: number;
}

export interface DistributionTest {
  /** Counts one answer; ignored once the test is decided. */
  add(backend: string): void;
  state(): 'continue' | 'pass' | 'fail';
  record(): DistributionRecord;
  /** What is wrong with the shares; empty unless failed. */
  mismatches(): FieldMismatch[];
}

/**
 * No verdict before this many answers. Not for the statistics, which hold from the first, but for implementations that
 * serve backends in blocks: their first answers all come from one.
 */
const LEAST = 200;
/** Answers between two looks at the evidence, and between two at the lengths of the intervals, which cost more. */
const LOOK_EVERY = 10;
const MEASURE_EVERY = 100;

/**
 * Judges shares while the answers come, with a stated error. For each share a confidence sequence is kept: an interval
 * that holds the true share at all times at once, but for a stated chance over all shares. The test passes as soon as
 * every interval of error `beta` lies within its weight ± tolerance, and fails as soon as one of error `alpha`, which is
 * longer, lies wholly outside. One of these that is as short as the tolerance and still lies on a border cannot hold the
 * weight itself: that fails too, so that the test always ends. Hence
 * - an implementation that keeps the weights exactly fails with a chance of at most `alpha`, and
 * - one whose share is off by more than the tolerance passes with a chance of at most `beta`. That is for one just beyond;
 *   the chance falls fast with the distance. What a smaller one would cost is requests in every run.
 * An answer by a backend of weight 0, or by one that is not listed, fails at once.
 */
export function createDistributionTest({
  weights,
  tolerance,
  alpha = 1e-6,
  beta = Math.max(alpha, 1e-2),
}: DistributionOptions): DistributionTest {
  const expected = normalizeWeights(weights, tolerance, { alpha, beta });
  const counts = new Map([...expected.keys()].map((backend) => [backend, 0]));
  const positive = [...expected]
    .filter(([, weight]) => weight > 0)
    .map(([backend, weight]) => {
      return { backend, weight, evidence: createEvidence(weight) };
    });
  // Two shares are one question: what refutes a value of one refutes its complement of the other.
  const questions = positive.length <= 2 ? 1 : positive.length;
  const toFail = Math.log(questions / alpha);
  const toPass = Math.log(questions / beta);
  let requests = 0;
  let verdict: 'continue' | 'pass' | 'fail' = 'continue';

  const intervalOf = (backend: string) => {
    const hits = counts.get(backend) ?? 0;
    const threshold = verdict === 'pass' ? toPass : toFail;
    return findInterval(createEvidence(expected.get(backend) ?? 0), hits, requests - hits, threshold);
  };

  const judgeShare = ({ backend, weight, evidence }: (typeof positive)[number]): typeof verdict => {
    const hits = counts.get(backend) ?? 0;
    const refuted = (share: number, threshold: number) => evidence(share, hits, requests - hits) >= threshold;
    const distance = hits / requests - weight;
    // The interval always holds the observed share: which side it lies on is known, and two values tell the rest.
    const belowUpper = weight + tolerance >= 1 || refuted(weight + tolerance, toPass);
    const aboveLower = weight - tolerance <= 0 || refuted(weight - tolerance, toPass);
    if (Math.abs(distance) < tolerance) {
      if (belowUpper && aboveLower) return 'pass';
    } else if (refuted(weight + Math.sign(distance) * tolerance, toFail)) return 'fail';
    if (requests % MEASURE_EVERY !== 0) return 'continue';
    const { low, high } = intervalOf(backend);
    return high - low <= tolerance ? 'fail' : 'continue';
  };

  return {
    add(backend) {
      if (verdict !== 'continue') return;
      requests += 1;
      counts.set(backend, (counts.get(backend) ?? 0) + 1);
      if (!expected.get(backend)) {
        verdict = 'fail';
        return;
      }
      if (requests < LEAST || requests % LOOK_EVERY !== 0) return;
      const verdicts = positive.map(judgeShare);
      if (verdicts.includes('fail')) verdict = 'fail';
      else if (verdicts.every((each) => each === 'pass')) verdict = 'pass';
    },
    state: () => verdict,
    record: () => ({
      requests,
      confidence: 1 - (verdict === 'pass' ? beta : alpha),
      tolerance,
      shares: [...counts.keys()].sort().map((backend) => ({
        backend,
        expected: expected.get(backend) ?? 0,
        observed: requests === 0 ? 0 : (counts.get(backend) ?? 0) / requests,
        ...intervalOf(backend),
        count: counts.get(backend) ?? 0,
      })),
    }),
    mismatches() {
      return verdict === 'fail' ? describeShares(this.record()) : [];
    },
  };
}

import { logAddExp, logBeta, logLikelihood } from './math.ts';

/**
 * Evidence about one share: how much better the mixture "half: the share is exactly `weight`; half: it is any, all
 * equally likely" explains the hits than a given share does, as a natural logarithm. For the true share this ratio is
 * a martingale of mean 1, so the chance that it ever exceeds 1/error is at most `error`, however often one looks
 * (Ville's inequality). The shares not refuted so form a confidence sequence: Robbins' method of mixtures,
 * https://doi.org/10.1214/aoms/1177696786; its modern account is https://arxiv.org/abs/1810.08240, section 4, and for
 * bounded means https://arxiv.org/abs/2010.09686. The half on `weight` makes it almost as quick as Wald's test where
 * an implementation is exact, the other half finds one that is not, wherever it lies.
 */
export function createEvidence(weight: number): (share: number, hits: number, misses: number) => number {
  return (share, hits, misses) => {
    const exact = logLikelihood(weight, hits, misses);
    const any = logBeta(hits + 1, misses + 1);
    return logAddExp(exact, any) - Math.LN2 - logLikelihood(share, hits, misses);
  };
}

/** The shares that the evidence does not refute: an interval around hits/total, by bisection. */
export function findInterval(
  evidence: ReturnType<typeof createEvidence>,
  hits: number,
  misses: number,
  threshold: number,
): { low: number; high: number } {
  if (hits + misses === 0) return { low: 0, high: 1 };
  const observed = hits / (hits + misses);
  const refuted = (share: number) => evidence(share, hits, misses) >= threshold;
  return { low: bisect(observed, 0, refuted), high: bisect(observed, 1, refuted) };
}

/** The last share that holds on the way from one that holds to the end. */
function bisect(from: number, end: number, refuted: (share: number) => boolean): number {
  if (!refuted(end)) return end;
  let holds = from;
  let fails = end;
  for (let step = 0; step < 50; step += 1) {
    const middle = (holds + fails) / 2;
    if (refuted(middle)) fails = middle;
    else holds = middle;
  }
  return holds;
}

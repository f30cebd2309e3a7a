import { expect } from 'chai';
import { logAddExp, logBeta, logGamma, logLikelihood } from './math.ts';

describe('distribution math', () => {
  it('logGamma agrees with factorials', () => {
    let logFactorial = 0;
    for (let n = 1; n <= 20_000; n += 1) {
      logFactorial += Math.log(n);
      if (n < 50 || n % 97 === 0) {
        expect(logGamma(n + 1)).to.be.closeTo(logFactorial, 1e-11 * Math.max(1, logFactorial));
      }
    }
  });

  it('logGamma knows the half-integers, 1 and 2', () => {
    expect(logGamma(0.5)).to.be.closeTo(Math.log(Math.sqrt(Math.PI)), 1e-12);
    expect(logGamma(0.25)).to.be.closeTo(1.2880225246980774, 1e-12);
    expect(logGamma(1.5)).to.be.closeTo(Math.log(Math.sqrt(Math.PI) / 2), 1e-12);
    expect(logGamma(1)).to.be.closeTo(0, 1e-13);
    expect(logGamma(2)).to.be.closeTo(0, 1e-13);
  });

  it('logBeta is the integral of the likelihood', () => {
    const [hits, misses] = [7, 3];
    const steps = 20_000;
    let sum = 0;
    for (let i = 0; i < steps; i += 1) sum += Math.exp(logLikelihood((i + 0.5) / steps, hits, misses)) / steps;
    expect(logBeta(hits + 1, misses + 1)).to.be.closeTo(Math.log(sum), 1e-6);
  });

  it('logAddExp adds without overflow', () => {
    expect(logAddExp(Math.log(2), Math.log(3))).to.be.closeTo(Math.log(5), 1e-12);
    expect(logAddExp(-2000, -2000)).to.be.closeTo(-2000 + Math.LN2, 1e-9);
    expect(logAddExp(Number.NEGATIVE_INFINITY, 1)).to.equal(1);
    expect(logAddExp(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).to.equal(Number.NEGATIVE_INFINITY);
  });

  it('logLikelihood takes 0^0 for 1', () => {
    expect(logLikelihood(0, 0, 5)).to.equal(0);
    expect(logLikelihood(1, 5, 0)).to.equal(0);
    expect(logLikelihood(1, 5, 1)).to.equal(Number.NEGATIVE_INFINITY);
    expect(logLikelihood(0.5, 1, 1)).to.be.closeTo(Math.log(0.25), 1e-12);
  });
});

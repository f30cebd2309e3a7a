import { expect } from 'chai';
import { readDuration } from './duration.ts';

describe('durations of flags', () => {
  it('are read in every unit', () => {
    expect(readDuration('budget', '60s')).to.equal(60_000);
    expect(readDuration('budget', '1h30m')).to.equal(5_400_000);
    expect(readDuration('budget', '1.5m')).to.equal(90_000);
    expect(readDuration('budget', '250ms')).to.equal(250);
    expect(readDuration('budget', '20')).to.equal(20_000);
  });

  for (const text of ['', 'soon', '10x', '5m later', '-3s'])
    it(`refuse «${text}»`, () => {
      expect(() => readDuration('budget', text)).to.throw('--budget is');
    });
});

import { expect } from 'chai';
import { fakeClock } from '../wait/fake-clock.ts';
import { compareInTime } from './checks.ts';
import type { Pace } from './types.ts';

const pace: Pace = { requestMs: 5000, arrivalMs: 1, graceMs: 1, lateness: 1, pauseMs: 1 };

describe('an answer and its time', () => {
  const clock = fakeClock();
  const look = (tookMs: number, error?: string, differs = true) =>
    compareInTime(
      { clock, pace },
      async () => {
        await clock.sleep(tookMs, new AbortController().signal);
        return { headers: [], ...(error === undefined ? {} : { error }) };
      },
      () => (differs ? { expected: 'a', observed: 'b', clause: 'rule.none' } : undefined),
    );

  it('is silent only where nothing came in all the time that there is', async () => {
    expect(await look(5000, 'no answer')).to.include({ silent: true, observed: 'b' });
    expect(await look(4999, 'connection reset')).not.to.have.property('silent');
    expect(await look(6000)).not.to.have.property('silent');
    expect(await look(5000, 'no answer', false)).to.equal(undefined);
  });
});

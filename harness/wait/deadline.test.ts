import { expect } from 'chai';
import { startDeadline } from './deadline.ts';
import { fakeClock } from './fake-clock.ts';

describe('startDeadline', () => {
  it('counts from its start, and goes on counting once it is over', async () => {
    const clock = fakeClock();
    await clock.sleep(500, new AbortController().signal);
    const deadline = startDeadline(clock, 300);
    expect(deadline.left()).to.equal(300);
    await clock.sleep(400, new AbortController().signal);
    expect(deadline.left()).to.equal(-100);
  });

  it('follows a time that grows', () => {
    let total = 100;
    const deadline = startDeadline(fakeClock(), () => total);
    total = 250;
    expect(deadline.left()).to.equal(250);
  });
});

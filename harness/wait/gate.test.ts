import { expect } from 'chai';
import { fakeClock } from './fake-clock.ts';
import { createGate } from './gate.ts';

describe('gate', () => {
  it('lets so many in at a time, in order, and goes on after a failure', async () => {
    const clock = fakeClock();
    const { signal } = new AbortController();
    const gate = createGate(2);
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const task = (id: number) => async () => {
      order.push(id);
      running += 1;
      most = Math.max(most, running);
      await clock.sleep(10, signal);
      running -= 1;
      if (id === 2) throw new Error('two');
    };
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map((id) => gate(task(id))));
    expect(results.map(({ status }) => status)).to.deep.equal([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(order).to.deep.equal([1, 2, 3, 4, 5]);
    expect(most).to.equal(2);
  });

  it('lets the most urgent of those that wait go first, the equally urgent in order', async () => {
    const gate = createGate(1);
    const order: string[] = [];
    const task = (name: string, urgency?: number) => gate(async () => void order.push(name), urgency);
    await Promise.all([task('first'), task('a'), task('urgent', 2), task('b'), task('more', 3), task('too', 2)]);
    expect(order).to.deep.equal(['first', 'more', 'urgent', 'too', 'a', 'b']);
  });
});

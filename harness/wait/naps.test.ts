import { expect } from 'chai';
import { fakeClock } from './fake-clock.ts';
import { createNaps } from './naps.ts';

describe('naps', () => {
  it('end by themselves, or all when woken', async () => {
    const clock = fakeClock();
    const naps = createNaps(clock);
    const { signal } = new AbortController();
    const ends: [string, number][] = [];
    const sleep = async (name: string, ms: number): Promise<void> => {
      await naps.sleep(ms, signal);
      ends.push([name, clock.now()]);
    };
    const wake = clock.sleep(20, signal).then(() => naps.wake());
    await Promise.all([sleep('short', 10), sleep('long', 1000), sleep('longer', 2000), wake]);
    expect(ends).to.deep.equal([
      ['short', 10],
      ['long', 20],
      ['longer', 20],
    ]);
    naps.wake();
    await sleep('again', 30);
    expect(ends.at(-1)).to.deep.equal(['again', 50]);
  });

  it('are over with the reason when aborted, woken or not', async () => {
    const naps = createNaps(fakeClock());
    const stop = new AbortController();
    const asleep = naps.sleep(1000, stop.signal).catch((error: Error) => error.message);
    stop.abort(new Error('Ctrl-C'));
    naps.wake();
    expect(await asleep).to.equal('Ctrl-C');
    expect(await naps.sleep(1, stop.signal).catch((error: Error) => error.message)).to.equal('Ctrl-C');
  });
});

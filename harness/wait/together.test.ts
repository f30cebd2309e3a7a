import { expect } from 'chai';
import { together } from './together.ts';

const never = new AbortController().signal;

describe('together', () => {
  it('gives the results in order', async () => {
    const [one, two] = await together(never, [async () => 1, async () => 'two']);
    expect([one, two]).to.deep.equal([1, 'two']);
  });

  it('throws the first failure, after the others were stopped and are over', async () => {
    let over = false;
    const waiting = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () =>
          setTimeout(() => {
            over = true;
            reject(new Error('stopped'));
          }, 5),
        );
      });
    const error = await together(never, [waiting, () => Promise.reject(new Error('broken'))]).catch((e: unknown) => e);
    expect((error as Error).message).to.equal('broken');
    expect(over).to.equal(true);
  });

  it('stops all with its signal', async () => {
    const abort = new AbortController();
    const waiting = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const running = together(abort.signal, [waiting, waiting]).catch((e: unknown) => e);
    abort.abort(new Error('by the user'));
    expect(((await running) as Error).message).to.equal('by the user');
  });
});

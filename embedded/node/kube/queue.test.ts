import { expect } from 'chai';
import { createQueue } from './queue.ts';

/** A promise to be settled by the test. */
function open<T = void>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('work queue', () => {
  it('joins requests for a key, and never runs one twice at a time', async () => {
    const [first, second, done] = [open(), open(), open()];
    let runs = 0;
    let running = 0;
    let most = 0;
    const queue = createQueue(
      async () => {
        runs += 1;
        running += 1;
        most = Math.max(most, running);
        if (runs === 1) {
          first.resolve();
          await second.promise;
        } else done.resolve();
        running -= 1;
      },
      () => {},
    );
    queue.add('a');
    queue.add('a');
    await first.promise;
    for (let request = 0; request < 5; request += 1) queue.add('a');
    // Time for a second run to begin, were it let.
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    second.resolve();
    await done.promise;
    await queue.stop();
    expect([runs, most]).to.deep.equal([2, 1]);
  });

  it('runs other keys meanwhile', async () => {
    const [blocked, done] = [open(), open()];
    const queue = createQueue(
      async (key) => {
        if (key === 'slow') await blocked.promise;
        else done.resolve();
      },
      () => {},
    );
    queue.add('slow');
    queue.add('fast');
    await done.promise;
    blocked.resolve();
    await queue.stop();
  });

  it('tries again after an error, telling each', async () => {
    const done = open();
    const errors: string[] = [];
    let runs = 0;
    const queue = createQueue(
      async () => {
        runs += 1;
        if (runs < 3) throw new Error(`failure ${runs}`);
        done.resolve();
      },
      (key, error) => errors.push(`${key}: ${error instanceof Error ? error.message : ''}`),
    );
    queue.add('a');
    await done.promise;
    await queue.stop();
    expect(errors).to.deep.equal(['a: failure 1', 'a: failure 2']);
  });

  it('waits for what runs when it is stopped, and starts nothing more', async () => {
    const [started, release] = [open(), open()];
    let runs = 0;
    const queue = createQueue(
      async () => {
        runs += 1;
        started.resolve();
        await release.promise;
        throw new Error('too late to be tried again');
      },
      () => {},
    );
    queue.add('a');
    await started.promise;
    let over = false;
    const stopping = queue.stop().then(() => {
      over = true;
    });
    queue.add('a');
    queue.add('b');
    await new Promise(setImmediate);
    expect(over).to.equal(false);
    release.resolve();
    await stopping;
    expect(runs).to.equal(1);
  });
});

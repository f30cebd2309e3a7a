import { expect } from 'chai';
import { linkSignal, orAbort } from './link.ts';

describe('orAbort', () => {
  it('rejects with the reason, before or meanwhile, and leaves no rejection unheard', async () => {
    const unheard: unknown[] = [];
    const note = (reason: unknown) => void unheard.push(reason);
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', note);
    const stop = new AbortController();
    const fail = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      throw new Error('too late');
    };
    const meanwhile = orAbort(fail(), stop.signal).catch((error: unknown) => error);
    stop.abort('stop');
    expect(await meanwhile).to.equal('stop');
    expect(await orAbort(fail(), stop.signal).catch((error: unknown) => error)).to.equal('stop');
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    for (const other of others) process.on('unhandledRejection', other);
    expect(unheard).to.deep.equal([]);
  });

  it('gives what the promise gives, or its error', async () => {
    const { signal } = new AbortController();
    expect(await orAbort(Promise.resolve(7), signal)).to.equal(7);
    expect(await orAbort(Promise.reject(new Error('own')), signal).catch((error: Error) => error.message)).to.equal(
      'own',
    );
  });
});

describe('linkSignal', () => {
  it('follows its parent with the reason, and ends alone', () => {
    const parent = new AbortController();
    const [first, second] = [linkSignal(parent.signal), linkSignal(parent.signal)];
    first.end();
    expect([first.signal.aborted, second.signal.aborted, parent.signal.aborted]).to.deep.equal([true, false, false]);
    parent.abort('why');
    expect(second.signal.reason).to.equal('why');
    expect(linkSignal(parent.signal).signal.reason).to.equal('why');
  });
});

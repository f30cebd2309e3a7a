import { expect } from 'chai';
import type { Exchange } from '../../protocols/types.ts';
import type { Message } from './exchange.ts';
import { createSharedSend, type Send } from './shared-exchanges.ts';

const { signal } = new AbortController();
const context = {} as Parameters<Send>[0];

function message(request: object, address = 'a'): Message {
  const location = { current: () => address, avoid: () => {} };
  return { protocol: 'http', location, port: 80, request };
}

/** Answers by hand, in the order in which was sent. */
function createFakeSend() {
  const answers: { resolve(exchange: Exchange): void; reject(error: Error): void }[] = [];
  const send: Send = () => new Promise((resolve, reject) => void answers.push({ resolve, reject }));
  return { send, answers };
}

describe('rows that ask the same', () => {
  it('look at one exchange while it is on its way, and each at another the next time', async () => {
    const { send, answers } = createFakeSend();
    const sharedBy = createSharedSend(send);
    const [one, two] = [sharedBy({}), sharedBy({})];
    const first = [one(context, message({ path: '/' }), signal), two(context, message({ path: '/' }), signal)];
    expect(answers).to.have.length(1);
    const again = one(context, message({ path: '/' }), signal);
    expect(answers).to.have.length(2);
    const exchange = { protocol: 'http' } as Exchange;
    for (const { resolve } of answers) resolve(exchange);
    expect(await Promise.all([...first, again])).to.deep.equal([exchange, exchange, exchange]);
    void two(context, message({ path: '/' }), signal);
    expect(answers).to.have.length(3);
  });

  it('share nothing of another request or place, nor what is sent with a value of its own', () => {
    const { send, answers } = createFakeSend();
    const sharedBy = createSharedSend(send);
    for (const one of [message({ path: '/a' }), message({ path: '/b' }), message({ path: '/a' }, 'b')]) {
      void sharedBy({})(context, one, signal);
    }
    for (const request of [{ marker: 'm' }, { cookie: 'c' }]) {
      void sharedBy({})(context, message(request), signal);
      void sharedBy({})(context, message(request), signal);
    }
    expect(answers).to.have.length(7);
  });

  it('send for themselves where the row that sent has ended', async () => {
    const { send, answers } = createFakeSend();
    const sharedBy = createSharedSend(send);
    const first = sharedBy({})(context, message({}), signal);
    const second = sharedBy({})(context, message({}), signal);
    answers[0]?.reject(new Error('given up'));
    await first.catch(() => {});
    await new Promise(setImmediate);
    expect(answers).to.have.length(2);
    answers[1]?.resolve({} as Exchange);
    expect(await second).to.deep.equal({});
  });
});

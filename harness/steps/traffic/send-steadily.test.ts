import { expect } from 'chai';
import { sendSteadily } from './send-steadily.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('sendSteadily', () => {
  it('goes on sending while one answer is late, and takes all in the order sent', async () => {
    let sent = 0;
    let answerFirst: (value: number) => void = () => {};
    const first = new Promise<number>((resolve) => {
      answerFirst = resolve;
    });
    const taken: number[] = [];
    const done = sendSteadily(
      () => {
        sent += 1;
        const number = sent;
        return number === 1 ? first : turn().then(() => number);
      },
      (answer) => taken.push(answer) < 300,
    );
    while (sent < 300) await turn();
    expect(taken).to.deep.equal([]);
    answerFirst(1);
    await done;
    expect(taken).to.deep.equal(Array.from({ length: 300 }, (_, index) => index + 1));
  });

  it('keeps no more than sixteen without an answer, and gets too far ahead of none', async () => {
    let [sent, waiting, most] = [0, 0, 0];
    let answerFirst: () => void = () => {};
    const first = new Promise<void>((resolve) => {
      answerFirst = resolve;
    });
    let taken = 0;
    const done = sendSteadily(
      async () => {
        sent += 1;
        waiting += 1;
        most = Math.max(most, waiting);
        await (sent === 1 ? first : turn());
        waiting -= 1;
      },
      () => {
        taken += 1;
        return taken < 600;
      },
    );
    for (let turns = 0; turns < 200; turns += 1) await turn();
    expect([sent, most]).to.deep.equal([512, 16]);
    answerFirst();
    await done;
    expect(waiting).to.equal(0);
  });

  it('rejects as its requests do, once all have ended', async () => {
    let waiting = 0;
    const send = async (): Promise<void> => {
      waiting += 1;
      await turn();
      waiting -= 1;
      throw new Error('no more sockets');
    };
    const error: unknown = await sendSteadily(send, () => true).catch((thrown: unknown) => thrown);
    expect(String(error)).to.equal('Error: no more sockets');
    expect(waiting).to.equal(0);
  });

  it('does with answers that are there at once', async () => {
    let taken = 0;
    await sendSteadily(
      () => Promise.resolve(1),
      (answer) => {
        taken += answer;
        return taken < 1000;
      },
    );
    expect(taken).to.equal(1000);
  });
});

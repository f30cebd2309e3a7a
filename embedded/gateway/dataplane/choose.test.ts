import { expect } from 'chai';
import { createChooser, pickAt } from './choose.ts';

const weights = [70, 0, 30];

function count(choice: 'even' | 'rotation' | 'random', draws: number): number[] {
  let state = 1;
  // A small generator of its own, so that a failure repeats.
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const choose = createChooser(choice, random);
  const counts = weights.map(() => 0);
  for (let draw = 0; draw < draws; draw++) {
    const index = choose('rule', weights);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

describe('createChooser', () => {
  it('rotates exactly', () => {
    expect(count('rotation', 100)).to.deep.equal([70, 0, 30]);
  });

  it('comes close evenly, and roughly at random', () => {
    for (const [choice, tolerance] of [
      ['even', 3],
      ['random', 60],
    ] as const) {
      const [first = 0, none, last = 0] = count(choice, 1000);
      expect(none).to.equal(0);
      expect(Math.abs(first - 700), choice).to.be.at.most(tolerance);
      expect(first + last).to.equal(1000);
    }
  });

  it('keeps the sequences of rules apart', () => {
    const choose = createChooser('rotation', Math.random);
    expect(['a', 'b', 'a', 'b'].map((id) => choose(id, [1, 1]))).to.deep.equal([0, 0, 1, 1]);
  });

  it('chooses none where nothing has weight', () => {
    for (const choice of ['even', 'rotation', 'random'] as const) {
      expect(createChooser(choice, Math.random)('rule', [0, 0])).to.equal(-1);
    }
    expect(pickAt([1, 0], 1)).to.equal(0);
  });
});

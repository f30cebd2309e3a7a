import { expect } from 'chai';
import { watchRelapse } from './relapse.ts';

describe('watchRelapse', () => {
  const good = { mismatches: [] };
  const bad = { mismatches: [{ path: 'a', expected: 'b', observed: 'c' }], clear: true };
  const vague = { ...bad, clear: false };
  type Attempt = typeof good | typeof bad;
  /** One try each 200 ms: g is right, b wrong, v passing trouble. */
  const follow = (tries: string) => {
    const watch = watchRelapse<Attempt>({ isClear: (attempt) => 'clear' in attempt && attempt.clear });
    for (const [index, letter] of [...tries].entries()) {
      watch.note(letter === 'g' ? good : letter === 'b' ? bad : vague, index * 200);
    }
    return watch.found();
  };

  it('finds what is right for a while, then wrong for a while, whatever comes after', () => {
    expect(follow(`gggggg${'b'.repeat(14)}`)).to.deep.equal({ attempt: bad, right: 6, forMs: 2_600 });
    expect(follow(`bbgggggggg${'b'.repeat(16)}ggg`)).to.deep.equal({ attempt: bad, right: 8, forMs: 3_000 });
  });

  it('is suspicious from the first wrong answer after many right ones until it knows', () => {
    const watch = watchRelapse<Attempt>({ isClear: () => true });
    const suspects = [...`ggggggg${'b'.repeat(14)}g`].map((letter, index) => {
      watch.note(letter === 'g' ? good : bad, index * 200);
      return watch.isSuspect();
    });
    expect(suspects.indexOf(true)).to.equal(7);
    expect(suspects.lastIndexOf(true)).to.equal(19);
  });

  it('forgives replicas that learn late, and one wrong answer', () => {
    for (const tries of [
      'bbbbbbgggggg',
      'gggbbbbbbb',
      'gbgbgggbgbggbbgbbgg',
      'gggggggbggggggggbg',
      `gggggg${'b'.repeat(13)}`,
    ]) {
      expect(follow(tries), tries).to.equal(undefined);
    }
  });

  it('forgives passing trouble, and what follows it', () => {
    expect(follow('ggggggvvvvvvvvvv')).to.equal(undefined);
    expect(follow(`ggggggv${'b'.repeat(20)}`)).to.equal(undefined);
  });
});

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
    expect(follow('ggggggbbbbbb')).to.deep.equal({ attempt: bad, right: 6, forMs: 1_000 });
    expect(follow('bbggggggggbbbbbbbbggg')).to.deep.equal({ attempt: bad, right: 8, forMs: 1_400 });
  });

  it('forgives replicas that learn late, and one wrong answer', () => {
    for (const tries of ['bbbbbbgggggg', 'gggbbbbbbb', 'gbgbgggbgbggbbgbbgg', 'gggggggbggggggggbg', 'ggggggbbbbb']) {
      expect(follow(tries), tries).to.equal(undefined);
    }
  });

  it('forgives passing trouble, and what follows it', () => {
    expect(follow('ggggggvvvvvvvvvv')).to.equal(undefined);
    expect(follow('ggggggvbbbbbbbbb')).to.equal(undefined);
  });
});

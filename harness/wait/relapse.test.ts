import { expect } from 'chai';
import { createPolicies, eventuallyAll, fakeClock } from './index.ts';
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

describe('rows that are right, then wrong, then right', () => {
  const { traffic, settle } = createPolicies();
  /** Right for eight tries, then wrong for so long, whichever way the wrong ones are told. */
  const tryRow = async (wrongMs: number, isBack: (tries: number) => boolean = () => false) => {
    const clock = fakeClock();
    let tries = 0;
    let until: number | undefined;
    const probe = async () => {
      await clock.sleep(2, new AbortController().signal);
      tries += 1;
      if (tries <= 8) return { mismatches: [] };
      until ??= clock.now() + wrongMs;
      const wrong = clock.now() < until && !isBack(tries);
      return { mismatches: wrong ? [{ path: 'a', expected: 'b', observed: 'c' }] : [] };
    };
    const tools = { clock, signal: new AbortController().signal };
    const aids = { relapse: { isClear: () => true } };
    const [outcome] = await eventuallyAll({ ...traffic, intervalMs: 200 }, settle, [probe], tools, aids);
    return outcome;
  };

  it('are found out within a second, since they are tried quickly then', async () => {
    const outcome = await tryRow(1_000);
    expect([outcome?.satisfied, outcome?.relapse?.right]).to.deep.equal([true, 8]);
  });

  it('are forgiven where one of two replicas is right all the while', async () => {
    const outcome = await tryRow(5_000, (tries) => tries % 2 === 0);
    expect([outcome?.satisfied, outcome?.relapse]).to.deep.equal([true, undefined]);
  });
});

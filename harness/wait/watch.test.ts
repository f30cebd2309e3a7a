import { expect } from 'chai';
import type { GiveUp } from './give-up.ts';
import { fakeClock, watchStays, watchUntil } from './index.ts';
import type { TimePolicy } from './types.ts';
import type { WatchedState } from './watch.ts';

const POLICY: TimePolicy = { name: 'status', timeoutMs: 1000, intervalMs: 20, maxIntervalMs: 100, successes: 1 };
const wants = (expected: string) => (state: string) => {
  return state === expected ? [] : [{ path: 'state', expected, observed: state }];
};

/** States at given times; then the source stays silent until its signal aborts, or ends. */
function setUp(script: readonly (readonly [number, string])[], ends = false) {
  const clock = fakeClock();
  const stop = new AbortController();
  const ended: string[] = [];
  async function* source(signal: AbortSignal) {
    try {
      for (const [at, state] of script) {
        await clock.sleep(at - clock.now(), signal);
        yield state;
      }
      if (!ends) await clock.sleep(1e9, signal);
    } finally {
      ended.push('source');
    }
  }
  return { source, ended, stop, tools: { clock, signal: stop.signal } };
}

describe('watchUntil', () => {
  it('passes at the first state without a mismatch', async () => {
    const { source, tools } = setUp([
      [0, 'a'],
      [100, 'b'],
      [200, 'c'],
      [300, 'b'],
    ]);
    expect(await watchUntil(POLICY, source, wants('b'), tools)).to.deep.equal({
      satisfied: true,
      tries: 2,
      elapsedMs: 100,
      last: { state: 'b', mismatches: [] },
    });
  });

  it('keeps the last state and its mismatches when time is up, and lets the source go', async () => {
    const { source, tools, ended } = setUp([
      [0, 'a'],
      [100, 'c'],
      [2000, 'b'],
    ]);
    expect(await watchUntil(POLICY, source, wants('b'), tools)).to.deep.equal({
      satisfied: false,
      tries: 2,
      elapsedMs: 1000,
      last: { state: 'c', mismatches: [{ path: 'state', expected: 'b', observed: 'c' }] },
    });
    expect(tools.clock.sleepers).to.equal(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).to.deep.equal(['source']);
  });

  it('takes a plain iterable, and a source without states or that ends early', async () => {
    const { source, tools } = setUp([[0, 'a']], true);
    const outcome = await watchUntil(POLICY, source(tools.signal), wants('b'), tools);
    expect(outcome).to.include({ satisfied: false, tries: 1 });
    const silent = setUp([]);
    const nothing = await watchUntil(POLICY, silent.source, wants('b'), silent.tools);
    expect(nothing).to.deep.equal({ satisfied: false, tries: 0, elapsedMs: 1000, last: undefined });
  });

  it('rejects with the reason when aborted, and with what the source throws', async () => {
    const { source, tools, stop } = setUp([[0, 'a']]);
    const test = (state: string) => {
      stop.abort(new Error('Ctrl-C'));
      return wants('b')(state);
    };
    expect(await watchUntil(POLICY, source, test, tools).catch((error: Error) => error.message)).to.equal('Ctrl-C');
    const again = setUp([]);
    again.stop.abort(new Error('before'));
    const early = watchUntil(POLICY, again.source, wants('b'), again.tools);
    expect(await early.catch((error: Error) => error.message)).to.equal('before');
    async function* broken(): AsyncGenerator<string> {
      yield 'a';
      throw new Error('watch failed');
    }
    const failing = watchUntil(POLICY, broken, wants('b'), setUp([]).tools);
    expect(await failing.catch((error: Error) => error.message)).to.equal('watch failed');
  });
});

describe('watchUntil of a state that stays wrong', () => {
  const giveUp = (tookMs: number | undefined): GiveUp<WatchedState<string>> => ({
    steadyMs: 100,
    describe: ({ state }) => (state === 'starting' ? undefined : state),
    prove: async () => tookMs,
  });
  const watch = (script: readonly (readonly [number, string])[], tookMs: number | undefined = 10) => {
    const { source, tools } = setUp(script);
    return watchUntil(POLICY, source, wants('b'), tools, giveUp(tookMs));
  };

  it('ends once what was made later has been seen to be taken, and its like would have been', async () => {
    const outcome = await watch([[0, 'a']]);
    expect(outcome).to.include({ satisfied: false, unfinished: 'givenUp', tries: 1 });
    expect(outcome.elapsedMs).to.be.within(200, 400);
    expect((await watch([[0, 'a']], 100)).elapsedMs).to.be.within(600, 800);
  });

  it('does not end while it changes, or may yet change by itself, or where nothing can be shown', async () => {
    const changing = Array.from({ length: 19 }, (_, index) => [index * 50, `a${index}`] as const);
    expect(await watch([...changing, [950, 'b']])).to.include({ satisfied: true });
    expect(
      await watch([
        [0, 'starting'],
        [900, 'b'],
      ]),
    ).to.include({ satisfied: true });
    const { source, tools } = setUp([[0, 'a']]);
    const unproven = { ...giveUp(10), prove: async () => undefined };
    expect(await watchUntil(POLICY, source, wants('b'), tools, unproven)).to.not.have.property('unfinished');
  });
});

describe('watchStays', () => {
  it('holds where every state of the window is good', async () => {
    const { source, tools } = setUp([
      [0, 'a'],
      [500, 'a'],
      [1500, 'b'],
    ]);
    expect(await watchStays(POLICY, source, wants('a'), tools)).to.include({
      satisfied: true,
      tries: 2,
      elapsedMs: 1000,
    });
  });

  it('ends at the first bad state', async () => {
    const { source, tools } = setUp([
      [0, 'a'],
      [900, 'b'],
      [950, 'a'],
    ]);
    const outcome = await watchStays(POLICY, source, wants('a'), tools);
    expect(outcome).to.include({ satisfied: false, tries: 2, elapsedMs: 900 });
    expect(outcome.last?.state).to.equal('b');
  });

  it('counts the window from the first state', async () => {
    const { source, tools } = setUp([
      [5000, 'a'],
      [5900, 'b'],
    ]);
    expect(await watchStays(POLICY, source, wants('a'), tools)).to.include({ satisfied: false, tries: 2 });
  });

  it('is not satisfied by no state at all', async () => {
    const { source, tools } = setUp([], true);
    expect(await watchStays(POLICY, source, wants('a'), tools)).to.include({ satisfied: false, tries: 0 });
  });
});

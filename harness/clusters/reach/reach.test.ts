import { expect } from 'chai';
import { fakeClock } from '../../wait/fake-clock.ts';
import type { Reached } from './probe.ts';
import { createReach, type ReachMode } from './reach.ts';

describe('createReach', () => {
  const local = { host: 'local', port: 1 };
  let ending: AbortController;

  beforeEach(() => {
    ending = new AbortController();
  });
  afterEach(() => ending.abort());

  /** Hosts are reached as `ways` says at the time, and pods are ready behind those in `ready`. */
  function createNetwork(ways: Record<string, Reached>, ready: Set<string>, lack?: string) {
    const clock = fakeClock();
    const told: string[] = [];
    let begun = 0;
    const make = (mode: ReachMode) =>
      createReach({
        mode,
        clock,
        signal: ending.signal,
        async forward() {
          begun += 1;
          const dial = Object.assign(() => local, { explain: (host: string) => (ready.has(host) ? undefined : lack) });
          return { dial, hasTarget: (host: string) => ready.has(host) };
        },
        async probe(host, port, timeoutMs) {
          const way = ways[`${host}:${port}`] ?? ways[host] ?? 'open';
          if (way === 'unreachable') await clock.sleep(timeoutMs, ending.signal);
          return way;
        },
        onForward: (reason) => told.push(reason),
      });
    return { make, told, begun: () => begun, pass: (ms: number) => clock.sleep(ms, ending.signal) };
  }

  it('dials straight where it is told to', async () => {
    const { make, begun } = createNetwork({ a: 'unreachable' }, new Set(['a']));
    const dial = await make('direct');
    expect(dial('a', 80)).to.deep.equal({ host: 'a', port: 80 });
    expect(begun()).to.equal(0);
  });

  it('turns to the API server for what cannot be reached, and for that only', async () => {
    const { make, told, begun, pass } = createNetwork(
      { a: 'unreachable', b: 'refused', c: 'unreachable' },
      new Set(['a', 'b', 'c']),
    );
    const dial = await make('auto');
    for (const host of ['a', 'b', 'c']) expect(dial(host, 80)).to.deep.equal({ host, port: 80 });
    await pass(7_000);
    expect(['a', 'b', 'c'].map((host) => dial(host, 80).host)).to.deep.equal(['local', 'b', 'local']);
    expect(told).to.deep.equal(['a cannot be reached from here']);
    expect(begun()).to.equal(1);
  });

  it('takes an address that drops connections while no pod is ready for no reason to turn', async () => {
    const ways: Record<string, Reached> = { a: 'unreachable' };
    const ready = new Set<string>();
    const { make, told, pass } = createNetwork(ways, ready);
    const dial = await make('auto');
    dial('a', 80);
    await pass(20_000);
    expect(dial('a', 80).host).to.equal('a');
    ready.add('a');
    ways.a = 'open';
    await pass(20_000);
    expect(dial('a', 80).host).to.equal('a');
    expect(told).to.deep.equal([]);
  });

  it('takes one port that drops connections for no reason to turn either', async () => {
    const { make, told, pass } = createNetwork({ 'a:443': 'unreachable' }, new Set(['a']));
    const dial = await make('auto');
    dial('a', 443);
    dial('a', 80);
    await pass(20_000);
    expect(dial('a', 443).host).to.equal('a');
    expect(told).to.deep.equal([]);
  });

  it('says why nothing leads to an address, until something does', async () => {
    const ways: Record<string, Reached> = { a: 'unreachable' };
    const { make, pass } = createNetwork(ways, new Set(), 'its endpoints are no pods');
    const dial = await make('auto');
    dial('a', 80);
    dial('b', 80);
    expect(dial.explain?.('a', 80), 'before it is known').to.equal(undefined);
    await pass(7_000);
    expect(dial.explain?.('a', 80)).to.equal('its endpoints are no pods');
    expect(dial.explain?.('b', 80)).to.equal(undefined);
    ways.a = 'open';
    await pass(15_000);
    expect(dial.explain?.('a', 80)).to.equal(undefined);
  });

  it('returns to an address that can be reached after all', async () => {
    const ways: Record<string, Reached> = { a: 'unreachable' };
    const { make, pass } = createNetwork(ways, new Set(['a']));
    const dial = await make('auto');
    dial('a', 80);
    await pass(7_000);
    expect(dial('a', 80).host).to.equal('local');
    ways.a = 'open';
    await pass(15_000);
    expect(dial('a', 80).host).to.equal('a');
  });
});

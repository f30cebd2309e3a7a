import { expect } from 'chai';
import type { GiveUp } from './give-up.ts';
import { createPolicies, eventuallyAll, fakeClock, type Probe } from './index.ts';
import type { Attempt } from './types.ts';

const { traffic, settle } = createPolicies();
const GOOD: Attempt = { mismatches: [] };
const bad = (observed: string): Attempt => ({ mismatches: [{ path: 'response.status', expected: '200', observed }] });
const STEADY_MS = 5_000;

describe('eventuallyAll, where it is no use to wait', () => {
  /** @param tookMs how long what is applied anew takes to be served; undefined where it is not */
  function start(tookMs: number | undefined, minor: readonly number[] = []) {
    const clock = fakeClock();
    const { signal } = new AbortController();
    const asked: (readonly number[])[] = [];
    const giveUp: GiveUp<Attempt> = {
      steadyMs: STEADY_MS,
      describe: ({ mismatches }) => (mismatches[0]?.observed === '503' ? undefined : mismatches[0]?.observed),
      isMinor: (row) => minor.includes(row),
      async prove(rows, during) {
        asked.push(rows);
        await clock.sleep(tookMs ?? 0, during);
        return tookMs;
      },
    };
    const run = (...probes: Probe<Attempt>[]) => eventuallyAll(traffic, settle, probes, { clock, signal }, { giveUp });
    return { clock, asked, run };
  }

  it('gives up a row that stays wrong while something later is served, and confirms the others', async () => {
    const { asked, run } = start(300);
    const [good, wrong] = await run(
      async () => GOOD,
      async () => bad('404'),
    );
    expect(wrong).to.deep.include({ satisfied: false, unfinished: 'givenUp' });
    expect(wrong?.elapsedMs).to.be.within(2 * STEADY_MS, 3 * STEADY_MS);
    expect(good).to.include({ satisfied: true });
    expect(good).not.to.have.property('unfinished');
    expect(good?.tries).to.be.at.least(traffic.successes + settle.successes);
    expect(asked).to.deep.equal([[1]]);
  });

  it('waits the longer, the longer something later takes', async () => {
    const { clock, run } = start(12_000);
    const late = async () => (clock.now() > 40_000 ? GOOD : bad('404'));
    const [row] = await run(late);
    expect(row).to.include({ satisfied: true });
  });

  const wrong = async () => bad('404');
  const vague = async () => bad('503');
  const changing = async (attempt: number) => bad(attempt % 3 === 0 ? '404' : '403');
  const unsteady = async (attempt: number) => (attempt % 3 === 0 ? GOOD : bad('404'));

  for (const [what, probes] of [
    ['has no final answer', [vague]],
    ['changes its answer', [changing]],
    ['is right now and then', [unsteady]],
    ['is steadily wrong beside one that has no final answer', [wrong, vague]],
  ] satisfies [string, Probe<Attempt>[]][]) {
    it(`waits to the end for a row that ${what}`, async () => {
      const { asked, run } = start(10);
      for (const { satisfied, elapsedMs, unfinished } of await run(...probes)) {
        expect({ satisfied, unfinished }).to.deep.equal({ satisfied: false, unfinished: undefined });
        expect(elapsedMs).to.be.at.least(traffic.timeoutMs);
      }
      expect(asked).to.deep.equal([]);
    });
  }

  it('waits no more for a row that fails the confirmation after another one was given up', async () => {
    const { clock, run } = start(10);
    const late = async () => (clock.now() > 2 * STEADY_MS && clock.now() % 7 < 3 ? bad('404') : GOOD);
    const [, other] = await run(late, wrong);
    expect(other).to.include({ unfinished: 'givenUp' });
    expect(clock.now()).to.be.below(4 * STEADY_MS);
  });

  it('leaves rows undecided that are unsteady beside one that is given up', async () => {
    const { asked, run } = start(10);
    const outcomes = await run(unsteady, changing, wrong, async () => GOOD);
    expect(outcomes.map(({ unfinished }) => unfinished)).to.deep.equal([
      'undecided',
      'undecided',
      'givenUp',
      undefined,
    ]);
    for (const { elapsedMs } of outcomes) expect(elapsedMs).to.be.below(3 * STEADY_MS);
    expect(asked).to.deep.equal([[2]]);
  });

  it('waits on for the others where only a minor row is given up', async () => {
    const { clock, asked, run } = start(10, [1, 2]);
    const late = async (attempt: number) => (clock.now() > 20_000 ? GOOD : unsteady(attempt));
    const outcomes = await run(late, wrong, unsteady);
    expect(outcomes.map(({ satisfied, unfinished }) => unfinished ?? satisfied)).to.deep.equal([
      true,
      'givenUp',
      'undecided',
    ]);
    expect(asked).to.deep.equal([[1]]);
  });

  it('waits to the end where nothing later can be shown to be served', async () => {
    const [row] = await start(undefined).run(async () => bad('404'));
    expect(row?.elapsedMs).to.be.at.least(traffic.timeoutMs);
    expect(row).not.to.have.property('unfinished');
  });

  it('passes a row that becomes right while something later is waited for', async () => {
    const { clock, run } = start(1_000);
    const [row] = await run(async () => (clock.now() > 8_000 ? GOOD : bad('404')));
    expect(row).to.include({ satisfied: true });
    expect(row).not.to.have.property('unfinished');
  });
});

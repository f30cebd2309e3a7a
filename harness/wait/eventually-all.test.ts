import { expect } from 'chai';
import { createRandom } from '../run/names/index.ts';
import { createPolicies, eventuallyAll, fakeClock, type Probe } from './index.ts';
import type { Attempt, TimePolicy } from './types.ts';

const { traffic, settle } = createPolicies();
const GOOD: Attempt = { mismatches: [] };
const bad = (observed: string): Attempt => ({ mismatches: [{ path: 'response.status', expected: '?', observed }] });
const tools = () => ({ clock: fakeClock(), signal: new AbortController().signal });

/** A data plane of replicas that learn the configuration at different times; a connection goes to any of them. */
function dataPlane(learnsAt: readonly number[], choose: () => number) {
  const { clock, signal } = tools();
  const isLive = () => clock.now() >= (learnsAt[choose() % learnsAt.length] ?? 0);
  const row =
    (expected: number, whenLive: number): Probe<Attempt> =>
    async () => {
      await clock.sleep(2, signal);
      const status = isLive() ? whenLive : 404;
      return status === expected ? GOOD : bad(String(status));
    };
  return { row, clock, signal };
}

describe('eventuallyAll', () => {
  it('passes rows that are good at once, after the settle window', async () => {
    const outcomes = await eventuallyAll(traffic, settle, [async () => GOOD, async () => GOOD], tools());
    for (const outcome of outcomes) {
      expect(outcome.satisfied).to.equal(true);
      expect(outcome.tries).to.be.at.least(traffic.successes + settle.successes);
      expect(outcome.elapsedMs).to.be.within(settle.timeoutMs, settle.timeoutMs + 200);
    }
  });

  it('fails one row, in time, and judges the others', async () => {
    const outcomes = await eventuallyAll(traffic, settle, [async () => GOOD, async () => bad('500')], tools());
    expect(outcomes.map(({ satisfied }) => satisfied)).to.deep.equal([true, false]);
    expect(outcomes[1]?.last).to.deep.equal(bad('500'));
    expect(outcomes[1]?.elapsedMs).to.equal(traffic.timeoutMs);
  });

  it('does not pass a row that is wrong now and then, and tells how often it was right', async () => {
    // One in fifteen: what is found out in the first confirmation does not get through the longer ones.
    const shaky = async (attempt: number) => (attempt % 15 === 9 ? bad('404') : GOOD);
    const [outcome] = await eventuallyAll(traffic, settle, [shaky], tools());
    expect(outcome?.satisfied).to.equal(false);
    expect(outcome?.right).to.be.greaterThan((outcome?.tries ?? 0) * 0.8);
  });

  it('does not pass a row that expects 404 before the configuration is live', async () => {
    // The route serves what it must not: 200 where 404 is expected.
    const plane = dataPlane([3000], () => 0);
    const outcomes = await eventuallyAll(traffic, settle, [plane.row(200, 200), plane.row(404, 200)], plane);
    expect(outcomes.map(({ satisfied }) => satisfied)).to.deep.equal([true, false]);
    expect(outcomes[1]?.last).to.deep.equal(bad('200'));
  });

  it('sends a row that fails the confirmation back to waiting, and confirms all again', async () => {
    const { clock, signal } = tools();
    const tries: number[] = [];
    const steady = async (attempt: number) => {
      tries.push(attempt);
      return GOOD;
    };
    // Good at first, bad for a while, good for good.
    const shaky = async () => (clock.now() > 300 && clock.now() < 2000 ? bad('503') : GOOD);
    const outcomes = await eventuallyAll(traffic, settle, [steady, shaky], { clock, signal });
    expect(outcomes.map(({ satisfied }) => satisfied)).to.deep.equal([true, true]);
    expect(outcomes[0]?.elapsedMs).to.be.at.least(2000 + settle.timeoutMs);
    expect(tries).to.deep.equal(tries.map((_, index) => index + 1));
    expect(outcomes[0]?.tries).to.equal(tries.length);
  });

  it('keeps one deadline for waiting before and after the confirmation', async () => {
    const { clock, signal } = tools();
    const shortLived = async () => (clock.now() < 500 ? GOOD : bad('gone'));
    const [outcome] = await eventuallyAll(traffic, settle, [shortLived], { clock, signal });
    expect(outcome).to.include({ satisfied: false, elapsedMs: traffic.timeoutMs });
  });

  it('confirms in the least number of rounds even where the window is too short for them', async () => {
    const outcomes = await eventuallyAll(traffic, { ...settle, timeoutMs: 0 }, [async () => GOOD], tools());
    expect(outcomes[0]?.tries).to.equal(traffic.successes + settle.successes);
  });

  it('fails a row that cannot hold until the deadline', async () => {
    const flapping = async (attempt: number) => (attempt % 6 === 0 ? bad('flap') : GOOD);
    const [outcome] = await eventuallyAll(traffic, settle, [flapping], tools());
    expect(outcome).to.include({ satisfied: false });
    expect(outcome?.last).to.deep.equal(bad('flap'));
    expect(outcome?.elapsedMs).to.be.within(traffic.timeoutMs, traffic.timeoutMs + settle.timeoutMs);
  });

  describe('with two replicas, the second three seconds later', () => {
    const SEEDS = Array.from({ length: 200 }, (_, index) => `seed ${index}`);
    const choices = (seed: string) => {
      const random = createRandom(seed);
      let turn = 0;
      return [() => random.integer(0, 1), () => turn++];
    };

    it('never fails a conformant implementation', async () => {
      for (const seed of SEEDS) {
        for (const choose of choices(seed)) {
          const plane = dataPlane([0, 3000], choose);
          const rows = [plane.row(200, 200), plane.row(200, 200), plane.row(404, 404)];
          const outcomes = await eventuallyAll(traffic, settle, rows, plane);
          expect(
            outcomes.every(({ satisfied }) => satisfied),
            seed,
          ).to.equal(true);
        }
      }
    });

    it('never passes one that serves what it must not', async () => {
      // A shorter deadline: the failing row costs all of it.
      const policy: TimePolicy = { ...traffic, timeoutMs: 8000 };
      for (const seed of SEEDS) {
        for (const choose of choices(seed)) {
          const plane = dataPlane([0, 3000], choose);
          const outcomes = await eventuallyAll(policy, settle, [plane.row(200, 200), plane.row(404, 200)], plane);
          expect(outcomes[1]?.satisfied, seed).to.equal(false);
        }
      }
    });

    for (const count of [1, 2, 3, 4, 5, 6, 9, 12, 13]) {
      it(`shows both to each of ${count} rows in the confirmation, where they take turns`, async () => {
        const { clock, signal } = tools();
        let turn = 0;
        const seen = Array.from({ length: count }, () => new Set<number>());
        const probe = (row: number) => async (attempt: number) => {
          const replica = turn++ % 2;
          if (attempt > traffic.successes) seen[row]?.add(replica);
          return GOOD;
        };
        await eventuallyAll(
          traffic,
          settle,
          seen.map((_, row) => probe(row)),
          { clock, signal },
        );
        expect(seen.map((replicas) => replicas.size)).to.deep.equal(seen.map(() => 2));
      });
    }

    it('never passes one whose second replica does not learn at all', async () => {
      const policy: TimePolicy = { ...traffic, timeoutMs: 4000 };
      for (const seed of SEEDS) {
        const plane = dataPlane([0, 1e9], choices(seed)[0] ?? (() => 0));
        const outcomes = await eventuallyAll(policy, settle, [plane.row(200, 200), plane.row(200, 200)], plane);
        expect(
          outcomes.every(({ satisfied }) => satisfied),
          seed,
        ).to.equal(false);
      }
    });
  });

  describe('where all rows become good at one time', () => {
    const wait = async (learnsAt: number, count: number) => {
      const plane = dataPlane([learnsAt], () => 0);
      const rows = Array.from({ length: count }, () => plane.row(200, 200));
      const outcomes = await eventuallyAll(traffic, settle, rows, plane);
      expect(outcomes.every(({ satisfied }) => satisfied)).to.equal(true);
      return outcomes;
    };

    it('notices soon', async () => {
      for (let learnsAt = 500; learnsAt <= 6000; learnsAt += 110) {
        for (const { elapsedMs } of await wait(learnsAt, 10)) {
          expect(elapsedMs, `${learnsAt}`).to.be.below(learnsAt * 1.1 + settle.timeoutMs + 250);
        }
      }
    });

    it('tries one row more often, and the others as seldom as before', async () => {
      const tries = (await wait(6000, 10)).map((outcome) => outcome.tries);
      expect(Math.max(...tries.slice(0, -1))).to.be.at.most(27);
      expect(tries.at(-1)).to.be.above(30);
    });

    it('does not let a row that is right now and then keep the others awake', async () => {
      const { clock, signal } = tools();
      let tries = 0;
      const steady = async () => {
        tries += 1;
        return bad('404');
      };
      await eventuallyAll(traffic, settle, [async (n) => (n % 2 === 0 ? bad('503') : GOOD), steady], { clock, signal });
      expect(tries).to.be.below((traffic.timeoutMs / 1000) * 5);
    });
  });

  it('keeps the number of tries in flight bounded', async () => {
    const { clock, signal } = tools();
    let running = 0;
    let most = 0;
    const probe = async () => {
      running += 1;
      most = Math.max(most, running);
      await clock.sleep(5, signal);
      running -= 1;
      return GOOD;
    };
    await eventuallyAll(
      traffic,
      settle,
      Array.from({ length: 30 }, () => probe),
      { clock, signal },
    );
    expect(most).to.equal(8);
  });

  it('stops all rows when one throws, and rejects with the reason when aborted', async () => {
    const { clock } = tools();
    let later = 0;
    const throwing = async () => Promise.reject(new Error('harness'));
    const other = async () => {
      later += 1;
      return bad('x');
    };
    const outcome = eventuallyAll(traffic, settle, [throwing, other], tools());
    expect(await outcome.catch((error: Error) => error.message)).to.equal('harness');
    const seen = later;
    await clock.sleep(5000, new AbortController().signal);
    expect(later).to.equal(seen);
    const stop = new AbortController();
    const aborting = async () => {
      stop.abort(new Error('Ctrl-C'));
      return GOOD;
    };
    const aborted = eventuallyAll(traffic, settle, [aborting, other], { clock, signal: stop.signal });
    expect(await aborted.catch((error: Error) => error.message)).to.equal('Ctrl-C');
  });

  it('has nothing to do without rows', async () => {
    expect(await eventuallyAll(traffic, settle, [], tools())).to.deep.equal([]);
  });
});

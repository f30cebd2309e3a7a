import { expect } from 'chai';
import { consistently, createPolicies, eventually, fakeClock, systemClock } from './index.ts';
import type { Attempt, TimePolicy } from './types.ts';

const GOOD: Attempt = { mismatches: [] };
const bad = (observed: string): Attempt => ({ mismatches: [{ path: 'p', expected: 'e', observed }] });
const POLICY: TimePolicy = { name: 'traffic', timeoutMs: 1000, intervalMs: 10, maxIntervalMs: 100, successes: 3 };
const tools = () => ({ clock: fakeClock(), signal: new AbortController().signal });

/** Plays a script of good (1) and bad (0) tries; the last goes on for ever. */
const play = (script: string) => async (attempt: number) => {
  return script[Math.min(attempt, script.length) - 1] === '1' ? GOOD : bad(`try ${attempt}`);
};

describe('eventually', () => {
  it('needs the successes in a row', async () => {
    expect(await eventually(POLICY, play('111'), tools())).to.include({ satisfied: true, tries: 3, last: GOOD });
    expect(await eventually(POLICY, play('0110111'), tools())).to.include({ satisfied: true, tries: 7 });
  });

  it('tells the last bad try, the tries and the time when it runs out', async () => {
    const outcome = await eventually(POLICY, play('0'), tools());
    expect(outcome).to.include({ satisfied: false, elapsedMs: 1000 });
    expect(outcome.last).to.deep.equal(bad(`try ${outcome.tries}`));
    expect(outcome.tries).to.be.within(10, 20);
    const alternating = await eventually(POLICY, async (attempt) => (attempt % 2 === 0 ? GOOD : bad('odd')), tools());
    expect(alternating.satisfied).to.equal(false);
    expect(alternating.last).to.deep.equal(bad('odd'));
  });

  it('lets the pauses grow by half up to the greatest, and start again after a good try', async () => {
    const { clock, signal } = tools();
    const times: number[] = [];
    const probe = async (attempt: number) => {
      times.push(clock.now());
      return play('00000000110111')(attempt);
    };
    await eventually(POLICY, probe, { clock, signal });
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(pauses.map((pause) => Math.round(pause))).to.deep.equal([
      10, 15, 23, 34, 51, 76, 100, 100, 10, 10, 10, 10, 10,
    ]);
  });

  it('tries a last time at the deadline, not after', async () => {
    const { clock, signal } = tools();
    const times: number[] = [];
    await eventually(
      { ...POLICY, timeoutMs: 105 },
      async () => {
        times.push(clock.now());
        return bad('x');
      },
      { clock, signal },
    );
    expect(times.at(-1)).to.equal(105);
    expect(times.every((time) => time <= 105)).to.equal(true);
  });

  it('counts a try that begins in time and ends after it, and completes a row of good ones', async () => {
    const { clock, signal } = tools();
    const slow = async (attempt: number) => {
      await clock.sleep(600, signal);
      return play('0111')(attempt);
    };
    expect(await eventually(POLICY, slow, { clock, signal })).to.include({ satisfied: true, tries: 4 });
    const late = async (attempt: number) => {
      await clock.sleep(600, signal);
      return play('0011')(attempt);
    };
    expect(await eventually(POLICY, late, { clock, signal })).to.include({ satisfied: false, tries: 2 });
  });

  it('rejects with the reason when aborted, before, while trying and while pausing', async () => {
    const reason = new Error('Ctrl-C');
    const caught = (work: Promise<unknown>) =>
      work.then(
        () => 'resolved',
        (error: unknown) => error,
      );
    const { clock } = tools();
    expect(await caught(eventually(POLICY, play('1'), { clock, signal: AbortSignal.abort(reason) }))).to.equal(reason);
    const trying = new AbortController();
    const probe = async () => {
      trying.abort(reason);
      return GOOD;
    };
    const once = { ...POLICY, successes: 1 };
    expect(await caught(eventually(once, probe, { clock, signal: trying.signal }))).to.equal(reason);
    const pausing = new AbortController();
    const soon = async () => {
      setImmediate(() => pausing.abort(reason));
      return bad('x');
    };
    const real = { clock: systemClock, signal: pausing.signal };
    expect(await caught(eventually({ ...POLICY, intervalMs: 60_000, timeoutMs: 60_000 }, soon, real))).to.equal(reason);
  });

  it('passes on what the probe throws', async () => {
    const failing = eventually(POLICY, () => Promise.reject(new Error('harness')), tools());
    expect(await failing.catch((error: Error) => error.message)).to.equal('harness');
  });
});

describe('consistently', () => {
  const WINDOW: TimePolicy = { ...POLICY, name: 'settle', successes: 5 };

  it('holds for the whole window', async () => {
    const outcome = await consistently(WINDOW, play('1'), tools());
    expect(outcome).to.include({ satisfied: true, elapsedMs: 1000 });
    expect(outcome.tries).to.be.at.least(10);
  });

  it('spreads its tries evenly, the last at the end of the window', async () => {
    const { clock, signal } = tools();
    const begun: number[] = [];
    const slow = async () => {
      begun.push(clock.now());
      await clock.sleep(80, signal);
      return GOOD;
    };
    const outcome = await consistently({ ...WINDOW, maxIntervalMs: 300 }, slow, { clock, signal });
    expect(begun).to.deep.equal([0, 250, 500, 750, 1000]);
    expect(outcome).to.include({ tries: 5, elapsedMs: 1080 });
  });

  it('makes more tries in a longer window, as close together', async () => {
    const outcome = await consistently({ ...WINDOW, timeoutMs: 3000, maxIntervalMs: 300 }, play('1'), tools());
    expect(outcome).to.include({ tries: 11, elapsedMs: 3000 });
  });

  it('tries without a pause where one try takes longer than the space between two', async () => {
    const { clock, signal } = tools();
    const slow = async () => {
      await clock.sleep(400, signal);
      return GOOD;
    };
    const outcome = await consistently({ ...WINDOW, maxIntervalMs: 300 }, slow, { clock, signal });
    expect(outcome).to.include({ tries: 5, elapsedMs: 2000 });
  });

  it('ends at the first bad try', async () => {
    const outcome = await consistently(WINDOW, play('1101'), tools());
    expect(outcome).to.include({ satisfied: false, tries: 3 });
    expect(outcome.last).to.deep.equal(bad('try 3'));
  });

  it('makes its tries even where the window is too short for them', async () => {
    expect(await consistently({ ...WINDOW, timeoutMs: 0 }, play('1'), tools())).to.include({
      satisfied: true,
      tries: 5,
    });
    expect(await consistently({ ...WINDOW, timeoutMs: 0 }, play('11110'), tools())).to.include({ satisfied: false });
  });

  it('rejects when aborted', async () => {
    const stop = new AbortController();
    const probe = async () => {
      stop.abort(new Error('stop'));
      return GOOD;
    };
    const outcome = consistently(WINDOW, probe, { clock: fakeClock(), signal: stop.signal });
    expect(await outcome.catch((error: Error) => error.message)).to.equal('stop');
  });
});

describe('time policies', () => {
  it('scale time-outs and the window, never the successes or pauses', () => {
    const [plain, scaled] = [createPolicies(), createPolicies(2.5)];
    expect(Object.keys(plain).sort()).to.deep.equal(['gateway', 'request', 'settle', 'status', 'traffic', 'workload']);
    for (const [name, policy] of Object.entries(plain)) {
      expect(policy.name).to.equal(name);
      expect(scaled[policy.name]).to.deep.equal({ ...policy, timeoutMs: policy.timeoutMs * 2.5 });
    }
    expect(plain.settle.successes).to.be.at.least(5);
    expect(plain.traffic.successes).to.equal(3);
  });

  it('refuse a scale that is none', () => {
    for (const scale of [0, -1, Number.NaN])
      expect(() => createPolicies(scale)).to.throw('timeout scale must be above 0');
  });
});

describe('clocks', () => {
  it('the fake one jumps to the next alarm only when everybody sleeps', async () => {
    const { clock, signal } = tools();
    const order: string[] = [];
    const worker = async (name: string, ms: number) => {
      await clock.sleep(ms, signal);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      order.push(`${name} ${clock.now()}`);
      await clock.sleep(ms, signal);
      order.push(`${name} ${clock.now()}`);
    };
    await Promise.all([worker('slow', 50), worker('quick', 20)]);
    expect(order).to.deep.equal(['quick 20', 'quick 40', 'slow 50', 'slow 100']);
    expect(clock.date().toISOString()).to.equal('2026-01-01T00:00:00.100Z');
    expect(clock.sleepers).to.equal(0);
  });

  for (const [name, clock] of [
    ['fake', fakeClock()],
    ['system', systemClock],
  ] as const) {
    it(`the ${name} one rejects a sleep when aborted, before and during`, async () => {
      const reason = new Error('stop');
      const stop = new AbortController();
      const sleeping = clock.sleep(60_000, stop.signal).catch((error: unknown) => error);
      stop.abort(reason);
      expect(await sleeping).to.equal(reason);
      expect(await clock.sleep(0, stop.signal).catch((error: unknown) => error)).to.equal(reason);
      await clock.sleep(0, new AbortController().signal);
    });

    it(`the ${name} one rings an alarm once, and none that was called off`, async () => {
      const rung: string[] = [];
      clock.alarm(1, () => rung.push('kept'));
      const callOff = clock.alarm(1, () => rung.push('called off'));
      callOff();
      await clock.sleep(5, new AbortController().signal);
      expect(rung).to.deep.equal(['kept']);
    });
  }
});

import { expect } from 'chai';
import { systemClock } from '../wait/clock.ts';
import type { Check, Difference } from './checks.ts';
import { verify } from './verify.ts';

const tools = {
  clock: systemClock,
  signal: new AbortController().signal,
  pace: { requestMs: 1, arrivalMs: 40, graceMs: 1, lateness: 1, pauseMs: 1 },
};

/** Nothing came, in all the time that there is. */
const SILENT = { silent: true } as const;

/** Wrong so many times, then right so many times, then wrong again, so many times. */
function check(
  wrong: number,
  right = Number.POSITIVE_INFINITY,
  over: Partial<Difference> = {},
  again = Number.POSITIVE_INFINITY,
): Check {
  let looks = 0;
  return {
    async look() {
      looks += 1;
      if ((looks > wrong && looks <= wrong + right) || looks > wrong + right + again) return undefined;
      return { kind: 'traffic', subject: 'GET', expected: 'a', observed: 'b', clause: 'rule.none', ...over };
    },
  };
}

const arrived = async () => true;
const kinds = async (checks: readonly Check[], hasArrived = arrived) =>
  (await verify(tools, checks, hasArrived)).map(({ kind }) => kind);

describe('verifying a stage', () => {
  it('forgives what was wrong before it was right', async () => {
    expect(await kinds([check(0), check(3)])).to.deep.equal([]);
  });

  it('finds what stays wrong', async () => {
    expect(await kinds([check(0), check(1_000)])).to.deep.equal(['traffic']);
  });

  it('finds what was right and is wrong again', async () => {
    expect(await kinds([check(0, 1)])).to.deep.equal(['unsteady']);
  });

  it('forgives an answer that does not come once, and finds one that does not come any more', async () => {
    expect(await kinds([check(0, 1, SILENT, 3), check(0)])).to.deep.equal([]);
    expect(await kinds([check(0, 1, SILENT), check(0)])).to.deep.equal(['traffic']);
    const [finding] = await verify(tools, [check(0, 1, SILENT)], arrived);
    expect(finding).not.to.have.property('silent');
  });

  it('finds that a change never arrives, beside what is wrong', async () => {
    expect(await kinds([check(1_000)], async () => false)).to.deep.equal(['traffic', 'arrival']);
  });
});

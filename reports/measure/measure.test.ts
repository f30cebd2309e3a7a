import { expect } from 'chai';
import { samplePassingResult, sampleRow, sampleScenario } from '../../harness/result/sample.ts';
import type { RowResult, RunResult } from '../../harness/result/types.ts';
import { measureChanges, renderMeasurements } from './measure.ts';

const at = (ms: number): string => new Date(Date.parse('2026-01-01T00:00:00Z') + ms).toISOString();
const row = (kind: string, name: string, startMs: number, over: Partial<RowResult>): RowResult =>
  sampleRow({ kind, name, startedAt: at(startMs), ...over });

/** Rounds that take so long each: the status, the traffic after it, and a change. */
const result = (rounds: readonly number[]): RunResult =>
  samplePassingResult({
    scenarios: rounds.map((ms, index) =>
      sampleScenario({
        id: `Round${index}`,
        rows: [
          row('apply', 'the route comes', 0, {}),
          row('status', 'HTTPRoute/measured', 0, { durationMs: ms }),
          row('http', 'route added', ms, { rightAfterMs: 5 }),
          row('http', 'backend changed', 10_000, ms > 900 ? { outcome: 'failed' } : { rightAfterMs: ms / 10 }),
          row('http', 'route removed', 20_000, { outcome: 'skipped' }),
        ],
      }),
    ),
  });

describe('measureChanges', () => {
  const rounds = Array.from({ length: 10 }, (_, index) => (index + 1) * 100);
  const measured = measureChanges(result(rounds));

  it('counts from the change: traffic of a new route includes the wait for its status', () => {
    expect(measured.map(({ change, seenIn, median, p90, most }) => [change, seenIn, median, p90, most])).to.deep.equal([
      ['route added', 'status', 600, 1000, 1000],
      ['route added', 'traffic', 605, 1005, 1005],
      ['backend changed', 'traffic', 50, 90, 90],
    ]);
  });

  it('tells of rounds in which a change did not come, and leaves out what was not reached', () => {
    expect(measured.at(-1)).to.include({ rounds: 10, missed: 1 });
    expect(measured.some(({ change }) => change === 'route removed')).to.equal(false);
    expect(renderMeasurements(measured)).to.match(/^backend changed +traffic +10 +50 ms .*1 not in time$/m);
  });
});

import { expect } from 'chai';
import type { RowPlan } from '../../steps/index.ts';
import { fakeClock } from '../../wait/index.ts';
import { createRowRecorder } from './row-recorder.ts';

const plan: RowPlan = { step: 0, kind: 'http', name: 'row', requirements: [], level: 'official', selected: true };

describe('createRowRecorder', () => {
  it('keeps neither credentials nor texts without end of what was answered', () => {
    const recorder = createRowRecorder(fakeClock(), () => {});
    const long = 'x'.repeat(10_000_000);
    recorder.record(plan, {
      outcome: 'failed',
      message: 'got Authorization: Bearer abcdef123456',
      startedAt: '2026-01-02T03:04:05.000Z',
      durationMs: 1,
      tries: 1,
      mismatches: [{ path: 'body', expected: 'password=hunter22', observed: long }],
      exchanges: [],
    });
    const [row] = recorder.rows();
    const text = JSON.stringify(row);
    expect(text).not.to.contain('abcdef123456').and.not.contain('hunter22');
    expect(row?.message).to.contain('got Authorization: ');
    expect(row?.mismatches[0]?.observed).to.match(/^x{4000}… \(10000000 characters\)$/);
  });

  it('tells of a row that failed what was changed last', () => {
    const recorder = createRowRecorder(fakeClock(), () => {});
    const record = (kind: RowPlan['kind'], name: string, outcome: 'passed' | 'failed') =>
      recorder.record(
        { ...plan, kind, name },
        {
          outcome,
          ...(outcome === 'failed' ? { message: 'wrong' } : {}),
          startedAt: '2026-01-02T03:04:05.000Z',
          durationMs: 1,
          tries: 1,
          mismatches: [],
          exchanges: [],
        },
      );
    record('http', 'at first', 'failed');
    record('patch', 'old', 'passed');
    record('http', 'between', 'passed');
    for (const name of ['a', 'b', 'c', 'd']) record('apply', name, 'passed');
    record('status', 'accepted', 'passed');
    record('http', 'afterwards', 'failed');
    expect(recorder.rows()[0]?.message).to.equal('wrong');
    expect(recorder.rows().at(-1)?.message).to.equal("wrong; changed last: 'a', 'b', 'c' and 1 more");
    for (const name of ['one: a', 'two: b', 'two and three: c', 'four: d']) record('patch', name, 'passed');
    record('http', 'three: the new', 'failed');
    expect(recorder.rows().at(-1)?.message).to.equal(
      "wrong; changed last: 'two and three: c', 'one: a', 'two: b' and 1 more",
    );
  });
});

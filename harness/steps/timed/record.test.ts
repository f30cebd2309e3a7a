import { expect } from 'chai';
import { countFailures, hasHeld, recordTraffic, type Sample } from './record.ts';

const sample = (sentMs: number, what: 'before' | 'after' | string, tookMs = 5): Sample => ({
  sentMs,
  answeredMs: sentMs + tookMs,
  isBefore: what === 'before',
  isAfter: what === 'after',
  kind: what,
});

describe('what answers say of a change', () => {
  it('is the first right one, and when all were right from then on', () => {
    const samples = [
      sample(-20, 'before'),
      sample(0, 'before'),
      sample(20, 'after'),
      sample(40, 'before'),
      sample(60, '503'),
      sample(80, 'after'),
      sample(100, 'after'),
    ];
    expect(recordTraffic(samples)).to.deep.equal({
      requests: 7,
      firstAfterMs: 25,
      allAfterMs: 85,
      errors: [{ kind: '503', count: 1 }],
    });
  });

  it('counts what was right neither before nor after, by kind', () => {
    const samples = [sample(0, '503'), sample(1, 'none ECONNRESET'), sample(2, '503')];
    expect(recordTraffic(samples)).to.deep.equal({
      requests: 3,
      errors: [
        { kind: '503', count: 2 },
        { kind: 'none ECONNRESET', count: 1 },
      ],
    });
  });

  it('counts as failures what clients would have seen, and no kept connection that was closed', () => {
    const cutOff = { ...sample(4, 'none ECONNRESET'), isCutOff: true };
    const samples = [sample(0, 'before'), sample(1, '503'), cutOff, sample(5, 'none ECONNREFUSED'), sample(6, 'after')];
    expect(countFailures(samples)).to.deep.equal([
      { kind: '503', count: 1 },
      { kind: 'none ECONNREFUSED', count: 1 },
    ]);
    expect(countFailures([cutOff, sample(6, 'after')])).to.deep.equal([]);
  });

  it('is no time below zero where it was right while the change was being taken', () => {
    expect(recordTraffic([sample(-30, 'after'), sample(0, 'after')])).to.include({ firstAfterMs: 0, allAfterMs: 0 });
  });

  it('is not when an answer that was asked for late came early', () => {
    const samples = [sample(0, 'after', 5), sample(20, 'before', 500), sample(40, 'after', 5)];
    expect(recordTraffic(samples)).to.include({ firstAfterMs: 5, allAfterMs: 45 });
  });

  it('has held once enough answers were right for long enough', () => {
    const samples = [sample(0, 'before'), sample(20, 'after'), sample(400, 'after')];
    expect(hasHeld(samples, 20, 2)).to.equal(true);
    expect(hasHeld(samples, 20, 3)).to.equal(false);
    expect(hasHeld(samples, 10, 2)).to.equal(false);
    expect(hasHeld([...samples, sample(420, '503'), sample(440, 'after')], 100, 1)).to.equal(false);
    expect(hasHeld([], 100, 1)).to.equal(false);
  });
});

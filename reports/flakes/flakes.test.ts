import { expect } from 'chai';
import { sampleRunResult, sampleScenario } from '../../harness/result/sample.ts';
import type { Outcome } from '../../harness/result/types.ts';
import { countFlakes, renderFlakes } from './flakes.ts';

const repeat = (outcome: Outcome, reason?: string) => ({ outcome, durationMs: 1, ...(reason ? { reason } : {}) });

const result = sampleRunResult({
  scenarios: [
    sampleScenario({ id: 'Steady', repeats: [repeat('passed'), repeat('passed')] }),
    sampleScenario({ id: 'Fails', outcome: 'failed', repeats: [repeat('failed', 'no'), repeat('failed', 'no')] }),
    sampleScenario({
      id: 'Flaky',
      outcome: 'failed',
      flaky: true,
      repeats: [repeat('passed'), repeat('failed', 'was \u001b[2J503\nforged line'), repeat('passed')],
    }),
    sampleScenario({ id: 'Unrun', outcome: 'skipped' }),
  ],
});

describe('countFlakes', () => {
  it('counts each time, flaky scenarios first, and leaves out what was not run', () => {
    expect(countFlakes(result).map(({ reason: _reason, ...row }) => row)).to.deep.equal([
      { id: 'Flaky', flaky: true, passed: 2, failed: 1, errors: 0 },
      { id: 'Fails', flaky: false, passed: 0, failed: 2, errors: 0 },
      { id: 'Steady', flaky: false, passed: 2, failed: 0, errors: 0 },
    ]);
  });

  it('shows one line for each, whatever the reason holds', () => {
    const text = renderFlakes(countFlakes(result));
    expect(text.split('\n')).to.have.length(7);
    expect(text)
      .to.match(/^Flaky +2 +1 +0 +flaky/m)
      .and.to.match(/3 scenarios, 1 of them is flaky/);
    expect(text).not.to.contain('\u001b');
  });
});

import { expect } from 'chai';
import { samplePassingResult, sampleRow, sampleScenario } from '../../harness/result/sample.ts';
import type { Outcome, RunResult } from '../../harness/result/types.ts';
import { hostileTexts, sampleHostileResult } from '../hostile.test.ts';
import { diffResults, renderDifference } from './diff.ts';

const run = (outcomes: Record<string, Outcome>, over: Partial<RunResult> = {}): RunResult =>
  samplePassingResult({
    scenarios: Object.entries(outcomes).map(([id, outcome]) =>
      sampleScenario({ id, outcome, rows: [sampleRow({ outcome, message: `${id} ${outcome}` })] }),
    ),
    ...over,
  });

describe('diffResults', () => {
  const before = run({ Same: 'passed', Worse: 'passed', Better: 'failed', Gone: 'passed' });
  const after = run({ Same: 'passed', Worse: 'failed', Better: 'passed', New: 'skipped' }, { gwconfVersion: '0.2.0' });

  it('tells regressions from what was fixed and from other changes, by scenario and row', () => {
    const { regressions, fixed, others } = diffResults(before, after);
    expect(regressions.map(({ name }) => name)).to.deep.equal(['Worse', 'Worse version: one']);
    expect(fixed.map(({ name }) => name)).to.deep.equal(['Better', 'Better version: one']);
    expect(others.map(({ name }) => name)).to.deep.equal(['Gone', 'Gone version: one', 'New', 'New version: one']);
  });

  it('tells what else was not the same', () => {
    expect(diffResults(before, after).settings).to.deep.equal([{ name: 'gwconf', before: '0.1.0', after: '0.2.0' }]);
    expect(renderDifference(diffResults(before, after))).to.match(/\n2 regressions, 2 fixed, 4 other changes\n$/);
    expect(renderDifference(diffResults(before, before))).to.equal('0 regressions, 0 fixed, 0 other changes\n');
  });

  it('is not taken over by what an implementation says', () => {
    for (const hostile of hostileTexts) {
      const text = renderDifference(diffResults(samplePassingResult(), sampleHostileResult(hostile)));
      expect(text).not.to.match(/^\s*(forged|#|::)/m);
      expect(text.split('\n').every((line) => !/[\p{Cc}\p{Cs}]/u.test(line))).to.equal(true);
    }
  });
});

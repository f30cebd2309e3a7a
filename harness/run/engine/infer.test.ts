import { expect } from 'chai';
import { sampleScenario } from '../../result/sample.ts';
import type { Outcome } from '../../result/types.ts';
import type { ClaimedFeatures } from './features.ts';
import { inferFeatures } from './infer.ts';

const supported = ['Gateway', 'HTTPRoute', 'X', 'Y', 'Z'];
const claim = (source: ClaimedFeatures['source']): ClaimedFeatures => ({ supported, source, unknown: [] });
const result = (id: string, outcome: Outcome, ...features: string[]) =>
  sampleScenario({ id, outcome, features: ['Gateway', ...features], reason: 'expected 200, got 404' });

const results = [
  result('Proves', 'passed', 'HTTPRoute', 'X'),
  result('Fails', 'failed', 'HTTPRoute', 'X'),
  result('Lacks', 'failed', 'HTTPRoute', 'X', 'Y'),
  result('Breaks', 'error', 'Z'),
];
const outcomes = (given: ReturnType<typeof inferFeatures>) => given.scenarios.map(({ outcome }) => outcome);

describe('inferFeatures', () => {
  it('takes for supported what something proves, and blames the rest', () => {
    const inferred = inferFeatures(claim('inferred'), results, []);
    expect(inferred.supported).to.deep.equal(['Gateway', 'HTTPRoute', 'X']);
    expect(outcomes(inferred)).to.deep.equal(['passed', 'failed', 'unsupported', 'error']);
    expect(inferred.scenarios[2]?.reason).to.equal(
      'feature Y is taken for unsupported, since nothing that needs it passed (expected 200, got 404)',
    );
  });

  it('keeps what was asked for, and every claim that somebody makes', () => {
    expect(outcomes(inferFeatures(claim('inferred'), results, ['Y']))).to.include.members(['failed', 'failed']);
    const claimed = inferFeatures(claim('published'), results, []);
    expect(claimed).to.deep.equal({ supported, scenarios: results });
  });
});

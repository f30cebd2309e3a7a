import { expect } from 'chai';
import type { KnownFailure } from '../../install/types.ts';
import { sampleRow, sampleScenario } from '../../result/sample.ts';
import type { Outcome, ScenarioResult } from '../../result/types.ts';
import { http, scenario } from '../../scenario/define.ts';
import { UsageError } from '../../scenario/errors.ts';
import { fakeBase } from './fake-base.test.ts';
import { checkKnownFailures, judgeKnown, markKnown } from './known-failures.ts';
import { chooseExitCode } from './outcome.ts';

const whole: KnownFailure = { scenario: 'A', reason: 'not built yet' };
const one: KnownFailure = { scenario: 'A', row: 'one', reason: 'bug 1' };
const two: KnownFailure = { scenario: 'A', row: 'two', reason: 'bug 2' };

function result(outcome: Outcome, rows: Record<string, Outcome>): ScenarioResult {
  const list = Object.entries(rows).map(([name, of]) => sampleRow({ name, outcome: of }));
  return sampleScenario({ id: 'A', outcome, rows: list });
}
const oneFailed = result('failed', { one: 'failed', two: 'passed', three: 'skipped' });
const bothFailed = result('failed', { one: 'failed', two: 'failed' });

describe('known failures', () => {
  it('cover a scenario or rows of it, and nothing beside them', () => {
    expect(markKnown(bothFailed, [whole])).to.include({ outcome: 'failed', knownFailure: 'not built yet' });
    expect(markKnown(bothFailed, [two, one]).knownFailure).to.equal('bug 1; bug 2');
    expect(markKnown(bothFailed, [one])).not.to.have.property('knownFailure');
    expect(markKnown(bothFailed, [{ ...whole, scenario: 'B' }])).not.to.have.property('knownFailure');
    expect(markKnown(result('error', { one: 'error' }), [whole])).not.to.have.property('knownFailure');
    expect(markKnown(result('failed', {}), [whole])).not.to.have.property('knownFailure');
  });

  it('tell what came of them; what was not wholly run did not pass', () => {
    const outcome = (known: KnownFailure, of: ScenarioResult) => judgeKnown([known], [of])[0]?.outcome;
    expect(outcome(one, oneFailed)).to.equal('failed');
    expect(outcome(two, oneFailed)).to.equal('passed');
    expect(outcome({ ...one, row: 'three' }, oneFailed)).to.equal('not run');
    expect(outcome(whole, result('passed', { one: 'passed' }))).to.equal('passed');
    expect(outcome(whole, result('skipped', {}))).to.equal('not run');
    expect(outcome({ ...whole, scenario: 'B' }, oneFailed)).to.equal('not run');
  });

  it('do not fail the run; one that passed does', () => {
    const known = markKnown(oneFailed, [one]);
    expect(chooseExitCode({ scenarios: [oneFailed], errors: [] })).to.equal(1);
    expect(chooseExitCode({ scenarios: [known], errors: [], knownFailures: judgeKnown([one], [known]) })).to.equal(0);
    expect(chooseExitCode({ scenarios: [known], errors: [], knownFailures: judgeKnown([one, two], [known]) })).to.equal(
      1,
    );
  });

  it('are refused where they match nothing', () => {
    const steps = [http([{ name: 'one', send: {}, expect: { backend: 'v1' } }])];
    const about = { title: 'a', requirements: ['r.one'], features: ['Gateway'], since: 'v1.0', steps } as const;
    const definitions = [scenario({ id: 'HTTPRouteMatching', ...about })];
    const check = (scenarioId: string, row?: string) => () =>
      checkKnownFailures([{ scenario: scenarioId, row, reason: '' }], { scenarios: definitions, base: fakeBase });
    expect(check('HTTPRouteMatching', 'one')).not.to.throw();
    expect(check('HTTPRouteMatchin')).to.throw(
      UsageError,
      "no scenario 'HTTPRouteMatchin'; did you mean HTTPRouteMatching?",
    );
    expect(check('HTTPRouteMatching', 'on')).to.throw(
      UsageError,
      "HTTPRouteMatching has no row 'on'; did you mean 'one'?",
    );
  });
});

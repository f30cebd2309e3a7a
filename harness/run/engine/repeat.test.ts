import { expect } from 'chai';
import { sampleScenario } from '../../result/sample.ts';
import type { Outcome } from '../../result/types.ts';
import { define, run } from './fake-run.test.ts';
import { combineRepeats } from './repeat.ts';

describe('repetitions', () => {
  it('run each scenario as often as asked, each time under other names, and remove all', async () => {
    const { result, sent, left } = await run([define('A'), define('B')], { settings: { repeatEach: 3 } });
    expect(
      result.scenarios.map(({ id, outcome, attempts, repeats }) => [id, outcome, attempts, repeats?.length]),
    ).to.deep.equal([
      ['A', 'passed', 3, 3],
      ['B', 'passed', 3, 3],
    ]);
    const hosts = new Set(sent.flatMap((line) => /[a-z0-9-]+\.a-[a-z0-9]+\.example\.com/.exec(line) ?? []));
    expect(hosts.size).to.equal(3);
    expect(left).to.have.length(1);
  });

  it('are none by default', async () => {
    const { result } = await run([define('A')]);
    expect(result.scenarios[0]).not.to.have.property('repeats');
  });

  const once = (outcome: Outcome, official: Outcome = outcome) =>
    sampleScenario({ outcome, official, reason: `it ${outcome}`, reproduce: `run ${outcome}` });

  it('are flaky where one failed and one passed, in any order', () => {
    for (const [first, second] of [
      ['passed', 'failed'],
      ['failed', 'passed'],
    ] as const) {
      const both = combineRepeats(once(first), once(second));
      expect(both).to.include({
        outcome: 'failed',
        official: 'failed',
        flaky: true,
        attempts: 2,
        reproduce: 'run failed',
      });
      expect(both.repeats?.map(({ outcome }) => outcome)).to.deep.equal([first, second]);
    }
  });

  it('are not flaky where all failed, and an error is less than a failure', () => {
    expect(combineRepeats(once('failed'), once('failed'))).to.include({ outcome: 'failed', flaky: false });
    expect(combineRepeats(once('failed'), once('error'))).to.include({ outcome: 'failed', flaky: false });
    expect(combineRepeats(once('passed'), once('error'))).to.include({ outcome: 'error', flaky: false });
  });

  it('take the worst of the official rows by themselves', () => {
    const both = combineRepeats(once('failed', 'passed'), once('error', 'error'));
    expect(both).to.include({ outcome: 'failed', official: 'error' });
  });

  it('keep count over more than two', () => {
    const three = combineRepeats(combineRepeats(once('passed'), once('failed')), once('passed'));
    expect(three).to.include({ attempts: 3, flaky: true, outcome: 'failed' });
  });
});

import { expect } from 'chai';
import { collectRuns } from '../kind/parity/collect.ts';
import { parseOptions } from '../kind/parity/options.ts';
import {
  explainDifferences,
  findDifferences,
  formatTimes,
  formatVerdicts,
  type SuiteRun,
} from '../kind/parity/table.ts';

function run(name: string, suite: SuiteRun['suite'], seconds: number, outcomes: Record<string, string>): SuiteRun {
  const verdicts = Object.entries(outcomes).map(
    ([id, outcome]) => [id, { outcome, seconds: 1, reason: 'why' }] as const,
  );
  return { name, suite, seconds, verdicts: new Map(verdicts) };
}

describe('parity with the official suite', () => {
  const official = run('official', 'official', 90, { A: 'passed', B: 'passed', Theirs: 'passed' });
  const first = run('ours 1', 'ours', 30, { A: 'passed', B: 'failed', Ours: 'passed' });
  const second = run('ours 2', 'ours', 10, { A: 'passed', B: 'flaky failed', Ours: 'passed' });

  it('tells of the scenarios that both suites have, and marks where runs disagree', () => {
    expect(formatVerdicts([official, first])).to.equal(
      [
        '   Scenario  official      ours 1',
        '   A         passed 1.0 s  passed 1.0 s',
        '*  B         passed 1.0 s  failed 1.0 s',
      ].join('\n'),
    );
    expect(findDifferences([official, first])).to.deep.equal(['B']);
    expect(explainDifferences([official, first])).to.deep.equal(['B failed (ours 1): why']);
  });

  it('finds what flips from run to run, and what a run left out', () => {
    expect(findDifferences([first, second])).to.deep.equal(['B']);
    expect(findDifferences([first, run('ours 3', 'ours', 1, { A: 'passed' })])).to.deep.equal(['B', 'Ours']);
    expect(findDifferences([first, { ...first, name: 'ours 2' }])).to.deep.equal([]);
  });

  it('compares the times by their means', () => {
    expect(formatTimes([official, first, second]).split('\n').at(-1)).to.equal('90.0 s / 20.0 s: 4.5 times as fast');
    expect(formatTimes([first, second])).not.to.contain('times as fast');
  });

  it('reads its options', () => {
    const options = parseOptions(['traefik', '--set', 'a=b=c', '--ours', '10', '--busy', '--skip', 'A,B']);
    expect(options).to.deep.include({
      implementation: 'traefik',
      set: { a: 'b=c' },
      official: 1,
      ours: 10,
      busy: true,
    });
    expect(options?.skip).to.deep.equal(['A', 'B']);
    expect(parseOptions(['--help'])).to.equal(undefined);
    for (const [args, message] of [
      [[], /name of one implementation/],
      [['x', '--ours', 'many'], /--ours is "many"; expected a number from 0/],
      [['x', '--set', 'a'], /--set is "a"; expected NAME=VALUE/],
      [['x', '--channel', 'beta'], /--channel is "beta"; expected standard or experimental/],
    ] satisfies [string[], RegExp][]) {
      expect(() => parseOptions(args)).to.throw(message);
    }
  });

  describe('a cluster that is slow to end namespaces', () => {
    const events: string[] = [];
    const starts = [official, first, second].map((one) => async () => {
      events.push(one.name);
      return one;
    });
    beforeEach(() => events.splice(0));

    it('costs no run that was done before, and is told', async () => {
      let rests = 0;
      const rest = async () => {
        rests += 1;
        if (rests === 2) throw new Error('namespaces are still there');
      };
      const { runs, ended } = await collectRuns(
        starts,
        rest,
        ({ name }) => events.push(`told ${name}`),
        () => false,
      );
      expect(runs.map(({ name }) => name)).to.deep.equal(['official', 'ours 1']);
      expect(ended).to.equal('namespaces are still there');
      expect(events).to.deep.equal(['official', 'told official', 'ours 1', 'told ours 1']);
    });

    it('is not waited for after the last run', async () => {
      const rest = async () => void events.push('rest');
      const collected = await collectRuns(
        starts.slice(0, 2),
        rest,
        () => {},
        () => false,
      );
      expect(collected).to.deep.equal({ runs: [official, first] });
      expect(events).to.deep.equal(['official', 'rest', 'ours 1']);
    });

    it('is not waited for where Ctrl-C ends all', async () => {
      const stopped = () => events.length > 1;
      const { runs } = await collectRuns(
        starts,
        async () => {},
        () => {},
        stopped,
      );
      expect(runs).to.deep.equal([official]);
    });
  });
});

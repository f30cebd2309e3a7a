import { expect } from 'chai';
import type { RowResult, ScenarioResult } from '../../harness/result/types.ts';
import { catalogue } from '../../suites/index.ts';
import { exercised, listLikely } from '../mutants/generate/likely.ts';
import { readSources } from '../mutants/generate/sources.ts';
import type { Mutant } from '../mutants/generate/types.ts';
import type { Ending, Judgement, Subject } from '../mutants/judge.ts';
import { judgeGenerated } from '../mutants/judge-generated.ts';

const mutant: Mutant = {
  name: 'm',
  operator: 'boundary',
  file: 'embedded/gateway/routes/headers.ts',
  line: 1,
  place: 'setHeader',
  before: 'a < b',
  after: 'a <= b',
  source: '',
};
const subject = { kind: 'generated', name: 'm', mutant } as const;

const row = (observed: string) =>
  ({ outcome: 'failed', message: 'wrong', mismatches: [{ path: '', expected: '', observed }] }) as unknown as RowResult;
const ending = (outcome: 'passed' | 'failed', id = 'A', observed = 'wrong'): Ending => ({
  exitCode: outcome === 'passed' ? 0 : 1,
  result: {
    scenarios: [{ id, outcome, rows: outcome === 'passed' ? [] : [row(observed)] }] as unknown as ScenarioResult[],
    errors: [],
  },
  stderr: '',
});
const nothing: Ending = { stderr: 'killed' };

/** Gives the endings in turn, and keeps what was asked for. */
function play(...endings: readonly Ending[]) {
  const asked: (string | undefined)[] = [];
  const needs: Subject['needs'][] = [];
  const run = async (subject: Subject) => {
    needs.push(subject.needs);
    return endings[asked.push(subject.only) - 1] ?? nothing;
  };
  return { asked, needs, judge: (isBusy = false) => judgeGenerated(subject, [], run, () => isBusy) };
}

describe('judging a generated defect', () => {
  it('asks the likely scenarios first, and all only where these pass', async () => {
    const caught = play(ending('failed'));
    expect((await caught.judge()).verdict).to.equal('expected');
    expect(caught.asked).to.have.length(1);
    expect(caught.asked[0]).to.include('SpecHTTPRouteHeaderModifiers');
    const late = play(ending('passed'), ending('passed'), ending('failed', 'B'));
    expect(await late.judge())
      .to.include({ verdict: 'expected' })
      .and.not.have.property('only');
    expect(late.asked[1]?.split(',')).to.not.include(late.asked[0]?.split(',')[0]);
    expect(late.asked[2]).to.equal(undefined);
  });

  it('asks with the features of the likely scenarios, also where it asks for all', async () => {
    const { asked, needs, judge } = play(ending('passed'), ending('passed'), ending('passed'));
    await judge();
    expect(needs).to.have.length(3);
    for (const ids of needs) expect(ids).to.include.members(asked[0]?.split(',') ?? ['none']);
  });

  it('asks once more where a run says nothing', async () => {
    const killed = play(nothing, ending('failed'));
    expect((await killed.judge()).verdict).to.equal('expected');
    const slow = play(ending('failed', 'A', 'connect ETIMEDOUT'), ending('passed'), ending('passed'), ending('passed'));
    expect((await slow.judge()).verdict).to.equal('unexpected');
    const broken = play(nothing, nothing);
    expect((await broken.judge()).verdict).to.equal('broken');
    expect(broken.asked).to.have.length(2);
  });

  it('confirms a failure on a busy machine with the scenario that failed', async () => {
    const doubted = play(ending('failed'), ending('passed'), ending('passed'), ending('passed'));
    expect((await doubted.judge(true)).verdict).to.equal('unexpected');
    expect(doubted.asked[1]).to.equal('A');
  });
});

describe('the scenarios that are likely to catch a mistake', () => {
  it('are those that caught its neighbours, before those that exercise the file', () => {
    const judgement = (place: string, id: string): Judgement => ({
      ...subject,
      mistake: { ...mutant, place },
      verdict: 'expected',
      failed: [id],
      message: '',
    });
    const [first] = listLikely(mutant, [judgement('setHeader', 'X'), judgement('addHeader', 'Y')], 3);
    expect(first).to.equal('X');
    expect(listLikely(mutant, [], 3)).to.include('SpecHTTPRouteHeaderModifiers');
  });

  it('exist, and so do the files', () => {
    const ids = new Set(catalogue.scenarios.map(({ id }) => id));
    const files = readSources().map(({ file }) => file.replace('embedded/gateway/', ''));
    for (const { path, scenarios } of exercised) {
      expect(
        scenarios.filter((id) => !ids.has(id)),
        path,
      ).to.deep.equal([]);
      expect(
        files.some((file) => file.startsWith(path)),
        path,
      ).to.equal(true);
    }
  });
});

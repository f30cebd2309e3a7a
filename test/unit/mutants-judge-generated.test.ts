import { expect } from 'chai';
import type { RowResult, ScenarioResult } from '../../harness/result/types.ts';
import { catalogue } from '../../suites/index.ts';
import { exercised, listLikely } from '../mutants/generate/likely.ts';
import { readSources } from '../mutants/generate/sources.ts';
import type { Mutant } from '../mutants/generate/types.ts';
import type { Ending, Judgement, Subject } from '../mutants/judge.ts';
import { groupByFile, judgeLikely, judgeTogether } from '../mutants/judge-generated.ts';

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
  return { asked, needs, judge: (isBusy = false) => judgeLikely(subject, [], run, () => isBusy) };
}

describe('judging a generated defect by what is likely to catch it', () => {
  it('asks the most likely scenarios first, and names those that it asked where they pass', async () => {
    const caught = play(ending('failed'));
    expect((await caught.judge()).verdict).to.equal('expected');
    expect(caught.asked).to.have.length(1);
    expect(caught.asked[0]).to.include('SpecHTTPRouteHeaderModifiers');
    const late = play(ending('passed'), ending('failed', 'B'));
    expect(await late.judge())
      .to.include({ verdict: 'expected' })
      .and.not.have.property('only');
    expect(late.asked[1]?.split(',')).to.not.include(late.asked[0]?.split(',')[0]);
    const left = play(ending('passed'), ending('passed'));
    expect(await left.judge()).to.include({ verdict: 'unexpected', only: left.asked.join(',') });
  });

  it('asks with the features of the likely scenarios', async () => {
    const { asked, needs, judge } = play(ending('passed'), ending('passed'));
    await judge();
    expect(needs).to.have.length(2);
    for (const ids of needs) expect(ids).to.include.members(asked[0]?.split(',') ?? ['none']);
  });

  it('asks once more where a run says nothing', async () => {
    const killed = play(nothing, ending('failed'));
    expect((await killed.judge()).verdict).to.equal('expected');
    const slow = play(ending('failed', 'A', 'connect ETIMEDOUT'), ending('passed'), ending('passed'));
    expect((await slow.judge()).verdict).to.equal('unexpected');
    const broken = play(nothing, nothing);
    expect((await broken.judge()).verdict).to.equal('broken');
    expect(broken.asked).to.have.length(2);
  });

  it('confirms a failure on a busy machine with the scenario that failed', async () => {
    const doubted = play(ending('failed'), ending('passed'), ending('passed'));
    expect((await doubted.judge(true)).verdict).to.equal('unexpected');
    expect(doubted.asked[1]).to.equal('A');
  });
});

describe('judging several generated defects with one gateway', () => {
  const subjects = ['a', 'b', 'c', 'd'].map((name) => ({ ...subject, name, mutant: { ...mutant, name, file: name } }));

  /** A suite that fails on these, each with the scenario of its name; `breaks` keeps the gateway from starting. */
  function judge(catchable: readonly string[], breaks?: (names: readonly string[]) => boolean) {
    const runs: string[] = [];
    const run = async ({ mutant, beside = [], only }: Subject) => {
      const names = [mutant, ...beside].map((one) => one?.name ?? '');
      runs.push(only === undefined ? names.join('') : `${names.join('')} by ${only}`);
      if (breaks?.(names)) return nothing;
      const failed = names.filter((name) => catchable.includes(name) && (only?.split(',').includes(name) ?? true));
      const scenarios = failed.map((id) => ending('failed', id).result?.scenarios[0]);
      return failed.length === 0 ? ending('passed') : { exitCode: 1, result: { scenarios, errors: [] }, stderr: '' };
    };
    const judged = judgeTogether(subjects, run as Parameters<typeof judgeTogether>[1], () => false);
    return judged.then((judgements) => ({
      runs,
      verdicts: judgements.map(({ name, verdict }) => `${name} ${verdict}`).sort(),
    }));
  }

  it('asks once where none is caught', async () => {
    const { runs, verdicts } = await judge([]);
    expect(runs).to.deep.equal(['abcd']);
    expect(verdicts).to.deep.equal(['a unexpected', 'b unexpected', 'c unexpected', 'd unexpected']);
  });

  it('asks each alone with what failed, and the others together again', async () => {
    const { runs, verdicts } = await judge(['b', 'd']);
    expect(runs).to.deep.equal(['abcd', 'a by b,d', 'b by b,d', 'c by b,d', 'd by b,d', 'ac']);
    expect(verdicts).to.deep.equal(['a unexpected', 'b expected', 'c unexpected', 'd expected']);
  });

  it('halves a group that says nothing of its members', async () => {
    const { runs, verdicts } = await judge(['d'], (names) => names.includes('a') && names.includes('c'));
    expect(runs.slice(0, 3)).to.deep.equal(['abcd', 'ab', 'cd']);
    expect(verdicts).to.deep.equal(['a unexpected', 'b unexpected', 'c unexpected', 'd expected']);
  });

  it('puts together what stands in different files only', () => {
    const [a, b] = subjects;
    if (!a || !b) throw new Error('no subjects');
    const twin = { ...b, mutant: { ...b.mutant, file: a.mutant.file } };
    expect(groupByFile([a, twin, b])).to.deep.equal([[a, b], [twin]]);
    const many = Array.from({ length: 20 }, (_, n) => ({ ...a, mutant: { ...a.mutant, file: `${n}` } }));
    expect(groupByFile(many).map(({ length }) => length)).to.deep.equal([8, 8, 4]);
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

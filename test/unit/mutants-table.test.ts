import { expect } from 'chai';
import type { Outcome, RowResult, ScenarioResult } from '../../harness/result/types.ts';
import { type Ending, type Judgement, judgeRun, type Subject, succeeded } from '../mutants/judge.ts';
import { renderMarkdown } from '../mutants/markdown.ts';
import { renderTable, summarize } from '../mutants/table.ts';

const defect: Subject = { kind: 'defect', name: 'headers-ignored' };
const heading = { args: ['--defects', '--resume', 'kept.jsonl', '--official'], officialVersion: 'v9.9.9' };
const variant: Subject = { kind: 'variant', name: 'status-late' };

describe('judging a run against a changed gateway', () => {
  it('takes a defect as caught by each scenario that failed, with the message of the first failed row', () => {
    const ending = end(1, scenario('A', 'passed'), scenario('B', 'failed', 'wrong backend'), scenario('C', 'failed'));
    expect(judgeRun(defect, ending)).to.deep.equal({
      ...defect,
      verdict: 'expected',
      failed: ['B', 'C'],
      message: 'row: wrong backend',
    });
  });

  it('tells what was asked last, where traffic was', () => {
    const failed = scenario('B', 'failed', 'wrong backend');
    const evidence = {
      objects: [],
      events: [],
      logs: [],
      exchanges: [{ line: 'GET http://a/' }, { line: 'GET http://b/' }],
    };
    const sent = { ...failed, rows: failed.rows.map((row) => ({ ...row, evidence: evidence as never })) };
    expect(judgeRun(defect, end(1, sent)).message).to.equal('row (GET http://b/): wrong backend');
  });

  it('takes a defect as missed where everything passed', () => {
    expect(judgeRun(defect, end(0, scenario('A', 'passed')))).to.include({ verdict: 'unexpected', message: '' });
  });

  it('does not take an error of the harness for a caught defect', () => {
    expect(judgeRun(defect, end(1, scenario('A', 'error')))).to.include({ verdict: 'unexpected' });
  });

  it('takes no answer in time for no proof of a defect, but whatever is seen beside it', () => {
    const late = ['no complete answer within 10000 ms, while connecting (ETIMEDOUT)'];
    const hanging = scenario('A', 'failed', 'timed out', late);
    expect(judgeRun(defect, end(1, hanging))).to.deep.equal({
      ...defect,
      verdict: 'unproven',
      failed: ['A'],
      message: 'row: timed out',
    });
    const proof = scenario('B', 'failed', 'wrong backend', [...late, 'v2']);
    expect(judgeRun(defect, end(1, hanging, proof))).to.include({ verdict: 'expected', message: 'row: wrong backend' });
    expect(judgeRun(defect, end(1, hanging, proof)).failed).to.deep.equal(['B']);
  });

  it('takes the silence of a datagram or in a stream for proof where another row of its kind was answered', () => {
    const judge = (kind: RowResult['kind'], outcome: Outcome, silence = 'none (ETIMEDOUT)') => {
      const silent = scenario('A', 'failed', 'none of 4', [silence]);
      const [failed] = silent.rows.filter((row) => row.outcome === 'failed');
      const rows = [failed, { ...failed, outcome }].map((row) => ({ ...row, kind }) as RowResult);
      return judgeRun(defect, end(1, { ...silent, rows })).verdict;
    };
    expect(judge('udp', 'passed')).to.equal('expected');
    expect(judge('udp', 'failed')).to.equal('unproven');
    expect(judge('http', 'passed')).to.equal('unproven');
    const inStream = 'no complete answer within 5 ms, while waiting for the answer to message 2 of 3 (ETIMEDOUT)';
    expect(judge('grpc', 'passed', inStream)).to.equal('expected');
    expect(judge('grpc', 'failed', inStream)).to.equal('unproven');
    expect(judge('grpc', 'passed')).to.equal('unproven');
  });

  it('takes a failed scenario for a catch, though the run ends with 0', () => {
    expect(judgeRun(defect, end(0, scenario('A', 'failed', 'wiped')))).to.include({ verdict: 'expected' });
  });

  it('judges the faultless control as it judges a variant', () => {
    const control: Subject = { kind: 'control', name: 'faultless-1' };
    expect(judgeRun(control, end(0, scenario('A', 'passed')))).to.include({ verdict: 'expected' });
    expect(judgeRun(control, end(1, scenario('A', 'failed', 'late')))).to.include({ verdict: 'unexpected' });
  });

  it('takes a run with exit code 3 as broken, whatever failed in it', () => {
    const ending = end(3, scenario('A', 'failed', 'wrong backend'), scenario('B', 'error', 'no such pod'));
    expect(judgeRun(defect, ending)).to.include({
      verdict: 'broken',
      message: 'the run ended with exit code 3: no such pod',
    });
  });

  it('takes a run without a result as broken, and says what it wrote last', () => {
    const ending: Ending = { exitCode: 1, stderr: 'warning\ngwconf: port 80 is in use\n' };
    expect(judgeRun(variant, ending)).to.include({
      verdict: 'broken',
      message: 'the run ended with exit code 1: gwconf: port 80 is in use',
    });
  });

  it('takes a killed run and one without scenarios as broken', () => {
    expect(judgeRun(variant, { ...end(0, scenario('A', 'passed')), exitCode: undefined })).to.include({
      verdict: 'broken',
      message: 'the run was killed',
    });
    expect(judgeRun(variant, end(0))).to.include({ verdict: 'broken' });
  });

  it('lets a variant pass only where every scenario passed', () => {
    expect(judgeRun(variant, end(0, scenario('A', 'passed')))).to.include({ verdict: 'expected' });
    expect(judgeRun(variant, end(1, scenario('A', 'failed', 'late')))).to.include({
      verdict: 'unexpected',
      message: 'row: late',
    });
    expect(judgeRun(variant, end(0, scenario('A', 'passed'), scenario('B', 'skipped', 'no such feature')))).to.include({
      verdict: 'unexpected',
      message: 'B is skipped: no such feature',
    });
  });

  it('succeeds only where every verdict is the expected one', () => {
    expect(succeeded([judgement({}), judgement({ verdict: 'expected' })])).to.equal(true);
    expect(succeeded([judgement({}), judgement({ verdict: 'broken' })])).to.equal(false);
    expect(succeeded([judgement({}), judgement({ verdict: 'unexpected' })])).to.equal(false);
  });
});

describe('the table of defects', () => {
  it('aligns its columns, counts every scenario and names the first three', () => {
    const rows = [
      judgement({ name: 'short', failed: ['A', 'B', 'C', 'D', 'E'], message: 'first\n  line' }),
      judgement({ name: 'a-longer-name', verdict: 'unexpected', failed: [], message: '' }),
    ];
    expect(renderTable('defect', rows).split('\n')).to.deep.equal([
      'Defect         Scenarios that caught it  First message',
      'short          5: A, B, C, +2            first line',
      'a-longer-name  MISSED',
    ]);
  });

  it('cuts a long message at 120 characters', () => {
    const [, row = ''] = renderTable('defect', [judgement({ message: 'x'.repeat(200) })]).split('\n');
    expect(row).to.match(/ x{119}…$/);
  });

  it('shows broken runs, and variants that pass, fail or are incomplete', () => {
    const names = [
      judgement({ kind: 'variant', name: 'v1', failed: [], message: '' }),
      judgement({ kind: 'variant', name: 'v2', verdict: 'unexpected', failed: ['A'], message: 'late' }),
      judgement({ kind: 'variant', name: 'v3', verdict: 'unexpected', failed: [], message: 'B is skipped' }),
      judgement({ kind: 'variant', name: 'v4', verdict: 'broken', failed: [], message: 'killed' }),
    ];
    const lines = renderTable('variant', names).split('\n').slice(1);
    expect(lines.map((line) => line.split(/ {2,}/))).to.deep.equal([
      ['v1', '0'],
      ['v2', 'FAILS 1: A', 'late'],
      ['v3', 'FAILS not everything ran', 'B is skipped'],
      ['v4', 'BROKEN RUN', 'killed'],
    ]);
  });

  it('shows the official suite beside ours where it was asked, and who caught what', () => {
    const rows = [
      judgement({ name: 'both', official: { caught: ['X'], message: 'x' } }),
      judgement({ name: 'ours', official: { caught: [], message: '' } }),
      judgement({ name: 'theirs', verdict: 'unexpected', failed: [], official: { caught: ['Y'], message: 'y' } }),
      judgement({ name: 'broken', official: { caught: [], message: '', broken: 'killed' } }),
    ];
    const table = renderTable('defect', rows).split('\n');
    expect(table.map((line) => line.split(/ {2,}/).slice(0, 3))).to.deep.equal([
      ['Defect', 'Scenarios that caught it', 'Tests of the official suite'],
      ['both', '1: A', '1: X'],
      ['ours', '1: A', 'MISSED'],
      ['theirs', 'MISSED', '1: Y'],
      ['broken', '1: A', 'BROKEN RUN'],
    ]);
    expect(summarize(rows)).to.deep.equal([
      '3 of 4 defects caught',
      '2 of 4 defects caught by the official suite',
      'caught by the official suite alone: theirs',
    ]);
  });

  it('says where a catch proves nothing', () => {
    const [, row] = renderTable('defect', [judgement({ verdict: 'unproven', message: 'late' })]).split('\n');
    expect(row).to.match(/^headers-ignored {2}UNPROVEN 1: A +late$/);
  });

  it('is empty where nothing of the kind was run', () => {
    expect(renderTable('variant', [judgement({})])).to.equal('');
  });

  it('sums up only the kinds that were run', () => {
    expect(summarize([judgement({}), judgement({ verdict: 'broken' })])).to.deep.equal(['1 of 2 defects caught']);
    expect(summarize([judgement({}), judgement({ kind: 'variant' })])).to.deep.equal([
      '1 of 1 defects caught',
      '1 of 1 conformant variants pass',
    ]);
  });

  it('escapes what would break a Markdown table', () => {
    expect(renderMarkdown([judgement({ message: 'a|b\n<c>' })], heading)).to.match(
      /\n\n1 of 1 defects caught\n\n\| Defect \| .* \|\n\| --- \| --- \| --- \|\n\| headers-ignored \| 1: A \| a\\\|b &lt;c> \|\n$/,
    );
  });

  it('gives both rates side by side as Markdown, and says what was asked', () => {
    const rows = [
      judgement({ official: { caught: ['X'], message: 'x' } }),
      judgement({ only: 'A', official: { caught: [], message: '' } }),
    ];
    const page = renderMarkdown(rows, heading);
    expect(page).to.contain('npm run mutants -- --defects --official');
    expect(page).to.contain('| gwconf | 2 of 2 | 100 % |\n| official suite v9.9.9 | 1 of 2 | 50 % |');
    expect(page).to.contain('known to catch it');
    expect(renderMarkdown(rows.slice(0, 1), heading)).to.not.contain('known to catch it');
  });
});

function judgement(changes: Partial<Judgement>): Judgement {
  return { ...defect, verdict: 'expected', failed: ['A'], message: 'wrong', ...changes };
}

function end(exitCode: number, ...scenarios: readonly ScenarioResult[]): Ending {
  return { exitCode, result: { scenarios, errors: [] }, stderr: '' };
}

function scenario(id: string, outcome: Outcome, message?: string, observed: readonly string[] = []): ScenarioResult {
  const row: RowResult = {
    step: 0,
    kind: 'requests',
    name: 'row',
    level: 'official',
    outcome,
    message,
    requirements: [],
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    tries: 1,
    mismatches: observed.map((text) => ({ path: 'backend', expected: 'v1', observed: text })),
  };
  const passed: RowResult = { ...row, mismatches: [], name: 'earlier', outcome: 'passed', message: undefined };
  return {
    id,
    title: id,
    features: [],
    requirements: [],
    provisional: false,
    level: 'official',
    profiles: [],
    outcome,
    official: outcome,
    reason: message,
    flaky: false,
    attempts: 1,
    startedAt: row.startedAt,
    durationMs: 1,
    namespaces: [],
    reproduce: `gwconf run --only ${id}`,
    rows: [passed, row],
  };
}

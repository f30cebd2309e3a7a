import { expect } from 'chai';
import {
  sampleFailedRow,
  samplePassingResult,
  sampleRow,
  sampleRunResult,
  sampleScenario,
} from '../../harness/result/sample.ts';
import { plainFailure, play, record } from './recorder.test.ts';

describe('console view without a terminal', () => {
  it('tells each scenario in a line, and of each failure all that a newcomer needs', () => {
    const recorder = record();
    play(sampleRunResult(), recorder);
    expect(recorder.text()).to.equal(plainFailure);
  });

  it('ends a passing run with the verdict', () => {
    const recorder = record();
    play(samplePassingResult(), recorder);
    expect(recorder.text()).to.match(/\nConformant: reference v0\.1\.0, Gateway API v1\.7\.0, seed 7f3a\n$/);
  });

  it('does not call a partial run conformant', () => {
    const untried = ['A', 'B', 'C'].map((test) => ({
      test,
      reason: test === 'C' ? 'named by --skip' : 'has no scenario',
    }));
    const none = { failedTests: [], skippedTests: ['A', 'B', 'C'], untried };
    const core = { result: 'partial', passed: 1, failed: 0, skipped: 3, ...none } as const;
    const recorder = record();
    play(samplePassingResult({ profiles: [{ name: 'GATEWAY-HTTP', core }] }), recorder);
    expect(recorder.text()).to.contain('Passed what was run, which is no whole profile: reference');
    expect(recorder.text()).to.contain('GATEWAY-HTTP core: 2 tests not tried, has no scenario: A, B\n');
    expect(recorder.text()).to.contain('GATEWAY-HTTP core: 1 test not tried, named by --skip: C\n');
    expect(recorder.text()).to.not.contain('Conformant');
  });

  it('calls a run with known failures neither conformant nor failed, and tells of one that passed', () => {
    const failed = sampleScenario({ outcome: 'failed', rows: [sampleFailedRow()], knownFailure: 'bug 1' });
    const known = { scenario: failed.id, reason: 'bug 1' };
    const stale = { scenario: 'HTTPRouteMatching', row: 'a path', reason: 'bug 2', outcome: 'passed' } as const;
    const recorder = record();
    play(samplePassingResult({ scenarios: [failed], knownFailures: [{ ...known, outcome: 'failed' }] }), recorder);
    expect(recorder.text())
      .to.match(/^known \[1\/1\] /m)
      .and.to.match(/^ {3}known {9}bug 1$/m);
    expect(recorder.text()).to.contain('Known failures: 1 of 1 failed, which does not fail the run\n');
    expect(recorder.text()).to.match(/\nNot conformant, as known: reference/);
    const other = record();
    play(samplePassingResult({ knownFailures: [stale], exitCode: 1 }), other);
    expect(other.text()).to.contain(
      "passed, though listed as a known failure: HTTPRouteMatching 'a path' (bug 2); take it off the list\n",
    );
    expect(other.text()).to.match(/\nNot as known: a known failure passed\. reference/);
  });

  it('gives no verdict of a run that was interrupted, and calls it that', () => {
    const recorder = record();
    play(samplePassingResult({ exitCode: 3, errors: [{ phase: 'scenarios', message: 'interrupted' }] }), recorder);
    expect(recorder.text()).to.contain('interrupted in scenarios\n');
    expect(recorder.text()).to.contain('No verdict: the run was interrupted.');
  });

  it('gives no verdict where the harness failed', () => {
    const recorder = record();
    play(
      samplePassingResult({ exitCode: 3, errors: [{ phase: 'install', message: 'no pod became ready' }] }),
      recorder,
    );
    expect(recorder.text()).to.contain('error in install: no pod became ready\n');
    expect(recorder.text()).to.contain('No verdict: the run had errors of its own.');
  });

  it('is silent until the end with quiet, and leaves out what was not run', () => {
    const recorder = record({ quiet: true });
    play(sampleRunResult(), recorder);
    expect(recorder.text()).to.match(/^1\) HTTPRouteHeaderMatching\n/);
    expect(recorder.text()).to.not.contain('Not run');
  });

  it('puts expected above observed where a table does not fit', () => {
    const long = 'x'.repeat(90);
    const row = sampleRow({
      outcome: 'failed',
      mismatches: [{ path: 'response.body', expected: long, observed: 'y' }],
    });
    const recorder = record();
    play(samplePassingResult({ scenarios: [sampleScenario({ outcome: 'failed', rows: [row] })] }), recorder);
    expect(recorder.text()).to.contain(`response.body  expected  ${long}\n`);
    expect(recorder.text()).to.contain(`${' '.repeat(17)}               observed  y\n`);
  });

  it('leaves out a message that only lists what is shown below it', () => {
    const mismatches = [{ path: 'response.status', expected: '404', observed: '200' }];
    const message = 'response.status: expected 404, got 200 (14 tries in 6.3 s)';
    const row = sampleRow({ outcome: 'failed', message, mismatches });
    const recorder = record();
    play(samplePassingResult({ scenarios: [sampleScenario({ outcome: 'failed', rows: [row] })] }), recorder);
    const [, failure = ''] = recorder.text().split('\n1) ');
    expect(failure).to.match(/differs .*\n.* 404 .* 200/);
    expect(failure).not.to.contain('14 tries');
  });

  it('shows three failed rows of a scenario in full, and names the others', () => {
    const rows = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...sampleFailedRow(), name }));
    const recorder = record();
    play(samplePassingResult({ scenarios: [sampleScenario({ outcome: 'failed', rows })] }), recorder);
    expect(recorder.text().match(/✗ /g)).to.have.length(3);
    expect(recorder.text()).to.contain('and 2 more rows: d, e\n');
  });

  it('makes escape codes in an answer visible, so that the terminal does not obey them', () => {
    const row = sampleRow({ outcome: 'failed', message: 'got \u001b[2J\u0007' });
    const recorder = record();
    play(
      samplePassingResult({ scenarios: [sampleScenario({ outcome: 'failed', reason: '\u009b1m', rows: [row] })] }),
      recorder,
    );
    expect(recorder.text()).to.contain('got \\x1b[2J\\x07').and.contain('\\x9b1m');
    expect(recorder.text()).to.not.match(/[^\P{Cc}\n]/u);
  });
});

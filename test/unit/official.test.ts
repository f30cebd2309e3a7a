import { expect } from 'chai';
import { listTests, readOutput } from '../interop/official/output.ts';
import { doubtOfficial, joinVerdicts, judgeOfficialRun } from '../mutants/official.ts';

const FAILED = `=== RUN   TestConformance
=== RUN   TestConformance/One
=== RUN   TestConformance/One/a_part
    one.go:12:
        \tError Trace:\t/somewhere/one.go:12
        \tError:      \tReceived unexpected error:
        \t            \tnot in time
        \tTest:       \tTestConformance/One/a_part
        \tMessages:   \terror waiting for the answer
--- FAIL: TestConformance (3.21s)
    --- FAIL: TestConformance/One (2.50s)
        --- FAIL: TestConformance/One/a_part (2.40s)
    --- SKIP: TestConformance/Two (0.00s)
    --- PASS: TestConformance/Three (0.70s)
FAIL
`;
const PASSED = '    --- PASS: TestConformance/Three (0.70s)\n--- PASS: TestConformance (0.71s)\nPASS\n';

describe('output of the official suite', () => {
  it('tells the tests from their parts', () => {
    const output = readOutput(FAILED);
    expect(output.whole).to.equal('failed');
    expect(listTests(output, 'failed')).to.deep.equal(['One']);
    expect(listTests(output, 'skipped')).to.deep.equal(['Two']);
    expect(output.tests).to.deep.include({ name: 'One/a_part', outcome: 'failed', seconds: 2.4 });
  });

  it('gives the first assertion that failed', () => {
    expect(readOutput(FAILED).message).to.equal('error waiting for the answer: Received unexpected error: not in time');
    expect(readOutput(PASSED).message).to.equal('');
  });
});

describe('what the official suite says of a defect', () => {
  const judge = (text: string, exitCode: number | undefined) =>
    judgeOfficialRun({ ...readOutput(text), exitCode, text });

  it('names the tests that caught it', () => {
    expect(judge(FAILED, 1)).to.deep.include({ caught: ['One'] });
    expect(judge(PASSED, 0)).to.deep.equal({ caught: [], message: '' });
  });

  it('tells where it did not get to its tests', () => {
    expect(judge('--- FAIL: TestConformance (9.00s)\nFAIL\n', 1).caught).to.deep.equal(['setup']);
  });

  it('takes no run that was cut short, crashed or ran nothing for a verdict', () => {
    expect(judge('=== RUN   TestConformance\n', undefined).broken).to.contain('the run was killed');
    expect(judge('panic: oh\n', 2).broken).to.equal('the run ended with exit code 2: panic: oh');
    expect(judge('--- PASS: TestConformance (0.00s)\nPASS\n', 0).broken).to.contain('exit code 0');
  });

  it('joins what it says of Gateways and of the mesh', () => {
    const gateways = { caught: [], message: '' };
    const mesh = { caught: ['MeshBasic'], message: 'no' };
    expect(joinVerdicts([gateways, mesh])).to.deep.equal(mesh);
    expect(joinVerdicts([mesh, { ...gateways, broken: 'killed' }])).to.deep.equal({ ...mesh, broken: 'killed' });
  });

  it('takes no test for a catch that fails for a faultless gateway, too', () => {
    const faultless = [
      { caught: [], message: '' },
      { caught: ['B'], message: 'late' },
    ];
    const verdict = { caught: ['A', 'B'], message: 'wrong' };
    expect(doubtOfficial(verdict, faultless)).to.deep.equal({ caught: ['A'], unproven: ['B'], message: 'wrong' });
    expect(doubtOfficial(verdict, faultless.slice(0, 1))).to.equal(verdict);
  });
});

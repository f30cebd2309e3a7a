import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { renderResult } from '../../../reports/json/write.ts';
import { sampleFailedRow, samplePassingResult, sampleRunResult, sampleScenario } from '../../result/sample.ts';
import { chooseExitCode } from '../../run/engine/outcome.ts';
import { UsageError } from '../../scenario/errors.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';
import { expandBaseline, expandExpectations } from './expand.ts';
import { loadExpectations } from './load.ts';

describe('expectations', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-expect-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  const expand = async (text: string, today = '2026-06-01') =>
    expandExpectations(loadExpectations(write('e.yaml', text)), await createFakeWiring().loadCatalogue(), today);

  it('name scenarios and rows, by patterns and by files of patterns', async () => {
    write('names.txt', '# a comment\nHTTPRouteHeaderMatching\n');
    const { known } = await expand(
      '- {match: HTTPRouteW*, status: failing, reason: rounded, issue: "https://x.example/7"}\n- {match: "@names.txt", status: flaky, reason: slow}\n',
    );
    expect(known).to.deep.equal([
      { scenario: 'HTTPRouteWeight', reason: 'rounded (https://x.example/7)' },
      { scenario: 'HTTPRouteHeaderMatching', reason: 'slow', flaky: true },
    ]);
  });

  it('count to their last day', async () => {
    const text = '- {match: HTTPRouteWeight, status: failing, reason: r, until: "2026-06-01"}\n';
    expect((await expand(text)).known).to.have.length(1);
    expect(await expand(text, '2026-06-02')).to.deep.equal({
      known: [],
      expired: ['HTTPRouteWeight (until 2026-06-01)'],
    });
  });

  it('say where an entry is wrong, and what it lacks', () => {
    const refuse = (text: string): string => {
      try {
        return JSON.stringify(loadExpectations(write('bad.yaml', text)));
      } catch (error) {
        expect(error).to.be.instanceOf(UsageError);
        return (error as Error).message.replace(`${dir}/`, '');
      }
    };
    const good = '- {match: HTTPRouteWeight, status: failing, reason: r}\n';
    expect(refuse(`${good}- match: A\n  status: failing\n`)).to.equal(
      "bad.yaml:2:3: [1]: must have required property 'reason'",
    );
    expect(refuse(`${good}- {match: A, status: maybe, reason: r}\n`)).to.equal(
      'bad.yaml:2:22: [1].status: must be one of "failing", "flaky"',
    );
    expect(refuse(`${good}- {match: A, match: B, status: failing, reason: r}\n`)).to.match(
      /^bad\.yaml:2:14: not valid/,
    );
    expect(refuse('- {match: "@nowhere.txt", status: failing, reason: r}\n')).to.equal(
      'cannot read nowhere.txt: there is no such file',
    );
  });

  it('refuse a pattern that fits nothing, and a file that is none', async () => {
    const refused = await expand('- {match: HTTPRouteWeigt, status: failing, reason: r}\n').catch((e: unknown) => e);
    expect(refused).to.be.instanceOf(UsageError);
    expect(String(refused)).to.contain("'HTTPRouteWeigt' fits no scenario and no row; did you mean 'HTTPRouteWeight'?");
    for (const text of ['- {match: A, status: broken, reason: r}', 'a: [', '{}', '- {match: A}']) {
      expect(() => loadExpectations(write('bad.yaml', text)), text).to.throw(UsageError, 'bad.yaml');
    }
  });

  it('let what is flaky pass, and what must fail not', () => {
    const choose = (flaky: boolean) =>
      chooseExitCode({
        scenarios: [sampleScenario()],
        errors: [],
        knownFailures: [{ scenario: 'HTTPRouteSimpleSameNamespace', reason: 'r', outcome: 'passed', flaky }],
      });
    expect([choose(true), choose(false)]).to.deep.equal([0, 1]);
  });

  it('are what failed in the baseline, as far as it still exists', async () => {
    const catalogue = await createFakeWiring().loadCatalogue();
    const [definition] = catalogue.scenarios;
    const id = definition?.id ?? '';
    const all = expandExpectations([{ match: `${id} *`, status: 'flaky', reason: 'r' }], catalogue, '2026-01-01').known;
    const rows = [
      { ...sampleFailedRow(), name: all[0]?.row ?? '' },
      { ...sampleFailedRow(), name: 'gone' },
    ];
    const baseline = samplePassingResult({ scenarios: [sampleScenario({ id, outcome: 'failed', rows })] });
    expect(expandBaseline(baseline, catalogue)).to.deep.equal([
      { scenario: id, row: all[0]?.row, reason: 'it failed in the baseline, too', flaky: true },
    ]);
  });

  it('reach the engine from both flags', async () => {
    write('e.yaml', '- {match: HTTPRouteWeight, status: failing, reason: r}\n');
    write('before.json', renderResult(samplePassingResult()));
    const wiring = createFakeWiring();
    expect(await main(['run', '--expectations', 'e.yaml', '--baseline', 'before.json'], io, wiring)).to.equal(0);
    expect(wiring.inputs[0]?.implementation.knownFailures).to.deep.equal([
      { scenario: 'HTTPRouteWeight', reason: 'r' },
    ]);
    expect(await main(['run', '--expectations', 'none.yaml'], io, createFakeWiring())).to.equal(2);
  });

  it('--last-failed asks for what did not pass, and for nothing where all did', async () => {
    const wiring = createFakeWiring();
    const old = sampleRunResult();
    write(
      'result.json',
      renderResult({ ...old, scenarios: old.scenarios.filter(({ id }) => id === 'HTTPRouteWeight') }),
    );
    expect(await main(['run', '--last-failed', '--output-dir', '.'], io, wiring)).to.equal(0);
    expect(wiring.inputs[0]?.settings.selection.only).to.deep.equal(['HTTPRouteWeight']);
    write('result.json', renderResult(samplePassingResult()));
    expect(await main(['run', '--last-failed', '--output-dir', '.'], io, wiring)).to.equal(0);
    expect(io.out()).to.contain('nothing failed in the last run\n');
    expect(wiring.inputs).to.have.length(1);
    expect(await main(['run', '--last-failed', '--only', 'HTTPRouteWeight'], io, wiring)).to.equal(2);
  });

  it('gwconf diff ends with 1 after a regression', async () => {
    write('a.json', renderResult(samplePassingResult()));
    const worse = sampleScenario({ outcome: 'failed', rows: [sampleFailedRow()] });
    write('b.json', renderResult(samplePassingResult({ scenarios: [worse], exitCode: 1 })));
    expect(await main(['diff', 'a.json', 'b.json'], io, createFakeWiring())).to.equal(1);
    expect(io.out()).to.contain('Regressions (1)\n  HTTPRouteSimpleSameNamespace: passed, then failed');
    expect(await main(['diff', 'b.json', 'a.json'], io, createFakeWiring())).to.equal(0);
    expect(await main(['diff', 'a.json'], io, createFakeWiring())).to.equal(2);
  });
});

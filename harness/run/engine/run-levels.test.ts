import { expect } from 'chai';
import type { RunResult } from '../../result/types.ts';
import { atSpecLevel, http, type ScenarioDefinition, status } from '../../scenario/define.ts';
import { ATTACHED, define, run } from './fake-run.test.ts';

/** Rows of both levels: the specification's are wrong, and one of them comes before official ones. */
const stricter = (over: Partial<ScenarioDefinition> = {}): ScenarioDefinition =>
  define('Strict', {
    steps: [
      atSpecLevel(status('HTTPRoute/route', { conditions: { Accepted: 'False' } })),
      http([
        { name: 'official', send: {}, expect: { backend: 'v1' } },
        { name: 'strict', send: {}, expect: { backend: 'v2' }, level: 'spec' },
      ]),
      status('HTTPRoute/route', ATTACHED),
    ],
    ...over,
  });

const rowsOf = (result: RunResult): string[] =>
  (result.scenarios[0]?.rows ?? []).map(({ level, outcome }) => `${level} ${outcome}`);

describe('runConformance: levels of rows', () => {
  it('judges official rows whatever came of the others, and counts them alone in profiles', async () => {
    const { result } = await run([stricter()]);
    expect(rowsOf(result)).to.deep.equal(['spec failed', 'official passed', 'spec skipped', 'official passed']);
    expect(result.scenarios[0]).to.include({ level: 'official', outcome: 'failed', official: 'passed' });
    expect(result.profiles[0]?.core).to.include({ result: 'success', passed: 1, failed: 0 });
    expect(result).to.include({ exitCode: 1, gate: 'spec' });
  });

  it('gates on official rows alone where that is asked for', async () => {
    const { result } = await run([stricter()], { settings: { level: 'official' } });
    expect(result.scenarios[0]?.outcome).to.equal('failed');
    expect(result).to.include({ exitCode: 0, gate: 'official' });
    const wrong = http([{ name: 'wrong', send: {}, expect: { backend: 'v2' } }]);
    const failed = (await run([define('F', { steps: [wrong] })], { settings: { level: 'official' } })).result;
    expect(failed.exitCode).to.equal(1);
  });

  it('counts a scenario of level spec in no profile', async () => {
    const beyond = define('Beyond', { level: 'spec' });
    const { result } = await run([define('A'), beyond]);
    expect(result.scenarios[1]).to.include({ level: 'spec', outcome: 'passed' });
    expect(result.scenarios[1]).not.to.have.property('official');
    expect(result.profiles[0]?.core).to.include({ passed: 1 });
  });
});

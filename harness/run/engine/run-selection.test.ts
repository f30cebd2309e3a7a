import { expect } from 'chai';
import { http } from '../../scenario/define.ts';
import { UsageError } from '../../scenario/errors.ts';
import { conditions, fakeClass } from './fake-cluster.test.ts';
import { define, run } from './fake-run.test.ts';

describe('runConformance: what runs', () => {
  it('infers what is supported where the profile says so', async () => {
    const { result } = await run([define('Good')], { profile: { supportedFeatures: 'inferred' } });
    expect(result.features).to.deep.equal({ supported: ['Gateway', 'HTTPRoute'], exempt: [], source: 'inferred' });
  });

  it('names the reason of every scenario that does not run', async () => {
    const { result } = await run(
      [
        define('Run'),
        define('Skip'),
        define('Unclaimed', { features: ['Gateway', 'Extra'] }),
        define('Old', { until: 'v1.5' }),
      ],
      { selection: { skip: ['Skip'] } },
    );
    expect(result.scenarios.map(({ id, outcome, reason }) => [id, outcome, reason])).to.deep.equal([
      ['Run', 'passed', undefined],
      ['Skip', 'skipped', 'named by --skip'],
      ['Unclaimed', 'unsupported', 'feature Extra is not claimed'],
      ['Old', 'unsupported', 'holds up to Gateway API v1.5; the cluster has v1.7.0'],
    ]);
    expect(result.profiles[0]?.core).to.include({ result: 'partial', passed: 1, skipped: 1 });
    expect(result.exitCode).to.equal(0);
  });

  it('counts a provisional scenario in its profile, unless they are left out', async () => {
    const definitions = [define('A'), define('P', { provisional: true })];
    const counted = (await run(definitions)).result;
    expect(counted.profiles[0]?.core).to.include({ result: 'success', passed: 2, skipped: 0 });
    expect(counted.provisional.succeeded).to.deep.equal(['P']);
    const left = (await run(definitions, { selection: { skipProvisional: true } })).result;
    expect(left.scenarios[1]?.reason).to.equal('provisional, left out by --skip-provisional-tests');
    expect(left.profiles[0]?.core).to.include({ result: 'success', passed: 1, skipped: 0 });
  });

  it('refuses to run nothing, and says why nothing is left', async () => {
    const error = await run([define('A'), define('B')], { selection: { skip: ['A', 'B'] } }).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(UsageError);
    expect(String(error)).to.contain('nothing to run: named by --skip (2 scenarios)');
  });

  it('says how to name features that the implementation does not publish', async () => {
    const silent = { ...fakeClass(), status: { conditions: conditions('Accepted') } };
    const error = await run([define('A')], { selection: { profiles: [] } }, {}, { present: [silent] }).catch(
      (e: unknown) => e,
    );
    expect(error).to.be.instanceOf(UsageError);
    expect(String(error)).to.match(/GatewayClass \S+ publishes no features: .*--supported-features/);
  });

  it('sends only the rows that --grep matches, and calls that run in part', async () => {
    const two = define('Two', {
      steps: [
        http([
          { name: 'first', send: { path: '/first' }, expect: { backend: 'v1' } },
          { name: 'second', send: { path: '/second' }, expect: { backend: 'v1' } },
        ]),
      ],
    });
    const { result, sent } = await run([two, define('Other')], { selection: { grep: 'Two second' } });
    expect(sent.some((line) => line.endsWith('/first'))).to.equal(false);
    expect(result.scenarios[0]).to.include({ outcome: 'skipped' });
    expect(result.scenarios[0]?.rows.map(({ outcome }) => outcome)).to.deep.equal(['skipped', 'passed']);
    expect(result.scenarios[1]?.reason).to.equal('no row matches --grep Two second');
    expect(result.exitCode).to.equal(0);
  });

  it('refuses a Mocha reporter that there is not, before anything is made', async () => {
    const error = await run([define('A')], { settings: { mochaReporter: 'fancy' } }).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(UsageError);
  });
});

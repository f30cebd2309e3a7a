import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type RunningCluster, startCluster } from './cluster.ts';
import { findLack } from './go-test.ts';
import { buildNextSuite, buildOfficialSuite, type OfficialSuite } from './official/build.ts';
import { coreFeatures, coreTests, nextCoreTests } from './official/core.ts';
import { listTests } from './official/output.ts';
import { listOfficialTests, type OfficialRun, runOfficialSuite } from './official/run.ts';

const LIMIT_MS = 600_000;
const lack = await findLack();

judgeBySuite('v1.6', buildOfficialSuite, coreTests);
judgeBySuite('v1.7', buildNextSuite, [...coreTests, ...nextCoreTests]);

function judgeBySuite(
  release: string,
  build: (tell: (line: string) => void) => Promise<OfficialSuite>,
  wanted: readonly string[],
): void {
  describe(`the official suite ${release}, on the embedded cluster with the reference gateway`, function () {
    if (lack !== undefined) {
      it(`is skipped: ${lack}`);
      return;
    }
    this.timeout(2 * LIMIT_MS);
    let folder: string;
    let suite: OfficialSuite;
    let cluster: RunningCluster | undefined;
    let run: OfficialRun;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gwconf-official-'));
      suite = await build((line) => console.log(`  ${line}`));
      cluster = await startCluster(folder, ['--install', 'reference', '--crds', suite.crds]);
      const { kubeconfig } = cluster;
      const flags = ['-supported-features', coreFeatures.join(',')];
      run = await runOfficialSuite(suite, { kubeconfig, gatewayClass: 'gwconf-reference', flags, limitMs: LIMIT_MS });
    });
    after(async () => {
      await cluster?.stop();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    });

    it('has the tests of core features that are asserted here, and no others', async () => {
      const listed = await listOfficialTests(suite, join(folder, 'tests.json'));
      const core = listed.filter(({ features }) => features.every((feature) => coreFeatures.includes(feature)));
      expect(core.map(({ name }) => name).sort()).to.deep.equal([...wanted].sort());
    });

    for (const name of wanted) {
      it(`passes ${name}`, () => {
        const found = run.tests.find((test) => test.name === name);
        expect(found?.outcome ?? 'not run', describe(run)).to.equal('passed');
      });
    }

    it('passes as a whole, and ran nothing that is not core', () => {
      expect(run.whole, describe(run)).to.equal('passed');
      expect(run.exitCode).to.equal(0);
      expect([...listTests(run, 'passed')].sort()).to.deep.equal([...wanted].sort());
    });

    function describe({ message, text }: OfficialRun): string {
      return message || text.split('\n').slice(-20).join('\n');
    }
  });
}

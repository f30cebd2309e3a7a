import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type RunningCluster, startCluster } from './cluster.ts';
import { findLack } from './go-test.ts';
import { buildNextSuite, buildOfficialSuite, type OfficialSuite } from './official/build.ts';
import { meshFlags, meshProfiles } from './official/mesh.ts';
import { listTests } from './official/output.ts';
import { type OfficialRun, runOfficialSuite } from './official/run.ts';

const LIMIT_MS = 600_000;
const lack = await findLack();

// All that are of meshes: 22 of v1.6, and one more of v1.7.
judgeBySuite('v1.6', buildOfficialSuite, 22);
judgeBySuite('v1.7', buildNextSuite, 23);

function judgeBySuite(
  release: string,
  build: (tell: (line: string) => void) => Promise<OfficialSuite>,
  count: number,
): void {
  describe(`the official suite ${release}, on the embedded cluster with the reference mesh`, function () {
    if (lack !== undefined) {
      it(`is skipped: ${lack}`);
      return;
    }
    this.timeout(2 * LIMIT_MS);
    let folder: string;
    let cluster: RunningCluster | undefined;
    let run: OfficialRun;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gwconf-official-mesh-'));
      const suite = await build((line) => console.log(`  ${line}`));
      cluster = await startCluster(folder, ['--install', 'reference', '--crds', suite.crds]);
      run = await runOfficialSuite(suite, {
        kubeconfig: cluster.kubeconfig,
        gatewayClass: 'gwconf-reference',
        profiles: meshProfiles,
        flags: meshFlags,
        limitMs: LIMIT_MS,
      });
    });
    after(async () => {
      await cluster?.stop();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    });

    it('passes its mesh tests, all of them', () => {
      const last = run.message || run.text.split('\n').slice(-20).join('\n');
      expect(listTests(run, 'failed'), last).to.deep.equal([]);
      expect(listTests(run, 'passed').filter((name) => name.startsWith('Mesh'))).to.have.length(count);
    });
  });
}

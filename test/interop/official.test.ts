import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { type RunningCluster, startCluster } from './cluster.ts';
import { findLack } from './go-test.ts';
import { buildNextSuite, buildOfficialSuite, type OfficialSuite } from './official/build.ts';
import { coreFeatures, coreTests, nextCoreTests } from './official/core.ts';
import { type ListedTest, listOfficialTests, type OfficialRun, runOfficialSuite } from './official/run.ts';

const LIMIT_MS = 1_800_000;
const PROFILES = ['GATEWAY-HTTP', 'GATEWAY-GRPC', 'GATEWAY-TLS', 'GATEWAY-TCP', 'GATEWAY-UDP'];
/** For documentation (RFC 5737): no Gateway has it. */
const NOBODYS_ADDRESS = '192.0.2.1';
/** They are about Gateways that do not support something, and end at once where it is supported. */
const ABOUT_LACKS = ['TLSRouteListenerMixedTerminationNotSupported', 'TLSRouteListenerTerminateNotSupported'];
const lack = await findLack();

// Retries are not in the standard CRDs of v1.6.
judgeBySuite('v1.6', buildOfficialSuite, coreTests, 'experimental');
judgeBySuite('v1.7', buildNextSuite, [...coreTests, ...nextCoreTests], 'standard');

/** All tests of Gateways, of all profiles and features: those of meshes alone are left out. */
function judgeBySuite(
  release: string,
  build: (tell: (line: string) => void) => Promise<OfficialSuite>,
  wantedCore: readonly string[],
  channel: 'standard' | 'experimental',
): void {
  describe(`the official suite ${release}, on the embedded cluster with the reference gateway`, function () {
    if (lack !== undefined) {
      it(`is skipped: ${lack}`);
      return;
    }
    this.timeout(2 * LIMIT_MS);
    let folder: string;
    let cluster: RunningCluster | undefined;
    let listed: readonly ListedTest[];
    let run: OfficialRun;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gwconf-official-'));
      const suite = await build((line) => console.log(`  ${line}`));
      listed = await listOfficialTests(suite, join(folder, 'tests.json'));
      const crds = join(dirname(suite.crds), channel);
      cluster = await startCluster(folder, ['--install', 'reference', '--crds', crds]);
      const { kubeconfig, freeAddress } = cluster;
      const features = [...new Set(listed.filter(isOfGateways).flatMap((test) => test.features))];
      const flags = ['-supported-features', features.join(','), '-usable-address', freeAddress];
      run = await runOfficialSuite(suite, {
        kubeconfig,
        gatewayClass: 'gwconf-reference',
        profiles: PROFILES,
        flags: [...flags, '-unusable-address', NOBODYS_ADDRESS],
        limitMs: LIMIT_MS,
      });
    });
    after(async () => {
      await cluster?.stop();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    });

    it('has the tests of core features that are asserted here, and no others', () => {
      const core = listed.filter(({ features }) => features.every((feature) => coreFeatures.includes(feature)));
      expect(core.map(({ name }) => name).sort()).to.deep.equal([...wantedCore].sort());
    });

    it('passes every test of Gateways', () => {
      const wanted = listed.filter(isOfGateways).map(({ name }) => name);
      const outcomes = wanted.map((name) => [name, run.tests.find((test) => test.name === name)?.outcome ?? 'not run']);
      const others = outcomes.filter(([name, outcome]) => outcome !== 'passed' && !ABOUT_LACKS.includes(name ?? ''));
      expect(wanted.length).to.be.above(100);
      expect(others, describe(run)).to.deep.equal([]);
    });

    it('passes as a whole', () => {
      expect(run.whole, describe(run)).to.equal('passed');
      expect(run.exitCode).to.equal(0);
    });

    function describe({ message, text }: OfficialRun): string {
      return message || text.split('\n').slice(-20).join('\n');
    }
  });
}

function isOfGateways({ features }: ListedTest): boolean {
  return !features.some((feature) => feature.startsWith('Mesh'));
}

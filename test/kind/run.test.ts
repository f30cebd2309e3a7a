import { setMaxListeners } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadCrds } from '../../embedded/index.ts';
import { findLeftovers } from '../../harness/clusters/cleanup/leftovers.ts';
import { createRuntime } from '../../harness/clusters/containers/index.ts';
import { installCrds } from '../../harness/clusters/crds/index.ts';
import { createKind } from '../../harness/clusters/kind/index.ts';
import { createNodeAddresses } from '../../harness/clusters/loadbalancer/index.ts';
import { kinds } from '../../harness/kinds/index.ts';
import { createKubeApi } from '../../harness/kube/api.ts';
import { keyFor } from '../../harness/kube/key.ts';
import type { KubeApi } from '../../harness/kube/types.ts';
import { systemClock } from '../../harness/wait/clock.ts';
import { createPolicies } from '../../harness/wait/policies.ts';
import { addForeign, readForeign } from './foreign.ts';
import { createGwconf, type Gwconf } from './gwconf.ts';
import { findLack, kindFlags, kindSettings, readConfig, traefikImage } from './tools.ts';

const lack = await findLack(traefikImage);
const scenarios = ['HTTPRouteSimpleSameNamespace', 'HTTPRouteReferenceGrant', 'GatewayModifyListeners'];
const traefik = ['--implementation', 'traefik', '--set', `image=${traefikImage}`, '--only', scenarios.join(',')];

(lack === undefined ? describe : describe.skip)(`gwconf run on kind${lack ? ` (${lack})` : ''}`, () => {
  const runtime = createRuntime('docker');
  const kind = createKind(runtime);
  let gwconf: Gwconf;
  before(async () => {
    gwconf = await createGwconf();
  });
  after(() => gwconf?.remove());

  /** Others may have clusters on this machine meanwhile. */
  const countContainers = async (cluster: string): Promise<number> =>
    (await runtime.listContainers(`io.x-k8s.kind.cluster=${cluster}`)).length;
  const findCluster = (all: string): string => /creating the kind cluster (\S+)/.exec(all)?.[1] ?? 'none';

  it('goes from no cluster to a report in one command, and leaves nothing', async () => {
    const { exitCode, all } = await gwconf.call('run', '--provider', 'kind', ...kindFlags, ...traefik);
    expect(exitCode, all).to.equal(0);
    const result = await gwconf.readResult('gwconf-report');
    expect(result.scenarios.filter(({ outcome }) => outcome === 'passed')).to.have.length(scenarios.length);
    expect(result.phases.map(({ name }) => name)).to.include.members(['cluster', 'install', 'base', 'scenarios']);
    expect(result.cluster.provider).to.equal('kind');
    expect(await countContainers(findCluster(all))).to.equal(0);
    expect((await gwconf.call('cleanup')).all).to.equal('nothing is left of any run');
  });

  it('leaves nothing of a cluster whose run was interrupted while it was made', async () => {
    const run = gwconf.start('run', '--provider', 'kind', ...kindFlags, ...traefik);
    await run.seen(/creating the kind cluster/);
    run.kill('SIGINT');
    const { exitCode, all } = await run.ended;
    expect(exitCode, all).to.equal(130);
    expect(await countContainers(findCluster(all))).to.equal(0);
  });

  it('cleans up a cluster whose run was killed while it was made', async () => {
    const run = gwconf.start('run', '--provider', 'kind', ...kindFlags, ...traefik);
    const name = findCluster(await run.seen(/creating the kind cluster \S+/));
    while ((await countContainers(name)) === 0) await new Promise((resolve) => setTimeout(resolve, 100));
    run.kill('SIGKILL');
    await run.ended;
    const { all } = await gwconf.call('cleanup');
    expect(all).to.contain(`deleting the kind cluster ${name}`);
    expect(await countContainers(name)).to.equal(0);
  });

  describe('on a cluster that is there', () => {
    const name = 'gwconf-test-there';
    const connection = new AbortController();
    setMaxListeners(0, connection.signal);
    let folder: string;
    let api: KubeApi;
    let before: string[];

    beforeEach(async function () {
      if (api) return;
      this.timeout(900_000);
      folder = await mkdtemp(join(tmpdir(), 'gwconf-kind-there-'));
      await kind.create({
        name,
        config: await readConfig(),
        image: kindSettings.image,
        kubeconfigPath: join(folder, 'k'),
      });
      api = await createKubeApi(await kind.getKubeconfig(name), { runId: 'test', signal: connection.signal });
      const wait = { clock: systemClock, signal: connection.signal, policy: createPolicies().workload };
      const set = await loadCrds('bundled');
      await installCrds(api, set, { ...wait, runId: 'nobody' });
      // These are somebody else's, too.
      for (const { metadata } of set.crds) {
        await api.patch(keyFor(kinds.CustomResourceDefinition, metadata.name), {
          metadata: { labels: { 'gwconf.dev/run': null } },
        });
      }
      await addForeign(api);
      before = await readForeign(api);
    });
    after(async () => {
      api?.close();
      connection.abort();
      if (folder) {
        await kind.delete(name, join(folder, 'k'));
        await rm(folder, { recursive: true, force: true });
      }
    });

    const flags = ['run', '--provider', 'kind', '--kind-name', name, ...traefik];
    async function expectNothingLeft(): Promise<void> {
      expect((await findLeftovers(api)).map(({ runId, objects }) => `${runId}: ${objects.length}`)).to.deep.equal([]);
      const nodes = await kind.getNodes(name);
      expect([...(await createNodeAddresses(runtime, nodes).listAllOwn()).keys()]).to.deep.equal([]);
      expect(await readForeign(api)).to.deep.equal(before);
      expect(await kind.getClusters()).to.include(name);
    }

    it('removes what it made, and nothing else', async () => {
      const { exitCode, all } = await gwconf.call(...flags);
      expect(exitCode, all).to.equal(0);
      await expectNothingLeft();
    });

    it('finds out what is supported, where the profile claims nothing', async () => {
      const { all: profile } = await gwconf.call('implementation', 'show', 'traefik', '--yaml');
      expect(profile).to.contain('supportedFeatures: published');
      const file = join(gwconf.folder, 'traefik.yaml');
      await writeFile(file, profile.replace('supportedFeatures: published', 'supportedFeatures: inferred'));
      const claimless = ['--implementation', file, '--set', `image=${traefikImage}`, '--only', scenarios.join(',')];
      const { exitCode, all } = await gwconf.call('run', '--provider', 'kind', '--kind-name', name, ...claimless);
      expect(exitCode, all).to.equal(0);
      const { features, scenarios: judged } = await gwconf.readResult('gwconf-report');
      expect(features.source).to.equal('inferred');
      const proven = judged.filter(({ outcome }) => outcome === 'passed').flatMap((one) => one.features);
      expect([...features.supported].sort()).to.deep.equal([...new Set(proven)].sort());
      expect(proven).to.include('ReferenceGrant');
      await expectNothingLeft();
    });

    const phases: readonly [string, RegExp][] = [
      ['the implementation is installed', /cluster: \d/],
      ['the base resources are made', /install: \d/],
      ['scenarios run', /base: \d/],
      ['a scenario is over', /pass {2}\[1\//],
    ];
    for (const [phase, pattern] of phases) {
      it(`is interrupted while ${phase}, and leaves nothing`, async () => {
        const run = gwconf.start(...flags);
        await run.seen(pattern);
        run.kill('SIGINT');
        const { exitCode, all } = await run.ended;
        expect(exitCode, all).to.equal(130);
        await expectNothingLeft();
      });

      it(`is killed while ${phase}, and gwconf cleanup leaves nothing`, async () => {
        const run = gwconf.start(...flags);
        await run.seen(pattern);
        run.kill('SIGKILL');
        await run.ended;
        const { exitCode, all } = await gwconf.call('cleanup');
        expect(exitCode, all).to.equal(0);
        await expectNothingLeft();
      });
    }
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createRuntime } from '../../harness/clusters/containers/index.ts';
import { createKind } from '../../harness/clusters/kind/index.ts';
import { runProgram } from '../../harness/common/exec/index.ts';
import { createGwconf, type Gwconf } from './gwconf.ts';
import { findLack, kindSettings, readConfig, traefikImage } from './tools.ts';

const lack = await findLack(traefikImage);
const scenarios = [
  'GatewayModifyListeners',
  'HTTPRouteExactPathMatching',
  'HTTPRouteHTTPSListener',
  'HTTPRouteMatching',
  'HTTPRouteObservedGenerationBump',
  'HTTPRouteReferenceGrant',
  'HTTPRouteSimpleSameNamespace',
  'HTTPRouteWeight',
];
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What goes wrong in the cluster must end in a right verdict or in an error, never in a wrong verdict. */
(lack === undefined ? describe : describe.skip)(`faults of a cluster${lack ? ` (${lack})` : ''}`, () => {
  const name = 'gwconf-test-faults';
  const node = `${name}-control-plane`;
  const runtime = createRuntime('docker');
  const kind = createKind(runtime);
  let folder: string;
  let gwconf: Gwconf;
  let kubeconfig: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-kind-faults-'));
    kubeconfig = join(folder, 'k');
    gwconf = await createGwconf();
    await kind.create({ name, config: await readConfig(), image: kindSettings.image, kubeconfigPath: kubeconfig });
  });
  after(async () => {
    if (folder) await kind.delete(name, kubeconfig);
    await gwconf?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  // The pod last: packets of connections to one that is gone may be lost for minutes.
  const faults: readonly [string, () => Promise<void>][] = [
    [
      "the node's containerd restarts",
      async () => void (await runtime.exec(node, ['systemctl', 'restart', 'containerd'])),
    ],
    [
      'the API server is gone for ten seconds',
      async () => {
        const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';
        await runtime.exec(node, ['mv', manifest, '/var/lib/kube-apiserver.yaml']);
        await sleep(10_000);
        await runtime.exec(node, ['mv', '/var/lib/kube-apiserver.yaml', manifest]);
      },
    ],
    [
      "the implementation's pod is killed",
      async () => {
        const args = ['delete', 'pod', '--namespace', 'traefik', '--selector', 'app=traefik', '--wait=false'];
        await runProgram('kubectl', [...args, '--kubeconfig', kubeconfig]);
      },
    ],
  ];
  for (const [fault, cause] of faults) {
    it(`${fault}: nothing is taken for a failure of the implementation`, async () => {
      const only = ['--only', scenarios.join(','), '--no-rerun'];
      const traefik = ['--implementation', 'traefik', '--set', `image=${traefikImage}`];
      const run = gwconf.start('run', '--provider', 'kind', '--kind-name', name, ...traefik, ...only);
      await run.seen(/base: \d/);
      await sleep(3_000);
      await cause();
      const { exitCode, all } = await run.ended;
      expect([0, 3], all).to.include(exitCode);
      const result = await gwconf.readResult('gwconf-report');
      expect(
        result.scenarios.filter(({ outcome }) => outcome === 'failed').map(({ id, reason }) => `${id}: ${reason}`),
      ).to.deep.equal([]);
      expect((await gwconf.call('cleanup')).exitCode).to.equal(0);
    });
  }
});

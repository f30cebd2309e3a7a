import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';
import { loadCrds } from '../../embedded/index.ts';
import { describeProviderContract } from '../../harness/clusters/providers/contract.ts';
import { createEnvtestProvider } from '../../harness/clusters/providers/envtest.ts';
import { systemClock } from '../../harness/wait/clock.ts';
import { findPrograms } from '../differential/programs.ts';

const program = fileURLToPath(new URL('../../bin/gwconf.js', import.meta.url));
const found = await findPrograms(['etcd', 'apiserver']).catch((error: Error) => error);

describe('a real API server, with the embedded node on it', function () {
  this.timeout(300_000);
  if (found instanceof Error) {
    it(`is skipped: ${found.message}`);
    return;
  }
  const assets = dirname(found.apiserver);
  const before_ = process.env.KUBEBUILDER_ASSETS;
  let folder: string;

  before(async () => {
    process.env.KUBEBUILDER_ASSETS = assets;
    folder = await mkdtemp(join(tmpdir(), 'gwconf-envtest-'));
  });
  after(async () => {
    if (before_ === undefined) delete process.env.KUBEBUILDER_ASSETS;
    else process.env.KUBEBUILDER_ASSETS = before_;
    await rm(folder, { recursive: true, force: true });
  });

  describeProviderContract('envtest', () =>
    createEnvtestProvider({ runId: 'contract', loadCrds: () => loadCrds('bundled'), clock: systemClock }),
  );

  it('gives the verdicts that the embedded cluster gives', async () => {
    // Mirrors are told by the backends' logs, which the server has of the node's kubelet.
    const only = 'HTTPRouteMatching,HTTPRouteWeight,HTTPRouteRequestMirror,GatewayModifyListeners,UDPRoute';
    const outputs = ['--output-dir', folder, '--json'];
    const { exitCode, stdout, stderr } = await execa(
      process.execPath,
      [program, 'run', '--provider', 'envtest', '--only', only, ...outputs],
      { cwd: folder, reject: false, stdin: 'ignore' },
    );
    expect(exitCode, stderr).to.equal(0);
    const result = JSON.parse(stdout);
    const passed = result.scenarios.filter((scenario: { outcome: string }) => scenario.outcome === 'passed');
    expect(passed.map(({ id }: { id: string }) => id).sort()).to.deep.equal(only.split(',').sort());
    expect(result.cluster.provider).to.equal('envtest');
  });
});

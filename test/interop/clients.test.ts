import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';
import { type RunningCluster, startCluster } from './cluster.ts';
import { buildGoTests, findLack, type GoTest, readGoTests } from './go-test.ts';

const module = fileURLToPath(new URL('clients', import.meta.url));
const LIMIT_MS = 1_200_000;
const RUN_LIMIT_MS = 180_000;
const lack = await findLack();

/** By the names that clients/*_test.go gives them. */
const tests: Readonly<Record<string, string>> = {
  TestProtobufOnly: 'client-go works with a client that speaks nothing but protobuf',
  TestPages: 'client-go lists in pages',
  TestServerSideApply: 'client-go applies with typed configurations, conflicts told',
  TestWorkload: 'client-go runs a workload: rollout, log, scale, foreground deletion',
  TestInformer: 'client-go keeps an informer up to date',
  TestLeaderElection: 'client-go elects a leader, and the next one',
  TestEventRecorder: 'client-go records Events that both their APIs show',
  TestDiscoveryAndUntypedClients: 'client-go discovers; its dynamic and metadata clients work',
  TestController: 'controller-runtime runs a controller: cache, index, finalizer, owned object, status',
};

describe('client-go and controller-runtime, on the embedded cluster', function () {
  if (lack !== undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  this.timeout(LIMIT_MS);
  let folder: string;
  let cluster: RunningCluster | undefined;
  let found: readonly GoTest[];
  let output: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-clients-'));
    const program = await buildGoTests(module, 'clients', (line) => console.log(`  ${line}`));
    cluster = await startCluster(folder);
    const run = await execa(program, ['-test.v'], {
      env: { KUBECONFIG: cluster.kubeconfig },
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: RUN_LIMIT_MS,
    });
    output = run.all ?? '';
    found = readGoTests(output);
  });
  after(async () => {
    await cluster?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  for (const [name, title] of Object.entries(tests)) {
    it(title, () => {
      expect(found.find((test) => test.name === name)?.outcome ?? 'not run', output).to.equal('passed');
    });
  }

  it('has no test that is not asserted here', () => {
    expect(found.map(({ name }) => name).sort()).to.deep.equal(Object.keys(tests).sort());
  });
});

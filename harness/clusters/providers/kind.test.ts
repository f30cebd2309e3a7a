import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFakePrograms, type FakePrograms } from '../../common/exec/fake-programs.test.ts';
import { refusalOf } from '../../common/exec/refusal.test.ts';
import { listRunRecords } from '../../common/state/runs.ts';
import { systemClock } from '../../wait/clock.ts';
import { createEmbeddedProvider } from './embedded.ts';
import { createKindProvider, type KindOptions } from './kind.ts';
import type { Cluster } from './types.ts';

const never = new AbortController().signal;

/** docker and kind are programs that write down how they are called; the cluster that they "make" is the embedded one. */
describe('kind provider', () => {
  let embedded: Cluster;
  let fakes: FakePrograms;
  let state: string;
  const logged: string[] = [];
  const set = { state: process.env.GWCONF_STATE, provider: process.env.KIND_EXPERIMENTAL_PROVIDER };

  before(async () => {
    embedded = await createEmbeddedProvider({ crds: 'bundled' }).start(never);
  });
  after(() => embedded?.stop());
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'gwconf-state-'));
    process.env.GWCONF_STATE = state;
    delete process.env.KIND_EXPERIMENTAL_PROVIDER;
    logged.length = 0;
    fakes = createFakePrograms();
    fakes.enter();
    fakes.answer(
      'kind',
      { when: '^version', stdout: 'kind v0.33.0 go1.26 linux/amd64\n' },
      { when: '^get clusters', stdout: 'foreign\n' },
      { when: '^get nodes', stdout: 'r1-control-plane\n' },
      { when: '^get kubeconfig', stdout: embedded.kubeconfig },
      { when: '^(create|delete|load|export)' },
    );
    fakes.answer(
      'docker',
      { when: '^version', stdout: '{"Server":{"Version":"28.0.0"}}' },
      { when: '^network inspect', stdout: '[{"IPAM":{"Config":[{"Subnet":"172.18.0.0/16"}]}}]' },
      { when: '^ps ', stdout: 'abc\n' },
      { when: '^inspect abc', stdout: '[{"Id":"abc","Name":"/r1-control-plane","Created":"2026-01-01T00:00:00Z"}]' },
      { when: '^image inspect', stdout: 'sha256:1\n' },
      { when: '^exec r1-control-plane ctr', stdout: 'docker.io/library/present:v1\nsha256:1\n' },
      { when: '^exec ' },
    );
  });
  afterEach(() => {
    fakes.leave();
    rmSync(state, { recursive: true });
    restore('GWCONF_STATE', set.state);
    restore('KIND_EXPERIMENTAL_PROVIDER', set.provider);
  });

  function restore(name: string, value: string | undefined): void {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  function create(over: Partial<KindOptions> = {}) {
    return createKindProvider({
      runId: 'r1',
      echoImage: 'echo:v1',
      reach: 'direct',
      loadCrds: () => Promise.reject(new Error('the cluster has CRDs')),
      clock: systemClock,
      log: (line) => logged.push(line),
      ...over,
    });
  }
  const kindCalls = () => fakes.calls('kind').map((call) => call.replace(/ --kubeconfig \S+/, '').replace(/ <.*/s, ''));

  it('makes a cluster named after the run, loads what its nodes lack, and deletes it', async () => {
    const cluster = await create({ image: 'node:v1', images: () => ['present:v1', 'missing:v1'] }).start(never);
    expect(cluster.capabilities).to.deep.equal({ echoImage: 'echo:v1', loadBalancer: true });
    expect(cluster.disposable).to.equal(true);
    expect((await listRunRecords())[0]).to.deep.include({
      runId: 'r1',
      kept: false,
      place: { kind: 'r1', runtime: 'docker', made: true, containers: ['abc'] },
    });
    expect(kindCalls()).to.include.members([
      'kind create cluster --name r1 --config - --wait 0s --image node:v1',
      'kind load docker-image missing:v1 --name r1',
      'kind load docker-image echo:v1 --name r1',
    ]);
    expect(kindCalls()).not.to.include('kind load docker-image present:v1 --name r1');
    expect(fakes.calls('kind').find((call) => call.includes('create'))).to.contain('role: control-plane');
    await Promise.all([cluster.stop(), cluster.stop()]);
    expect(kindCalls().filter((call) => call.includes('delete'))).to.deep.equal(['kind delete cluster --name r1']);
    expect(await listRunRecords()).to.deep.equal([]);
  });

  it('uses a running cluster by its name and never deletes it', async () => {
    fakes.answer('kind', { when: '^get nodes', stdout: 'r1-control-plane\n' });
    const cluster = await create({ name: 'foreign' }).start(never);
    expect(cluster.disposable).to.equal(false);
    await cluster.stop();
    expect(kindCalls().filter((call) => /create|delete/.test(call))).to.deep.equal([]);
    expect(await listRunRecords()).to.deep.equal([]);
  });

  it('makes none for an implementation that is said to be installed already', async () => {
    const refused = async (name?: string) => {
      const error = await refusalOf(create({ installed: 'acme', ...(name && { name }) }).start(never));
      expect(error.name).to.equal('UsageError');
      return error.message;
    };
    expect(await refused('gone'))
      .to.contain('there is no kind cluster gone')
      .and.contain('(there are foreign)');
    expect(await refused()).to.contain('--kind-name names no cluster');
    expect(kindCalls().filter((call) => call.includes('create'))).to.deep.equal([]);
    const cluster = await create({ installed: 'acme', name: 'foreign' }).start(never);
    await cluster.stop();
  });

  it('takes another name where the run has the id of an earlier one', async () => {
    fakes.answer('kind', { when: '^get clusters', stdout: 'r1\n' });
    const cluster = await create().start(never);
    expect(kindCalls()).to.include('kind create cluster --name r1-2 --config - --wait 0s');
    await cluster.stop();
    expect(kindCalls()).to.include('kind delete cluster --name r1-2');
  });

  it('leaves a cluster that is kept, and notes that', async () => {
    const cluster = await create().start(never);
    await cluster.leave?.();
    await cluster.stop();
    expect(kindCalls().filter((call) => call.includes('delete'))).to.deep.equal([]);
    expect((await listRunRecords())[0]?.kept).to.equal(true);
  });

  it('deletes what a failed creation left, but not a cluster that somebody else made meanwhile', async () => {
    fakes.answer('kind', { when: '^create', stderr: 'ERROR: failed to create cluster: broken\n', exitCode: 1 });
    const error = await refusalOf(create().start(never));
    expect(error.name).to.equal('HarnessError');
    expect(error.message).to.contain('broken (the command: kind create cluster --name r1');
    expect(kindCalls().at(-1)).to.equal('kind delete cluster --name r1');
    const stderr = 'ERROR: node(s) already exist for a cluster with the name "r1"\n';
    fakes.answer('kind', { when: '^create', stderr, exitCode: 1 });
    const count = kindCalls().length;
    expect((await refusalOf(create().start(never))).name).to.equal('UsageError');
    expect(
      kindCalls()
        .slice(count)
        .filter((call) => call.includes('delete')),
    ).to.deep.equal([]);
    expect(await listRunRecords()).to.deep.equal([]);
  });

  it('ends the creation and deletes its rest when the run is stopped', async () => {
    fakes.answer('kind', { when: '^create', hang: true });
    fakes.answer('docker', { when: '^ps ', stdout: '' });
    const abort = new AbortController();
    const starting = refusalOf(create().start(abort.signal));
    while (!fakes.calls('kind').some((call) => call.includes('create'))) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    abort.abort(new Error('stopped by the user'));
    expect((await starting).message).to.equal('stopped by the user');
    expect(kindCalls().at(-1)).to.equal('kind delete cluster --name r1');
    expect(await listRunRecords()).to.deep.equal([]);
  });

  it('names an image that is nowhere to be had, and takes the cluster down', async () => {
    fakes.answer(
      'docker',
      { when: '^image inspect .* nowhere:v1', stderr: 'Error: No such image: nowhere:v1\n', exitCode: 1 },
      { when: '^pull', stderr: 'Error response from daemon: not found\n', exitCode: 1 },
      { when: '^ps ', stdout: '' },
    );
    const error = await refusalOf(
      create({ images: () => ['nowhere:v1'], imageRegistry: 'mirror.example' }).start(never),
    );
    expect(error.message).to.match(/^the image nowhere:v1 is not on this machine and could not be pulled: /);
    expect(fakes.calls('docker')).to.include('docker pull --quiet mirror.example/nowhere:v1');
    expect(await listRunRecords()).to.deep.equal([]);
  });

  it('refuses what it cannot do before it starts anything', async () => {
    const error = await refusalOf(create({ config: 'singel-node' }).start(never));
    expect(error.name).to.equal('UsageError');
    expect(error.message).to.match(/^there is no kind configuration singel-node; did you mean single-node\?/);
    fakes.answer('kind', { when: '^version', stdout: 'kind v0.11.0 go1.16 linux/amd64\n' });
    expect((await refusalOf(create().start(never))).message).to.match(/^kind v0\.11\.0 is too old/);
    expect(kindCalls().filter((call) => /create/.test(call))).to.deep.equal([]);
  });
});

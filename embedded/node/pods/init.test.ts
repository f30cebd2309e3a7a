import { expect } from 'chai';
import type { Container, KubeObject, Pod } from '../kube/objects.ts';
import type { Program } from '../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../testing.ts';

let started: string[] = [];

/** Ends with what its arguments say, or stays until it is told to end. */
const act: Program = async ({ container, ready, signal }) => {
  started.push(container.name);
  const [word] = container.args;
  if (word === 'fail') throw new Error('as told');
  if (word === 'end') return;
  ready();
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
};

interface Status {
  name: string;
  ready: boolean;
  restartCount: number;
  state: { waiting?: { reason: string; message?: string }; terminated?: { exitCode: number }; running?: object };
}

const one = (name: string, args: readonly string[] = [], more: object = {}): Container => ({
  ...{ name, image: 'test/act:v1', args },
  ...more,
});

describe('init containers on the embedded node', () => {
  let cluster: TestCluster;
  beforeEach(async () => {
    started = [];
    cluster = await startTestCluster({ 'test/act': act }, { backOffMs: 10 });
  });
  afterEach(() => cluster.stop());

  const create = (initContainers: readonly object[], containers: readonly object[], more: object = {}) =>
    cluster.create(pathOf('pods'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { initContainers, containers, ...more },
    });
  const until = (accept: (pod: Pod) => unknown) => cluster.until<Pod>('pods', 'p', (pod) => pod && accept(pod));
  const inits = ({ status }: Pod) => (status?.initContainerStatuses ?? []) as Status[];
  const mains = ({ status }: Pod) => (status?.containerStatuses ?? []) as Status[];
  const condition = ({ status }: Pod, type: string) => status?.conditions?.find((found) => found.type === type);

  it('run one after the other, before the others', async () => {
    await create([one('first', ['end']), one('second', ['end'])], [one('main')]);
    const pod = await until(({ status }) => status?.phase === 'Running');
    expect(inits(pod).map(({ name, ready, state }) => [name, ready, state.terminated?.exitCode])).to.deep.equal([
      ['first', true, 0],
      ['second', true, 0],
    ]);
    expect(condition(pod, 'Initialized')?.status).to.equal('True');
    expect(started).to.deep.equal(['first', 'second', 'main']);
  });

  it('hold the others back while one has not ended', async () => {
    await create([one('server')], [one('main')]);
    const pod = await until((found) => inits(found).some(({ state }) => state.running));
    expect(pod.status?.phase).to.equal('Pending');
    expect(mains(pod)[0]?.state.waiting?.reason).to.equal('PodInitializing');
    expect(condition(pod, 'Initialized')).to.include({
      status: 'False',
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [server]',
    });
    expect(condition(pod, 'Ready')?.status).to.equal('False');
    expect(started).to.deep.equal(['server']);
  });

  it('hold the others back where their image cannot run here, and say why', async () => {
    await create([{ name: 'setup', image: 'busybox:1' }], [one('main')]);
    const pod = await until((found) => inits(found).some(({ state }) => state.waiting?.reason === 'ErrImageNeverPull'));
    expect(pod.status?.phase).to.equal('Pending');
    expect(inits(pod)[0]?.state.waiting?.message).to.match(/"busybox:1" cannot run here/);
    type Event = KubeObject & { reason: string; message: string };
    const told = await cluster.until<Event>('events', '', (event) => event?.reason === 'Failed');
    expect(told.message).to.contain('"busybox:1" cannot run here');
    expect(started).to.deep.equal([]);
  });

  it('are started again when they fail, or fail the pod', async () => {
    await create([one('setup', ['fail'])], [one('main')]);
    const pod = await until((found) => inits(found).some(({ restartCount }) => restartCount > 1));
    expect(pod.status?.phase).to.equal('Pending');
    await cluster.client.call('DELETE', `${pathOf('pods')}/p`);
    await cluster.until<Pod>('pods', 'p', (found) => found === undefined);
    await create([one('setup', ['fail'])], [one('main')], { restartPolicy: 'Never' });
    const failed = await until(({ status }) => status?.phase === 'Failed');
    expect(inits(failed)[0]?.state.terminated?.exitCode).to.equal(1);
    expect(mains(failed)[0]?.state.waiting?.reason).to.equal('PodInitializing');
  });

  it('wait for a ConfigMap that is not there yet, and go on once it is', async () => {
    const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'late', key: 'a' } } }];
    await create([one('setup', ['end'], { env })], [one('main')]);
    await until((pod) => inits(pod).some(({ state }) => state.waiting?.reason === 'CreateContainerConfigError'));
    await cluster.create(pathOf('configmaps'), {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'late' },
      data: { a: '1' },
    });
    await until(({ status }) => status?.phase === 'Running');
  });

  it('stay beside the others as sidecars, and end after them', async () => {
    const sidecar = one('side', [], { restartPolicy: 'Always' });
    await create([sidecar, one('setup', ['end'])], [one('main', ['end'])], { restartPolicy: 'Never' });
    const pod = await until(
      (found) =>
        inits(found).some(({ state }) => state.terminated && found.status?.phase === 'Succeeded') &&
        inits(found).every(({ state }) => state.terminated),
    );
    expect(inits(pod).map(({ name, state }) => [name, state.terminated?.exitCode])).to.deep.equal([
      ['side', 0],
      ['setup', 0],
    ]);
  });

  it('count as sidecars for the pod to be Ready', async () => {
    await create([one('side', ['fail'], { restartPolicy: 'Always' })], [one('main')]);
    const pod = await until((found) => mains(found)[0]?.ready);
    expect(pod.status?.phase).to.equal('Running');
    expect(condition(pod, 'Ready')).to.include({ status: 'False', message: 'Not ready: side' });
  });
});

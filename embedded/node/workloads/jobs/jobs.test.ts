import { expect } from 'chai';
import type { Job, KubeObject, Pod } from '../../kube/objects.ts';
import type { Program } from '../../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../../testing.ts';

/** Does what its arguments say: `exit`, `fail`, `fail-once` (a pod of each Job), or goes on. */
function makeProgram(): { work: Program; indexes: string[] } {
  const failed = new Set<string>();
  const indexes: string[] = [];
  const work: Program = async ({ container: { args, env }, pod, ready, signal }) => {
    ready();
    const job = pod.labels['job-name'] ?? '';
    if (env.JOB_COMPLETION_INDEX !== undefined) indexes.push(env.JOB_COMPLETION_INDEX);
    if (args[0] === 'exit') return;
    if (args[0] === 'fail') throw new Error('asked to fail');
    if (args[0] === 'fail-once') {
      if (failed.has(job)) return;
      failed.add(job);
      throw new Error('the first time');
    }
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  };
  return { work, indexes };
}

describe('Jobs on the embedded node', () => {
  let cluster: TestCluster;
  let indexes: string[];
  beforeEach(async () => {
    const program = makeProgram();
    indexes = program.indexes;
    cluster = await startTestCluster({ 'test/work': program.work }, { backOffMs: 1 });
  });
  afterEach(() => cluster.stop());

  const create = (name: string, arg: string, change: object = {}, image = 'test/work:v1', restartPolicy = 'Never') =>
    cluster.create<Job>(pathOf('jobs'), {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace: 'default' },
      spec: { template: { spec: { restartPolicy, containers: [{ name: 'main', image, args: [arg] }] } }, ...change },
    });
  const holds = (type: string) => (job: Job | undefined) =>
    job?.status?.conditions?.some((one) => one.type === type && one.status === 'True');
  const until = (name: string, accept: (job: Job | undefined) => unknown) => cluster.until<Job>('jobs', name, accept);
  const listPods = async (job: string) => {
    const { items } = await cluster.client.call<{ items: Pod[] }>('GET', pathOf('pods'));
    return items.filter(({ metadata }) => metadata.labels?.['job-name'] === job);
  };
  const listReasons = async (name: string, count: number) => {
    const path = `${pathOf('events')}?fieldSelector=involvedObject.kind=Job,involvedObject.name=${name}`;
    for (;;) {
      const { items } = await cluster.client.call<{ items: (KubeObject & { reason: string })[] }>('GET', path);
      // Events are written beside everything else.
      if (items.length >= count) return items.map(({ reason }) => reason).sort();
    }
  };

  it('runs a pod to its end, and is complete', async () => {
    await create('one', 'exit');
    const { status } = await until('one', holds('Complete'));
    expect(status).to.include({ succeeded: 1 }).and.not.to.have.any.keys('active', 'failed');
    expect(status).to.have.property('startTime').that.is.a('string');
    expect(status).to.have.property('completionTime').that.is.a('string');
    expect(status?.conditions?.map(({ type, reason }) => [type, reason])).to.deep.equal([
      ['SuccessCriteriaMet', 'CompletionsReached'],
      ['Complete', 'CompletionsReached'],
    ]);
    const [pod, ...others] = await listPods('one');
    expect(others).to.deep.equal([]);
    expect(pod?.metadata.name).to.match(/^one-[a-z0-9]{5}$/);
    expect(pod?.metadata.ownerReferences?.[0]).to.include({ kind: 'Job', name: 'one', controller: true });
    expect(pod?.status?.phase).to.equal('Succeeded');
    expect(await listReasons('one', 2)).to.deep.equal(['Completed', 'SuccessfulCreate']);
  });

  it('runs as many as it is told to at a time, until enough have succeeded', async () => {
    await create('many', 'exit', { completions: 5, parallelism: 2 });
    const { status } = await until('many', holds('Complete'));
    expect(status).to.include({ succeeded: 5 });
    expect(await listPods('many')).to.have.length(5);
    await create('wide', 'stay', { completions: 5, parallelism: 3 });
    await until('wide', (job) => job?.status?.ready === 3);
    expect(await listPods('wide')).to.have.length(3);
    await cluster.client.call('PATCH', `${pathOf('jobs')}/wide`, { spec: { parallelism: 1 } });
    await until('wide', (job) => job?.status?.active === 1 && !job.status.terminating);
    expect((await until('wide', (job) => job)).status).not.to.have.property('failed');
  });

  it('takes one success of a queue of work for the whole', async () => {
    const made = await create('queue', 'exit', { parallelism: 2 });
    expect(made.spec).not.to.have.property('completions');
    const { status } = await until('queue', holds('Complete'));
    expect(status?.succeeded).to.equal(2);
  });

  it('gives each pod of an Indexed Job its index', async () => {
    await create('indexed', 'exit', { completions: 3, parallelism: 2, completionMode: 'Indexed' });
    const { status } = await until('indexed', holds('Complete'));
    expect(status).to.include({ succeeded: 3, completedIndexes: '0-2' });
    expect([...indexes].sort()).to.deep.equal(['0', '1', '2']);
    const names = (await listPods('indexed')).map(({ metadata }) => metadata.name.replace(/-[^-]+$/, ''));
    expect(names.sort()).to.deep.equal(['indexed-0', 'indexed-1', 'indexed-2']);
  });

  it('replaces a pod that failed', async () => {
    await create('again', 'fail-once');
    const { status } = await until('again', holds('Complete'));
    expect(status).to.include({ succeeded: 1, failed: 1 });
    expect(await listPods('again')).to.have.length(2);
  });

  it('lets the kubelet start a container again, where the policy says so', async () => {
    await create('restarted', 'fail-once', {}, undefined, 'OnFailure');
    const { status } = await until('restarted', holds('Complete'));
    expect(status).to.include({ succeeded: 1 }).and.not.to.have.property('failed');
    expect(await listPods('restarted')).to.have.length(1);
    await create('hopeless', 'fail', { backoffLimit: 2 }, undefined, 'OnFailure');
    const failed = await until('hopeless', holds('Failed'));
    expect(failed.status?.conditions?.map(({ type, reason }) => [type, reason])).to.deep.equal([
      ['FailureTarget', 'BackoffLimitExceeded'],
      ['Failed', 'BackoffLimitExceeded'],
    ]);
    expect(await listPods('hopeless')).to.deep.equal([]);
  });

  it('fails when it has failed too often, or takes too long', async () => {
    await create('bad', 'fail', { backoffLimit: 1 });
    const { status } = await until('bad', holds('Failed'));
    expect(status).to.include({ failed: 2 }).and.not.to.have.property('completionTime');
    expect(status?.conditions?.at(-1)).to.include({ type: 'Failed', reason: 'BackoffLimitExceeded' });
    await create('slow', 'stay', { activeDeadlineSeconds: 1 });
    const late = await until('slow', holds('Failed'));
    expect(late.status?.conditions?.at(-1)).to.include({ reason: 'DeadlineExceeded' });
    expect(await listPods('slow')).to.deep.equal([]);
  });

  it('waits where an image cannot run here', async () => {
    await create('foreign', '', {}, 'busybox:1');
    const { status } = await until('foreign', (job) => job?.status?.active === 1);
    expect(status).to.include({ active: 1, ready: 0 });
    const pod = await cluster.until<Pod>('pods', '', (one) => one?.status?.containerStatuses);
    expect(pod.status?.containerStatuses).to.have.nested.property('[0].state.waiting.reason', 'ErrImageNeverPull');
  });

  it('is suspended and resumed', async () => {
    await create('paused', 'stay');
    await until('paused', (job) => job?.status?.ready === 1);
    await cluster.client.call('PATCH', `${pathOf('jobs')}/paused`, { spec: { suspend: true } });
    const suspended = await until('paused', (job) => holds('Suspended')(job) && !job?.status?.terminating);
    expect(suspended.status).not.to.have.any.keys('active', 'failed', 'startTime');
    await cluster.client.call('PATCH', `${pathOf('jobs')}/paused`, { spec: { suspend: false } });
    const resumed = await until('paused', (job) => job?.status?.ready === 1);
    expect(resumed.status?.conditions?.[0]).to.include({ type: 'Suspended', status: 'False', reason: 'JobResumed' });
  });

  it('counts a pod that somebody deletes as failed', async () => {
    await create('robbed', 'stay');
    await until('robbed', (job) => job?.status?.ready === 1);
    const [pod] = await listPods('robbed');
    await cluster.client.call('DELETE', `${pathOf('pods')}/${pod?.metadata.name}`);
    const { status } = await until('robbed', (job) => job?.status?.failed === 1 && job.status.ready === 1);
    expect(status?.active).to.equal(1);
  });

  it('goes with its pods when its time is over, or when it is deleted', async () => {
    await create('brief', 'exit', { ttlSecondsAfterFinished: 0 });
    await until('brief', holds('Complete'));
    await cluster.until('jobs', 'brief', (job) => job === undefined);
    expect(await listPods('brief')).to.deep.equal([]);
    await create('kept', 'stay');
    await until('kept', (job) => job?.status?.ready === 1);
    await cluster.client.call('DELETE', `${pathOf('jobs')}/kept`);
    await cluster.until('pods', '', (pod) => pod === undefined);
  });

  it('leaves the Jobs of another controller alone, and says what it does not heed', async () => {
    await create('foreign', 'exit', { managedBy: 'example.com/queue' });
    await create('policy', 'exit', { completions: 1, completionMode: 'Indexed', backoffLimitPerIndex: 1 });
    await until('policy', holds('Complete'));
    expect(await listReasons('policy', 3)).to.include('NotSupported');
    expect(await listPods('foreign')).to.deep.equal([]);
  });

  it('writes its status only when something has changed', async () => {
    await create('still', 'stay');
    const before = await until('still', (job) => job?.status?.ready === 1);
    await create('other', 'exit');
    await until('other', holds('Complete'));
    await cluster.client.call('PATCH', `${pathOf('jobs')}/still`, { metadata: { labels: { touched: 'yes' } } });
    const after = await until('still', (job) => job?.metadata.labels?.touched);
    expect(Number(after.metadata.resourceVersion)).to.be.greaterThan(Number(before.metadata.resourceVersion));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const last = await cluster.client.call<Job>('GET', `${pathOf('jobs')}/still`);
    expect(last.metadata.resourceVersion).to.equal(after.metadata.resourceVersion);
  });
});

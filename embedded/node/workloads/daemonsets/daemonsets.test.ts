import { expect } from 'chai';
import type { KubeObject, Pod } from '../../kube/objects.ts';
import type { ControllerRevision, DaemonSet } from '../../kube/sets.ts';
import type { Program } from '../../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../../testing.ts';

const idle: Program = async ({ container, ready, signal }) => {
  if (!container.args.includes('unready')) ready();
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
};

function daemonSet(change: object = {}, container: object = {}, pod: object = {}) {
  const containers = [{ name: 'main', image: 'test/idle:v1', ...container }];
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      template: { metadata: { labels: { app: 'agent' } }, spec: { containers, ...pod } },
      ...change,
    },
  };
}

describe('DaemonSets on the embedded node', () => {
  let cluster: TestCluster;
  beforeEach(async () => {
    cluster = await startTestCluster({ 'test/idle': idle });
  });
  afterEach(() => cluster.stop());

  const path = `${pathOf('daemonsets')}/agent`;
  const create = (...given: Parameters<typeof daemonSet>) => cluster.create(pathOf('daemonsets'), daemonSet(...given));
  const patch = (spec: object) => cluster.client.call('PATCH', path, { spec });
  const template = (container: object) => ({ template: daemonSet({}, container).spec.template });
  const until = (accept: (set: DaemonSet) => unknown) =>
    cluster.until<DaemonSet>('daemonsets', 'agent', (set) => set && accept(set));
  const settled = (generation: number) =>
    until(
      ({ status }) =>
        status?.observedGeneration === generation &&
        status.updatedNumberScheduled === 1 &&
        status.numberAvailable === 1,
    );
  const listPods = async () => (await cluster.client.call<{ items: Pod[] }>('GET', pathOf('pods'))).items;

  it('runs one pod on the node, and a new one where it is deleted', async () => {
    await create();
    const { status } = await settled(1);
    expect(status).to.include({
      desiredNumberScheduled: 1,
      currentNumberScheduled: 1,
      numberReady: 1,
      numberMisscheduled: 0,
    });
    expect(status).not.to.have.property('numberUnavailable');
    const [pod, ...others] = await listPods();
    expect(others).to.deep.equal([]);
    expect(pod?.metadata.name).to.match(/^agent-\w{5}$/);
    expect(pod?.spec.nodeName).to.equal('gwconf-node');
    expect(pod?.metadata.ownerReferences?.[0]).to.include({ kind: 'DaemonSet', name: 'agent', controller: true });
    expect(pod?.metadata.labels)
      .to.include({ 'pod-template-generation': '1' })
      .and.have.property('controller-revision-hash');
    await cluster.client.call('DELETE', `${pathOf('pods')}/${pod?.metadata.name}`);
    const isNew = (one: Pod | undefined) => one?.status?.phase === 'Running' && one.metadata.uid !== pod?.metadata.uid;
    await cluster.until<Pod>('pods', '', isNew);
    await cluster.client.call('DELETE', path);
    await cluster.until<Pod>('pods', '', (one) => one === undefined);
  });

  it('takes the old pod away before the new one comes', async () => {
    await create();
    await settled(1);
    const most: number[] = [];
    const watching = cluster.until<Pod>('pods', '', (pod) => {
      if (pod) most.push(1);
      return pod?.spec.containers[0]?.image === 'test/idle:v2' && pod.status?.phase === 'Running';
    });
    await patch(template({ image: 'test/idle:v2' }));
    await watching;
    await settled(2);
    expect(await listPods()).to.have.length(1);
    const { items } = await cluster.client.call<{ items: ControllerRevision[] }>('GET', pathOf('controllerrevisions'));
    expect(items.map(({ revision }) => revision).sort()).to.deep.equal([1, 2]);
  });

  it('with a surge, takes the old one away once the new one is ready', async () => {
    await create({ updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
    await settled(1);
    await patch(template({ image: 'test/idle:v2', args: ['unready'] }));
    await until(({ status }) => status?.updatedNumberScheduled === 1 && status.observedGeneration === 2);
    expect(await listPods()).to.have.length(2);
    await patch(template({ image: 'test/idle:v3', args: null }));
    await settled(3);
    await cluster.until<Pod>(
      'pods',
      '',
      (pod) => pod?.spec.containers[0]?.image !== 'test/idle:v2' && pod?.status?.phase,
    );
    for (;;) if ((await listPods()).length === 1) break;
    expect((await listPods())[0]?.spec.containers[0]?.image).to.equal('test/idle:v3');
  });

  it('leaves an old pod alone with OnDelete', async () => {
    await create({ updateStrategy: { type: 'OnDelete' } });
    await settled(1);
    await patch(template({ image: 'test/idle:v2' }));
    await until(({ status }) => status?.observedGeneration === 2 && !status.updatedNumberScheduled);
    const [pod] = await listPods();
    expect(pod?.spec.containers[0]?.image).to.equal('test/idle:v1');
    await cluster.client.call('DELETE', `${pathOf('pods')}/${pod?.metadata.name}`);
    await settled(2);
  });

  it('runs none where it wants other nodes', async () => {
    await create({}, {}, { nodeSelector: { 'kubernetes.io/os': 'windows' } });
    const { status } = await until((set) => set.status?.observedGeneration === 1);
    expect(status).to.include({ desiredNumberScheduled: 0, currentNumberScheduled: 0, numberReady: 0 });
    expect(await listPods()).to.deep.equal([]);
    const requires = (operator: string) => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/os', operator, values: ['linux'] }] }],
          },
        },
      },
      nodeSelector: null,
    });
    await patch({ template: { spec: requires('In') } });
    await settled(2);
    await patch({ template: { spec: requires('NotIn') } });
    await until(({ status: now }) => now?.observedGeneration === 3 && now.desiredNumberScheduled === 0);
    await cluster.until<Pod>('pods', '', (pod) => pod === undefined);
  });

  it('tells what it does in Events', async () => {
    await create();
    type Event = KubeObject & { message: string; source: { component: string } };
    const told = await cluster.until<Event>('events', '', (event) => event?.message.startsWith('Created pod: agent-'));
    expect(told.source.component).to.equal('daemonset-controller');
  });

  it('leaves a CronJob alone, and says so', async () => {
    const jobTemplate = {
      spec: { template: { spec: daemonSet({}, {}, { restartPolicy: 'Never' }).spec.template.spec } },
    };
    await cluster.create(pathOf('cronjobs'), {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'nightly' },
      spec: { schedule: '0 0 * * *', jobTemplate },
    });
    type Event = KubeObject & { reason: string; message: string };
    const told = await cluster.until<Event>('events', '', (event) => event?.reason === 'NotScheduled');
    expect(told.message).to.contain('kubectl create job NAME --from=cronjob/nightly');
  });
});

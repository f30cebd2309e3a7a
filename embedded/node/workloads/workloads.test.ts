import { expect } from 'chai';
import type { Deployment, KubeObject, Pod, ReplicaSet } from '../kube/objects.ts';
import type { Program } from '../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../testing.ts';

const idle: Program = async ({ ready, signal }) => {
  ready();
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
};

function deployment(name: string, change: object = {}, image = 'test/idle:v1') {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image }] } },
      ...change,
    },
  };
}

describe('workloads on the embedded node', () => {
  let cluster: TestCluster;
  beforeEach(async () => {
    cluster = await startTestCluster({ 'test/idle': idle });
  });
  afterEach(() => cluster.stop());

  const listPods = async () => (await cluster.client.call<{ items: Pod[] }>('GET', pathOf('pods'))).items;
  const isAvailable = (count: number, generation: number) => (object: Deployment | undefined) =>
    object?.status?.availableReplicas === count &&
    object.status.replicas === count &&
    object.status.updatedReplicas === count &&
    object.status.observedGeneration === generation;

  it('brings a Deployment up, by a ReplicaSet, to Ready pods of its own', async () => {
    await cluster.create(pathOf('deployments'), deployment('web'));
    const web = await cluster.until<Deployment>('deployments', 'web', isAvailable(2, 1));
    expect(web.status?.conditions?.map(({ type, status, reason }) => [type, status, reason])).to.deep.equal([
      ['Available', 'True', 'MinimumReplicasAvailable'],
      ['Progressing', 'True', 'NewReplicaSetAvailable'],
    ]);
    expect(web.status).to.include({ readyReplicas: 2 }).and.not.to.have.property('unavailableReplicas');
    const replicaSet = await cluster.until<ReplicaSet>('replicasets', '', (object) => object);
    expect(replicaSet.metadata.ownerReferences?.[0]).to.include({
      kind: 'Deployment',
      uid: web.metadata.uid,
      controller: true,
    });
    const pods = await listPods();
    expect(pods).to.have.length(2);
    for (const pod of pods) {
      expect(pod.metadata.ownerReferences?.[0]).to.include({ kind: 'ReplicaSet', uid: replicaSet.metadata.uid });
      expect(pod.metadata.labels).to.include({ app: 'web' }).and.to.have.property('pod-template-hash');
      expect(pod.spec.nodeName).to.equal('gwconf-node');
      expect(pod.status).to.include({ phase: 'Running', hostIP: '127.0.0.1' });
      expect(pod.status?.podIPs).to.deep.equal([{ ip: pod.status?.podIP }]);
      const conditions = pod.status?.conditions?.map(({ type, status }) => `${type}=${status}`);
      expect(conditions).to.include.members([
        'Ready=True',
        'ContainersReady=True',
        'PodScheduled=True',
        'Initialized=True',
      ]);
      expect(pod.status?.containerStatuses).to.have.nested.property('[0].ready', true);
    }
    expect(new Set(pods.map(({ status }) => status?.podIP)).size).to.equal(2);
  });

  it('scales up, down and to nothing, and goes with its pods when it is deleted', async () => {
    const path = `${pathOf('deployments')}/web`;
    await cluster.create(pathOf('deployments'), deployment('web'));
    await cluster.until('deployments', 'web', isAvailable(2, 1));
    const before = new Set((await listPods()).map(({ metadata }) => metadata.uid));
    await cluster.client.call('PATCH', path, { spec: { replicas: 5 } });
    await cluster.until('deployments', 'web', isAvailable(5, 2));
    const grown = await listPods();
    expect(grown.filter(({ metadata }) => before.has(metadata.uid))).to.have.length(2);
    await cluster.client.call('PATCH', path, { spec: { replicas: 1 } });
    await cluster.until('deployments', 'web', isAvailable(1, 3));
    expect(await listPods()).to.have.length(1);
    await cluster.client.call('DELETE', path);
    await cluster.until<Pod>('pods', '', (pod) => pod === undefined);
    await cluster.until<ReplicaSet>('replicasets', '', (replicaSet) => replicaSet === undefined);
  });

  it('rolls over to a new template, keeping enough pods ready', async () => {
    await cluster.create(pathOf('deployments'), deployment('web', { replicas: 4 }));
    await cluster.until('deployments', 'web', isAvailable(4, 1));
    const changed = deployment('web', {}, 'test/idle:v2').spec.template;
    await cluster.client.call('PATCH', `${pathOf('deployments')}/web`, { spec: { template: changed } });
    const least: number[] = [];
    await cluster.until<Deployment>('deployments', 'web', (object) => {
      least.push(object?.status?.availableReplicas ?? 0);
      return isAvailable(4, 2)(object);
    });
    expect(Math.min(...least)).to.be.at.least(3);
    const images = (await listPods()).map(({ spec }) => spec.containers[0]?.image);
    expect(images).to.deep.equal(Array(4).fill('test/idle:v2'));
  });

  it('replaces a pod that is deleted', async () => {
    await cluster.create(pathOf('deployments'), deployment('web', { replicas: 1 }));
    await cluster.until('deployments', 'web', isAvailable(1, 1));
    const [pod] = await listPods();
    await cluster.client.call('DELETE', `${pathOf('pods')}/${pod?.metadata.name}`);
    const ready = (object: Pod | undefined) =>
      object && object.metadata.uid !== pod?.metadata.uid && object.status?.phase === 'Running';
    await cluster.until<Pod>('pods', '', ready);
    await cluster.until('pods', pod?.metadata.name ?? '', (object) => object === undefined);
  });

  it('leaves a Deployment unavailable whose image it cannot run, and tells so on pod and Event', async () => {
    await cluster.create(pathOf('deployments'), deployment('web', { replicas: 1 }, 'nginx:1.29'));
    const pod = await cluster.until<Pod>('pods', '', (object) => object?.status?.containerStatuses);
    expect(pod.status?.phase).to.equal('Pending');
    const containers = pod.status?.containerStatuses as { state: { waiting?: { reason: string; message: string } } }[];
    const waiting = containers[0]?.state.waiting;
    expect(waiting?.reason).to.equal('ErrImageNeverPull');
    expect(waiting?.message).to.contain('"nginx:1.29"').and.to.contain('runs only test/idle');
    const event = await cluster.until<KubeObject & { message: string; involvedObject: object }>('events', '', (e) => e);
    expect(event.message).to.equal(waiting?.message);
    expect(event.involvedObject).to.include({ kind: 'Pod', name: pod.metadata.name });
    const status = (await cluster.until<Deployment>('deployments', 'web', (d) => d?.status?.replicas === 1)).status;
    expect(status?.conditions?.[0]).to.include({ type: 'Available', status: 'False' });
  });

  it('tells what it does in Events', async () => {
    await cluster.create(pathOf('deployments'), deployment('web'));
    await cluster.until('deployments', 'web', isAvailable(2, 1));
    await cluster.client.call('PATCH', `${pathOf('deployments')}/web`, { spec: { replicas: 1 } });
    await cluster.until('deployments', 'web', isAvailable(1, 2));
    type Event = KubeObject & { reason: string; message: string; source: { component: string } };
    const wanted = [
      ['deployment-controller', 'ScalingReplicaSet', 'Scaled up replica set web-X from 0 to 2'],
      ['deployment-controller', 'ScalingReplicaSet', 'Scaled down replica set web-X from 2 to 1'],
      ['kubelet', 'Started', 'Started container main'],
      ['replicaset-controller', 'SuccessfulCreate', 'Created pod: web-X'],
      ['replicaset-controller', 'SuccessfulDelete', 'Deleted pod: web-X'],
    ];
    for (const [component, reason, message] of wanted) {
      const isWanted = (event: Event | undefined) => {
        const told = event && [event.source.component, event.reason, event.message.replace(/web-[\w-]+/, 'web-X')];
        return told?.join() === [component, reason, message].join();
      };
      await cluster.until<Event>('events', '', isWanted);
    }
  });

  it('makes the pods once their ServiceAccount comes, and says what they wait for', async () => {
    const spec = { serviceAccountName: 'late', containers: [{ name: 'main', image: 'test/idle:v1' }] };
    const template = { metadata: { labels: { app: 'waiting' } }, spec };
    await cluster.create(pathOf('deployments'), deployment('waiting', { template }));
    type Event = KubeObject & { reason: string; message: string };
    const told = await cluster.until<Event>('events', '', (event) => event?.reason === 'FailedCreate');
    expect(told.message).to.match(/^Error creating: pods "waiting-\S+" is forbidden: error looking up service account/);
    await cluster.create(pathOf('serviceaccounts'), {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'late' },
    });
    await cluster.until('deployments', 'waiting', isAvailable(2, 1));
  });
});

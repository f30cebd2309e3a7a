import { expect } from 'chai';
import type { KubeObject, Pod } from '../kube/objects.ts';
import type { Program } from '../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../testing.ts';

const idle: Program = async ({ ready, signal }) => {
  ready();
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
};
const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'main', image: 'test/idle:v1' }] },
};
const kinds = {
  deployments: { kind: 'Deployment', more: { replicas: 2 }, counted: 'availableReplicas', count: 2 },
  replicasets: { kind: 'ReplicaSet', more: { replicas: 2 }, counted: 'availableReplicas', count: 2 },
  statefulsets: {
    kind: 'StatefulSet',
    more: { replicas: 2, serviceName: 's' },
    counted: 'availableReplicas',
    count: 2,
  },
  daemonsets: { kind: 'DaemonSet', more: {}, counted: 'numberAvailable', count: 1 },
} as const;

describe('pods that nobody controls, on the embedded node', () => {
  let cluster: TestCluster;
  beforeEach(async () => {
    cluster = await startTestCluster({ 'test/idle': idle });
  });
  afterEach(() => cluster.stop());

  type Counted = KubeObject & { status?: Readonly<Record<string, number>> };
  const listPods = async () => (await cluster.client.call<{ items: Pod[] }>('GET', pathOf('pods'))).items;
  const ids = (pods: readonly Pod[]) => pods.map(({ metadata }) => metadata.uid).sort();

  for (const resource of ['deployments', 'replicasets', 'statefulsets', 'daemonsets'] as const) {
    const { kind, more, counted, count } = kinds[resource];
    const create = (known?: string) => {
      const spec = { ...more, selector: { matchLabels: { app: 'web' } }, template };
      const made = cluster.create(pathOf(resource), { apiVersion: 'apps/v1', kind, metadata: { name: 'web' }, spec });
      const isUp = (found: Counted | undefined) => found?.metadata.uid !== known && found?.status?.[counted] === count;
      return made.then(() => cluster.until<Counted>(resource, 'web', isUp));
    };

    it(`are taken over by a ${kind} that is made anew`, async () => {
      const { metadata } = await create();
      const before = await listPods();
      await cluster.client.call('DELETE', `${pathOf(resource)}/web`, { propagationPolicy: 'Orphan' });
      await cluster.until(resource, 'web', (found) => found === undefined);
      expect(ids(await listPods())).to.deep.equal(ids(before));
      await create(metadata.uid);
      expect(ids(await listPods())).to.deep.equal(ids(before));
      await cluster.client.call('DELETE', `${pathOf(resource)}/web`);
      await cluster.until<Pod>('pods', '', (pod) => pod === undefined);
    });
  }

  it('are those whose labels are changed; others come for them', async () => {
    const spec = { replicas: 1, selector: { matchLabels: { app: 'web' } }, template };
    await cluster.create(pathOf('replicasets'), {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'web' },
      spec,
    });
    const first = await cluster.until<Pod>('pods', '', (pod) => pod?.status?.phase === 'Running');
    const path = `${pathOf('pods')}/${first.metadata.name}`;
    await cluster.client.call('PATCH', path, { metadata: { labels: { app: 'aside' } } });
    const isOther = (pod: Pod | undefined) =>
      pod?.status?.phase === 'Running' && pod.metadata.uid !== first.metadata.uid;
    await cluster.until<Pod>('pods', '', isOther);
    const free = await cluster.until<Pod>('pods', first.metadata.name, (pod) => !pod?.metadata.ownerReferences?.length);
    expect(free.status?.phase).to.equal('Running');
  });
});

import { expect } from 'chai';
import type { Deployment, Pod, PodDisruptionBudget } from '../kube/objects.ts';
import type { Program } from '../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../testing.ts';
import { buildBudgetStatus } from './disruption.ts';

const idle: Program = async ({ container: { args }, ready, signal }) => {
  if (!args.includes('--unready')) ready();
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
};

describe('PodDisruptionBudgets on the embedded node', () => {
  let cluster: TestCluster;
  beforeEach(async () => {
    cluster = await startTestCluster({ 'test/idle': idle });
  });
  afterEach(() => cluster.stop());

  const deploy = async (replicas: number, args: string[] = []) => {
    const labels = { app: 'web' };
    const containers = [{ name: 'main', image: 'test/idle:v1', args }];
    await cluster.create(pathOf('deployments'), {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    });
    await cluster.until<Deployment>('deployments', 'web', (web) =>
      args.length > 0 ? web?.status?.replicas === replicas : web?.status?.readyReplicas === replicas,
    );
  };
  const guard = (name: string, spec: object) =>
    cluster.create(pathOf('poddisruptionbudgets'), {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name },
      spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
    });
  const until = (name: string, accept: (budget: PodDisruptionBudget) => unknown) =>
    cluster.until<PodDisruptionBudget>('poddisruptionbudgets', name, (budget) => budget && accept(budget));
  const listPods = async () => (await cluster.client.call<{ items: Pod[] }>('GET', pathOf('pods'))).items;
  const evict = (name: string, more: object = {}) =>
    cluster.client
      .call<{ status: string; code: number }>('POST', `${pathOf('pods')}/${name}/eviction`, {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name, namespace: 'default' },
        ...more,
      })
      .catch((error: { code: number; message: string }) => ({ code: error.code, message: error.message }));

  it('counts what may go, of numbers and of shares', async () => {
    await deploy(4);
    await guard('least', { minAvailable: 3 });
    await guard('share', { minAvailable: '50%' });
    await guard('most', { maxUnavailable: '30%' });
    const read = async (name: string) => {
      const { status } = await until(name, (budget) => budget.status?.currentHealthy === 4);
      return [status?.expectedPods, status?.desiredHealthy, status?.disruptionsAllowed];
    };
    expect(await read('least')).to.deep.equal([4, 3, 1]);
    expect(await read('share')).to.deep.equal([4, 2, 2]);
    expect(await read('most')).to.deep.equal([4, 2, 2]);
    const { status } = await until('least', () => true);
    expect(status?.conditions?.[0]).to.include({ type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods' });
    await cluster.client.call('PATCH', `${pathOf('deployments')}/web`, { spec: { replicas: 3 } });
    const tight = await until('least', (budget) => budget.status?.currentHealthy === 3);
    expect(tight.status?.conditions?.[0]).to.include({ status: 'False', reason: 'InsufficientPods' });
  });

  it('lets a pod be evicted while enough are left, and then no more', async () => {
    await deploy(2);
    await guard('one', { minAvailable: 1 });
    await until('one', (budget) => budget.status?.disruptionsAllowed === 1);
    const [first, second] = (await listPods()).map(({ metadata }) => metadata.name);
    const answers = await Promise.all([evict(first ?? ''), evict(second ?? '')]);
    expect(answers.map(({ code }) => code).sort()).to.deep.equal([201, 429]);
    const refused = answers.findIndex(({ code }) => code === 429);
    const refusal = answers[refused];
    expect(refusal && 'message' in refusal && refusal.message).to.match(
      /: Cannot evict pod as it would violate the pod's disruption budget\.$/,
    );
    // Once the pod has been replaced, the next may go.
    await until('one', (budget) => budget.status?.disruptionsAllowed === 1 && !budget.status.disruptedPods);
    expect((await evict([first, second][refused] ?? '')).code).to.equal(201);
  });

  it('lets a pod that is not ready go only where enough others are', async () => {
    await deploy(1, ['--unready']);
    const pod = await cluster.until<Pod>('pods', '', (one) => one?.status?.phase === 'Running');
    await guard('strict', { minAvailable: 1 });
    await until('strict', (budget) => budget.status?.observedGeneration === 1);
    expect((await evict(pod.metadata.name)).code).to.equal(429);
    await cluster.client.call('PATCH', `${pathOf('poddisruptionbudgets')}/strict`, {
      spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    });
    expect((await evict(pod.metadata.name)).code).to.equal(201);
  });

  it('forgets pods that did not go after all', () => {
    const budget: PodDisruptionBudget = {
      metadata: { name: 'b', generation: 2 },
      spec: { minAvailable: 1 },
      status: { disruptedPods: { a: '2026-01-01T00:00:00Z', gone: '2026-01-01T00:00:00Z' } },
    };
    const ready = { conditions: [{ type: 'Ready', status: 'True' }] } as const;
    const pods: Pod[] = ['a', 'b'].map((name) => ({ metadata: { name }, spec: { containers: [] }, status: ready }));
    const soon = buildBudgetStatus(budget, pods, 2, new Date('2026-01-01T00:01:00Z'));
    expect(soon).to.deep.include({ currentHealthy: 1, disruptionsAllowed: 0 });
    expect(soon.disruptedPods).to.deep.equal({ a: '2026-01-01T00:00:00Z' });
    const later = buildBudgetStatus(budget, pods, 2, new Date('2026-01-01T00:02:00Z'));
    expect(later).to.include({ currentHealthy: 2, disruptionsAllowed: 1 }).and.not.to.have.property('disruptedPods');
  });
});

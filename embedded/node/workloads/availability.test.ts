import { expect } from 'chai';
import type { KubeObject, Pod } from '../kube/objects.ts';
import type { Program } from '../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../testing.ts';
import { lookAtAvailability } from './availability.ts';

const idle: Program = async ({ ready, signal }) => {
  ready();
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
};

function podReadySince(time: string | undefined): Pod {
  const condition = { type: 'Ready', status: time ? ('True' as const) : ('False' as const), lastTransitionTime: time };
  return { metadata: { name: 'p' }, spec: { containers: [] }, status: { conditions: [condition] } };
}

describe('availability of pods', () => {
  const now = new Date('2026-01-01T00:01:00Z');

  it('comes some seconds after readiness, and tells when the next one does', () => {
    const [old, fresh, unready] = ['2026-01-01T00:00:30Z', '2026-01-01T00:00:55Z', undefined].map(podReadySince);
    const pods = [old, fresh, unready].flatMap((pod) => pod ?? []);
    const look = (seconds: number | undefined) => {
      const { isAvailable, nextIn } = lookAtAvailability(pods, seconds, now);
      return [pods.map(isAvailable), nextIn];
    };
    expect(look(undefined)).to.deep.equal([[true, true, false], undefined]);
    expect(look(20)).to.deep.equal([[true, false, false], 15_000]);
    expect(look(30)).to.deep.equal([[true, false, false], 25_000]);
    expect(look(60)).to.deep.equal([[false, false, false], 30_000]);
  });
});

describe('minReadySeconds on the embedded node', () => {
  let cluster: TestCluster;
  before(async () => {
    cluster = await startTestCluster({ 'test/idle': idle });
  });
  after(() => cluster.stop());

  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image: 'test/idle:v1' }] },
  };
  const kinds = {
    deployments: ['Deployment', { replicas: 2 }, 'readyReplicas', 'availableReplicas', 2],
    statefulsets: ['StatefulSet', { replicas: 2, serviceName: 'web' }, 'readyReplicas', 'availableReplicas', 2],
    daemonsets: ['DaemonSet', {}, 'numberReady', 'numberAvailable', 1],
  } as const;
  for (const resource of ['deployments', 'statefulsets', 'daemonsets'] as const) {
    const [kind, spec, ready, available, count] = kinds[resource];
    it(`is waited for by a ${kind}`, async () => {
      const selector = { matchLabels: { app: 'web' } };
      const object = { apiVersion: 'apps/v1', kind, metadata: { name: 'web' } };
      const watched: [number, number][] = [];
      type Counted = KubeObject & { status?: Readonly<Record<string, number>> };
      const done = cluster.until<Counted>(resource, 'web', (found) => {
        if (found) watched.push([found.status?.[ready] ?? 0, found.status?.[available] ?? 0]);
        return found?.status?.[available] === count;
      });
      await cluster.create(pathOf(resource), { ...object, spec: { ...spec, selector, template, minReadySeconds: 1 } });
      await done;
      expect(watched.some(([isReady, isAvailable]) => isReady > isAvailable)).to.equal(true);
      // Pods of a StatefulSet come one after the other is available.
      if (kind === 'StatefulSet')
        expect(watched.map((counts) => counts.join()))
          .to.include('1,1')
          .and.not.include('2,0');
    });
  }
});

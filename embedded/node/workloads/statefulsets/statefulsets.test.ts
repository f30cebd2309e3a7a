import { expect } from 'chai';
import { type Cache, createCache } from '../../kube/cache.ts';
import type { KubeObject, Pod } from '../../kube/objects.ts';
import type { ControllerRevision, StatefulSet } from '../../kube/sets.ts';
import type { Program } from '../../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../../testing.ts';

/** Runs, and is ready unless its arguments say otherwise. */
const idle: Program = async ({ container, ready, signal }) => {
  if (!container.args.includes('unready')) ready();
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
};

function statefulSet(change: object = {}, container: object = {}) {
  const containers = [{ name: 'main', image: 'test/idle:v1', ...container }];
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      serviceName: 'peers',
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers } },
      ...change,
    },
  };
}

describe('StatefulSets on the embedded node', () => {
  let cluster: TestCluster;
  let watched: Cache<Pod>;
  /** How pods came and went: `+web-0`, `-web-2`. */
  let moves: string[];
  beforeEach(async () => {
    cluster = await startTestCluster({ 'test/idle': idle });
    watched = createCache<Pod>(cluster.client, '/api/v1', 'pods', () => {});
    moves = [];
    watched.onChange(({ before, now }) => {
      if (!before) moves.push(`+${now?.metadata.name}`);
      if (!now) moves.push(`-${before?.metadata.name}`);
    });
    await watched.start();
  });
  afterEach(async () => {
    await watched.stop();
    await cluster.stop();
  });
  /** Waits for so many. */
  async function awaitMoves(count: number): Promise<string[]> {
    await new Promise<void>((resolve) => {
      const look = () => moves.length >= count && resolve();
      watched.onChange(look);
      look();
    });
    return moves.slice(0, count);
  }

  const path = `${pathOf('statefulsets')}/web`;
  const create = (change?: object, container?: object) =>
    cluster.create(pathOf('statefulsets'), statefulSet(change, container));
  const patch = (spec: object) => cluster.client.call<StatefulSet>('PATCH', path, { spec });
  const template = (container: object) => ({ template: statefulSet({}, container).spec.template });
  const until = (accept: (set: StatefulSet) => unknown) =>
    cluster.until<StatefulSet>('statefulsets', 'web', (set) => set && accept(set));
  /** Up to date, with so many pods. */
  const settled = (generation: number, count: number) =>
    until(
      ({ status: { observedGeneration, readyReplicas = 0, replicas, updateRevision, currentRevision } = {} }) =>
        observedGeneration === generation &&
        readyReplicas === count &&
        replicas === count &&
        updateRevision === currentRevision,
    );
  const list = async <T extends KubeObject>(resource: 'pods' | 'controllerrevisions') =>
    (await cluster.client.call<{ items: T[] }>('GET', pathOf(resource))).items;
  const names = (objects: readonly KubeObject[]) => objects.map(({ metadata }) => metadata.name).sort();
  it('makes numbered pods one after the other, with names that stay', async () => {
    await create();
    const { status } = await settled(1, 3);
    expect(await awaitMoves(3)).to.deep.equal(['+web-0', '+web-1', '+web-2']);
    const pods = await list<Pod & { spec: { hostname: string; subdomain: string } }>('pods');
    expect(names(pods)).to.deep.equal(['web-0', 'web-1', 'web-2']);
    const [first] = pods;
    expect(first?.spec).to.include({ hostname: 'web-0', subdomain: 'peers' });
    expect(first?.metadata.labels).to.deep.equal({
      app: 'web',
      'apps.kubernetes.io/pod-index': '0',
      'controller-revision-hash': status?.updateRevision,
      'statefulset.kubernetes.io/pod-name': 'web-0',
    });
    expect(first?.metadata.ownerReferences?.[0]).to.include({ kind: 'StatefulSet', name: 'web', controller: true });
    expect(status).to.include({ availableReplicas: 3, currentReplicas: 3, updatedReplicas: 3 });
    await cluster.client.call('DELETE', `${pathOf('pods')}/web-1`);
    const again = (pod: Pod | undefined) =>
      pod?.status?.phase === 'Running' &&
      pod.metadata.uid !== pods.find((one) => one.metadata.name === 'web-1')?.metadata.uid;
    await cluster.until<Pod>('pods', 'web-1', again);
  });

  it('waits for each pod before the next, unless all come at once', async () => {
    await create({}, { args: ['unready'] });
    await until(({ status }) => status?.replicas === 1);
    await cluster.until<Pod>('pods', 'web-0', (pod) => pod?.status?.phase === 'Running');
    expect(names(await list('pods'))).to.deep.equal(['web-0']);
    const second = {
      ...statefulSet({ podManagementPolicy: 'Parallel' }, { args: ['unready'] }),
      metadata: { name: 'all' },
    };
    await cluster.create(pathOf('statefulsets'), second);
    await cluster.until<StatefulSet>('statefulsets', 'all', (set) => set?.status?.replicas === 3);
  });

  it('scales down in reverse, and goes with its pods and revisions', async () => {
    await create();
    await settled(1, 3);
    await patch({ replicas: 1 });
    await settled(2, 1);
    expect((await awaitMoves(5)).slice(3)).to.deep.equal(['-web-2', '-web-1']);
    expect(names(await list('pods'))).to.deep.equal(['web-0']);
    await cluster.client.call('DELETE', path);
    await cluster.until<Pod>('pods', '', (pod) => pod === undefined);
    await cluster.until<ControllerRevision>('controllerrevisions', '', (revision) => revision === undefined);
  });

  it('replaces pods one at a time, the last first, and keeps the template before', async () => {
    await create();
    const before = (await settled(1, 3)).status?.currentRevision;
    const least: number[] = [];
    const watching = until(({ status }) => {
      least.push(status?.readyReplicas ?? 0);
      return status?.observedGeneration === 2 && status.currentRevision !== before;
    });
    await patch(template({ image: 'test/idle:v2' }));
    await watching;
    expect(Math.min(...least)).to.equal(2);
    expect((await awaitMoves(9)).slice(3)).to.deep.equal(['-web-2', '+web-2', '-web-1', '+web-1', '-web-0', '+web-0']);
    expect((await list<Pod>('pods')).map(({ spec }) => spec.containers[0]?.image)).to.deep.equal(
      Array(3).fill('test/idle:v2'),
    );
    const revisions = await list<ControllerRevision>('controllerrevisions');
    expect(revisions.map(({ revision }) => revision).sort()).to.deep.equal([1, 2]);
    await patch(template({}));
    const back = await settled(3, 3);
    expect(back.status?.currentRevision).to.equal(before);
    expect(
      (await list<ControllerRevision>('controllerrevisions')).map(({ revision }) => revision).sort(),
    ).to.deep.equal([2, 3]);
  });

  it('keeps pods below the partition at the template before, also those made anew', async () => {
    await create();
    await settled(1, 3);
    await patch({ ...template({ image: 'test/idle:v2' }), updateStrategy: { rollingUpdate: { partition: 2 } } });
    const images = async () => (await list<Pod>('pods')).map(({ spec }) => spec.containers[0]?.image);
    const updated = await until(({ status }) => status?.updatedReplicas === 1 && status.readyReplicas === 3);
    expect(updated.status?.currentRevision).to.not.equal(updated.status?.updateRevision);
    expect(await images()).to.deep.equal(['test/idle:v1', 'test/idle:v1', 'test/idle:v2']);
    const { uid } = (await list<Pod>('pods'))[0]?.metadata ?? {};
    await cluster.client.call('DELETE', `${pathOf('pods')}/web-0`);
    await cluster.until<Pod>('pods', 'web-0', (pod) => pod?.status?.phase === 'Running' && pod.metadata.uid !== uid);
    expect(await images()).to.deep.equal(['test/idle:v1', 'test/idle:v1', 'test/idle:v2']);
  });

  it('leaves pods alone with OnDelete, starts at another number, and forgets old templates', async () => {
    const change = {
      updateStrategy: { type: 'OnDelete' },
      ordinals: { start: 5 },
      replicas: 1,
      revisionHistoryLimit: 1,
    };
    await create(change);
    await settled(1, 1);
    for (const version of ['v2', 'v3', 'v4']) await patch(template({ image: `test/idle:${version}` }));
    await until(({ status }) => status?.observedGeneration === 4 && status.updatedReplicas === undefined);
    expect(
      (await list<Pod>('pods')).map(({ metadata, spec }) => [metadata.name, spec.containers[0]?.image]),
    ).to.deep.equal([['web-5', 'test/idle:v1']]);
    await cluster.client.call('DELETE', `${pathOf('pods')}/web-5`);
    await cluster.until<Pod>('pods', 'web-5', (pod) => pod?.spec.containers[0]?.image === 'test/idle:v4');
    // v1 is what it began with, v4 what it has, and one more is kept.
    for (let count = 0; count !== 3; ) count = (await list('controllerrevisions')).length;
  });

  it('says that it makes no volumes', async () => {
    const claim = {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    await create(
      { replicas: 1, volumeClaimTemplates: [claim] },
      { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
    );
    await settled(1, 1);
    type Event = KubeObject & { reason: string; message: string };
    const told = await cluster.until<Event>('events', '', (event) => event?.reason === 'NotSupported');
    expect(told.message).to.contain('volumeClaimTemplates');
  });

  it('says what keeps a pod from being made', async () => {
    await cluster.create(pathOf('pods'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-0' },
      spec: { containers: [{ name: 'main', image: 'test/idle:v1' }] },
    });
    await create();
    type Event = KubeObject & { reason: string; message: string };
    const told = await cluster.until<Event>('events', '', (event) => event?.reason === 'FailedCreate');
    expect(told.message).to.equal('create Pod web-0 in StatefulSet web failed error: pods "web-0" already exists');
  });
});

import { expect } from 'chai';
import { HarnessError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { systemClock } from '../wait/clock.ts';
import { deleteRunObjects } from './cleanup.ts';
import { type Answer, type FakeServer, listBody, type SeenRequest, startFakeServer } from './fake-server.test.ts';
import { addLabels, labelObject, partLabel } from './labels.ts';

const classGroup = '/apis/gateway.networking.k8s.io/v1';
const tools = { clock: systemClock, signal: new AbortController().signal };
const policy = { name: 'workload', timeoutMs: 5_000, intervalMs: 1, maxIntervalMs: 1, successes: 1 } as const;

function make(kind: string, name: string): KubeObject {
  const apiVersion = kind === 'Namespace' ? 'v1' : 'gateway.networking.k8s.io/v1';
  return { apiVersion, kind, metadata: { name, uid: `uid-${name}`, resourceVersion: '1' } };
}

/** Deletes for real, unless `holds` names the object; ignores selectors, as a poor server might. */
function storeOf(objects: KubeObject[], holds: string): (request: SeenRequest) => Answer {
  const left = new Map(objects.map((object) => [object.metadata.name, object]));
  return ({ method, path, query }) => {
    if (path === classGroup) {
      return { body: { resources: [{ name: 'gatewayclasses', kind: 'GatewayClass', namespaced: false }] } };
    }
    const name = path.split('/').at(-1) ?? '';
    if (method === 'DELETE') {
      const object = left.get(name);
      if (name !== holds) {
        left.delete(name);
      }
      return { body: { kind: 'Status', details: { uid: object?.metadata.uid } } };
    }
    const kind = { namespaces: 'Namespace', gatewayclasses: 'GatewayClass' }[name];
    const items = [...left.values()].filter((object) => object.kind === kind);
    return kind && !query.has('watch') ? { body: listBody('5', ...items) } : undefined;
  };
}

describe('deleteRunObjects', () => {
  let server: FakeServer;
  afterEach(() => server?.stop());

  const own = [make('Namespace', 'own-b'), make('Namespace', 'own-a'), make('GatewayClass', 'own-class')].map(
    (object) => labelObject(object, 'r1', 'Some'),
  );
  const foreign = [
    make('Namespace', 'default'),
    labelObject(make('Namespace', 'other-run'), 'r2'),
    addLabels(labelObject(make('Namespace', 'implementation'), 'r1'), { [partLabel]: 'implementation' }),
  ];

  it('deletes what the run made and nothing else, namespaces first', async () => {
    server = await startFakeServer(storeOf([...own, ...foreign], ''));
    const deleted = await deleteRunObjects(server.api, 'r1', { ...tools, policy });
    expect(deleted).to.deep.equal(['Namespace own-a', 'Namespace own-b', 'GatewayClass own-class']);
    const asked = server.seen.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    expect(asked.sort()).to.deep.equal([
      '/api/v1/namespaces/own-a',
      '/api/v1/namespaces/own-b',
      `${classGroup}/gatewayclasses/own-class`,
    ]);
  });

  it('names what does not go and what holds it, and leaves cluster-scoped objects until then', async () => {
    const held = labelObject(make('Namespace', 'held'), 'r1');
    held.metadata.finalizers = ['x.dev/hold'];
    server = await startFakeServer(storeOf([held, ...own], 'held'));
    const error = await deleteRunObjects(server.api, 'r1', { ...tools, policy: { ...policy, timeoutMs: 50 } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(HarnessError);
    expect((error as Error).message).to.contain('Namespace held (finalizers x.dev/hold)');
    expect(server.seen.some(({ path }) => path.startsWith(classGroup))).to.equal(false);
  });

  it('asks for the deletion of namespaces and leaves the rest of it to the cluster', async () => {
    const begun = labelObject(make('Namespace', 'begun'), 'r1');
    begun.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    server = await startFakeServer(storeOf([begun, ...own], 'own-a'));
    const deleted = await deleteRunObjects(server.api, 'r1', { ...tools, policy, leaveNamespaces: true });
    expect(deleted).to.deep.equal(['Namespace own-a', 'Namespace own-b', 'GatewayClass own-class']);
    const asked = server.seen.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    expect(asked).not.to.include('/api/v1/namespaces/begun');
  });

  it('has nothing to do where the cluster does not know a kind', async () => {
    server = await startFakeServer(({ path }) => (path === '/api/v1/namespaces' ? { body: listBody('1') } : undefined));
    expect(await deleteRunObjects(server.api, 'r1', { ...tools, policy })).to.deep.equal([]);
  });
});

describe('labelObject', () => {
  it('keeps other labels, does not change its argument, and gives valid label values', () => {
    const object = addLabels(make('Namespace', 'a'), { app: 'x' });
    const labelled = labelObject(object, 'r1', `A scenario ${'x'.repeat(80)}`);
    expect(labelled.metadata.labels).to.include({ app: 'x', 'gwconf.dev/run': 'r1' });
    expect(labelled.metadata.labels?.['gwconf.dev/scenario']).to.match(/^A-scenario-x{52}$/);
    expect(object.metadata.labels).to.deep.equal({ app: 'x' });
  });
});

import { expect } from 'chai';
import { kinds, newObject } from '../../kinds/index.ts';
import { keyFor } from '../../kube/key.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { createGate } from '../../wait/gate.ts';
import { createPolicies } from '../../wait/policies.ts';
import { createNames } from '../names/index.ts';
import { createFakeCluster, fakeInput } from './fake-cluster.test.ts';
import { createLedger } from './ledger.ts';

const { signal } = new AbortController();

describe('createLedger', () => {
  const names = createNames('seed', false);
  const create = (foreign: string[] = [], settings = {}, namespaces?: Set<string>) => {
    const cluster = createFakeCluster();
    const input = fakeInput(cluster, [], { settings });
    const run = { input, names, policies: createPolicies(), writes: createGate(1), namespaces };
    return {
      cluster,
      ledger: createLedger(run, {
        scenario: 'A',
        defaultNamespace: 'mine',
        urgency: () => 0,
        foreign: new Set(foreign),
      }),
    };
  };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } };

  it('labels what it makes, and puts it in the default namespace', async () => {
    const { cluster, ledger } = create();
    await ledger.addNamespace('mine', { team: 'red' });
    await ledger.apply(secret);
    const made = await cluster.api.get(keyFor(kinds.Secret, 's', 'mine'));
    expect(made?.metadata.labels).to.deep.equal({ 'gwconf.dev/run': names.runId, 'gwconf.dev/scenario': 'A' });
    const namespace = await cluster.api.get(keyFor(kinds.Namespace, 'mine'));
    expect(namespace?.metadata.labels).to.include({ team: 'red', 'gwconf.dev/run': names.runId });
  });

  it('writes kinds of the Gateway API in the version that the server has, all others as they are', async () => {
    const { cluster, ledger } = create();
    cluster.api.chooseVersion = async ({ group, kind }, wanted) =>
      kind === kinds.ReferenceGrant.kind ? `${group}/v1beta1` : wanted;
    await ledger.apply(newObject(kinds.ReferenceGrant, { name: 'g', namespace: 'n' }));
    await ledger.apply(newObject(kinds.HTTPRoute, { name: 'r', namespace: 'n' }));
    const written = [...cluster.memory.objects.values()].filter(({ metadata }) => metadata.namespace === 'n');
    expect(written.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).to.have.members([
      'gateway.networking.k8s.io/v1beta1 ReferenceGrant',
      'gateway.networking.k8s.io/v1 HTTPRoute',
    ]);
    expect(ledger.keys().map(({ group }) => group)).to.deep.equal([
      'gateway.networking.k8s.io',
      'gateway.networking.k8s.io',
    ]);
  });

  it('refuses a namespace that exists, since it is not ours', async () => {
    const { cluster, ledger } = create();
    cluster.memory.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mine' } });
    const error = await ledger.addNamespace('mine', {}).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(HarnessError);
    await ledger.remove(signal);
    expect(cluster.memory.objects.has('/Namespace/mine')).to.equal(true);
  });

  it('asks for a namespace only where one of this name may be there', async () => {
    const known = new Set(['theirs']);
    const { cluster, ledger } = create([], {}, known);
    for (const name of ['theirs', 'mine']) {
      cluster.memory.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
    const refused = (name: string) =>
      ledger.addNamespace(name, {}).then(
        () => false,
        () => true,
      );
    expect(await refused('theirs')).to.equal(true);
    // It came between the list and now, and is not asked for.
    expect(await refused('mine')).to.equal(false);
    expect(await refused('mine'), 'the second time').to.equal(true);
  });

  it('waits for a namespace of the same name that is being deleted', async () => {
    const { cluster, ledger } = create();
    const theirs = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mine', deletionTimestamp: '2026-01-01' } };
    cluster.memory.put(theirs);
    const adding = ledger.addNamespace('mine', {});
    await new Promise(setImmediate);
    expect(cluster.memory.objects.get('/Namespace/mine')?.metadata.labels).to.equal(undefined);
    await cluster.memory.delete(keyFor(kinds.Namespace, 'mine'));
    await adding;
    expect(cluster.memory.objects.get('/Namespace/mine')?.metadata.labels).to.have.property('gwconf.dev/run');
  });

  it('says so where the namespace that is being deleted stays', async () => {
    const { cluster, ledger } = create();
    const metadata = { name: 'mine', deletionTimestamp: '2026-01-01' };
    cluster.memory.put({ apiVersion: 'v1', kind: 'Namespace', metadata });
    const error: unknown = await ledger.addNamespace('mine', {}).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(HarnessError);
    expect((error as Error).message).to.equal(
      'namespace mine is still being deleted after 300000 ms; use another --seed',
    );
    expect(cluster.memory.writes).to.deep.equal([]);
  });

  it('removes cluster-scoped objects, and those in namespaces of others, one by one', async () => {
    const { cluster, ledger } = create(['theirs']);
    cluster.memory.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'theirs' } });
    await ledger.addNamespace('theirs', {});
    await ledger.addNamespace('mine', {});
    await ledger.apply(secret);
    await ledger.apply({ ...secret, metadata: { name: 's', namespace: 'theirs' } });
    await ledger.apply({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name: 'own' } });
    expect(await ledger.remove(signal)).to.deep.equal([]);
    expect([...cluster.memory.objects.keys()].sort()).to.deep.equal([
      '/Namespace/theirs',
      'gateway.networking.k8s.io/GatewayClass/fake',
    ]);
  });

  it('withdraws what is served, and leaves the rest', async () => {
    const { cluster, ledger } = create();
    const apiVersion = 'gateway.networking.k8s.io/v1';
    await ledger.addNamespace('mine', {});
    await ledger.apply(secret);
    for (const kind of ['Gateway', 'HTTPRoute', 'ReferenceGrant']) {
      await ledger.apply({ apiVersion, kind, metadata: { name: 'x' } });
    }
    await ledger.withdraw(signal);
    const left = [...cluster.memory.objects.keys()].filter((name) => name.includes('/mine'));
    expect(left.map((name) => name.split('/').at(-3))).to.have.members(['', 'ReferenceGrant', 'Secret']);
  });

  it('tells what is not gone in time', async () => {
    const { cluster, ledger } = create();
    await ledger.addNamespace('mine', {});
    cluster.api.delete = async () => true;
    expect(await ledger.remove(signal)).to.deep.equal(['Namespace mine is not gone 300000 ms after its deletion']);
  });

  it('leaves namespaces to the cluster where the run is not to wait, and nothing else', async () => {
    const { cluster, ledger } = create([], { wait: false });
    await ledger.addNamespace('mine', {});
    await ledger.apply({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name: 'own' } });
    const asked: string[] = [];
    cluster.api.delete = async ({ kind, name }) => asked.push(`${kind} ${name}`) > 0;
    expect(await ledger.remove(signal)).to.deep.equal(['GatewayClass own is not gone 300000 ms after its deletion']);
    expect(asked).to.have.members(['Namespace mine', 'GatewayClass own']);
  });
});

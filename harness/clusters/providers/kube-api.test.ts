import { expect } from 'chai';
import { kinds } from '../../kinds/index.ts';
import { createKubeApi } from '../../kube/api.ts';
import { deleteRunObjects } from '../../kube/cleanup.ts';
import { KubeError } from '../../kube/errors.ts';
import { keyOf } from '../../kube/key.ts';
import { labelObject } from '../../kube/labels.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { systemClock } from '../../wait/clock.ts';
import { createPolicies } from '../../wait/policies.ts';
import { createEmbeddedProvider } from './embedded.ts';
import type { Cluster } from './types.ts';

const gateway: KubeObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'gw', namespace: 'default' },
  spec: { gatewayClassName: 'none', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
};

function configMap(name: string, data: Record<string, string>, namespace = 'default'): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
}

/** The API client against a server, where harness/kube's own tests have a scripted one. */
describe('KubeApi on the embedded cluster', () => {
  const ending = new AbortController();
  let cluster: Cluster;
  let api: KubeApi;

  before(async () => {
    cluster = await createEmbeddedProvider({ crds: 'bundled' }).start(ending.signal);
    api = await createKubeApi(cluster.kubeconfig, { runId: 'r1', signal: ending.signal });
  });
  after(async () => {
    api?.close();
    ending.abort();
    await cluster?.stop();
  });

  it('applies what it has read, and takes away what is no longer said', async () => {
    await api.apply(configMap('applied', { a: '1', b: '2' }));
    const read = await api.get(keyOf(configMap('applied', {})));
    expect(read?.data).to.deep.equal({ a: '1', b: '2' });
    expect(read?.metadata).not.to.have.property('managedFields');
    const { resourceVersion: _any, ...metadata } = read?.metadata ?? { name: '' };
    const applied = await api.apply({ ...configMap('applied', { a: '3' }), metadata });
    expect(applied.data).to.deep.equal({ a: '3' });
  });

  it('patches an object and its status apart', async () => {
    await api.apply(gateway);
    const conditions = [
      { type: 'Accepted', status: 'True', reason: 'Accepted', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' },
    ];
    const patched = await api.patch(
      keyOf(gateway),
      { status: { conditions }, spec: { gatewayClassName: 'x' } },
      'status',
    );
    expect((patched.status as { conditions: unknown[] }).conditions).to.have.length(1);
    expect((patched.spec as { gatewayClassName: string }).gatewayClassName).to.equal('none');
    const { metadata } = await api.patch(keyOf(gateway), { spec: { gatewayClassName: 'x' } });
    expect(metadata.generation).to.equal(2);
  });

  it('names the field that the server refuses', async () => {
    for (const spec of [
      { ...(gateway.spec as object), listeners: [{ name: 'http', port: 'eighty', protocol: 'HTTP' }] },
      { ...(gateway.spec as object), gatewayClass: 'none' },
    ]) {
      const error = await api.apply({ ...gateway, spec }).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(KubeError);
      expect((error as Error).message).to.match(/^apply Gateway default\/gw: .*(port|gatewayClass)/);
    }
  });

  it('shows an observer what was written just before, however often', async () => {
    for (let round = 0; round < 20; round += 1) {
      const written = await api.apply(configMap('fresh', { round: String(round) }));
      for await (const state of api.observe(keyOf(written), ending.signal)) {
        expect(state?.data).to.deep.equal({ round: String(round) });
        break;
      }
      await api.delete(keyOf(written));
      for await (const state of api.observe(keyOf(written), ending.signal)) {
        expect(state).to.equal(undefined);
        break;
      }
    }
  });

  it('gives every state in order', async () => {
    const key = keyOf(configMap('counted', {}));
    const states = api.observe(key, ending.signal, { every: true })[Symbol.asyncIterator]();
    expect((await states.next()).value).to.equal(undefined);
    const wanted = Array.from({ length: 30 }, (_, index) => String(index));
    for (const round of wanted) {
      await api.apply(configMap('counted', { round }));
    }
    for (const round of wanted) {
      expect((await states.next()).value?.data).to.deep.equal({ round });
    }
    await states.return?.();
  });

  it('lists by label, and removes a run with its namespaces', async () => {
    const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'of-run' } };
    await api.apply(labelObject(namespace, 'r1', 'One'));
    await api.apply(labelObject(configMap('inside', {}, 'of-run'), 'r1', 'One'));
    const found = await api.list(kinds.ConfigMap, { labelSelector: 'gwconf.dev/run=r1' });
    expect(found.map(({ metadata }) => metadata.name)).to.deep.equal(['inside']);
    const tools = { clock: systemClock, signal: ending.signal, policy: createPolicies().workload };
    expect(await deleteRunObjects(api, 'r1', tools)).to.deep.equal(['Namespace of-run']);
    expect(await api.get(keyOf(configMap('inside', {}, 'of-run')))).to.equal(undefined);
    expect(await api.list(kinds.Namespace, { labelSelector: 'gwconf.dev/run=r1' })).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import { createMemoryApi } from '../../kube/memory-api.test.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { findDisturbance } from './disturbance.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const since = new Date(at(120));

function pod(name: string, over: Partial<KubeObject['metadata']> = {}, status: unknown = {}): KubeObject {
  const metadata = { name, namespace: 'gw', labels: { app: 'gw' }, creationTimestamp: at(10), ...over };
  return { apiVersion: 'v1', kind: 'Pod', metadata, status };
}
const replicaSet = (second: number): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'rs', namespace: 'gw', creationTimestamp: at(second) },
});
const ofSet = { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', uid: 'u' }] };
const node = (status: string, second: number): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n1' },
  status: {
    conditions: [{ type: 'Ready', status, reason: 'R', message: 'runtime is down', lastTransitionTime: at(second) }],
  },
});
const ended = (second: number) => ({
  containerStatuses: [{ name: 'main', lastState: { terminated: { reason: 'OOMKilled', finishedAt: at(second) } } }],
});

describe('findDisturbance', () => {
  const find = (...objects: KubeObject[]) =>
    findDisturbance({
      api: createMemoryApi(objects),
      sources: [{ namespace: 'gw', labelSelector: 'app=gw' }, { process: 'gw' }],
      baseNamespace: 'base',
      gatewayAddress: '192.0.2.1',
      since,
      ready: new Date(at(110)),
    });

  it('finds nothing where nothing happened meanwhile', async () => {
    expect(await find(node('True', 5), pod('a', ofSet, ended(20)), replicaSet(9))).to.equal(undefined);
  });

  it('finds a container that ended, of the implementation or of the backends, and of nobody else', async () => {
    expect(await find(pod('a', {}, ended(130)))).to.equal(`Pod gw/a: container main ended (OOMKilled) at ${at(130)}`);
    expect(await find(pod('echo', { namespace: 'base' }, ended(110)))).to.contain('Pod base/echo');
    expect(await find(pod('a', { namespace: 'elsewhere' }, ended(130)))).to.equal(undefined);
    expect(await find(pod('a', { labels: { app: 'other' } }, ended(130)))).to.equal(undefined);
  });

  it('looks at the pods that serve the Gateway where nothing else is known of the implementation', async () => {
    const service: KubeObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'front', namespace: 'elsewhere' },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    };
    expect(await find(service, pod('a', { namespace: 'elsewhere' }, ended(130)))).to.contain('Pod elsewhere/a');
  });

  it('tells a pod that replaces another from one that comes with a new Gateway, or goes with an old one', async () => {
    expect(await find(pod('a', { ...ofSet, creationTimestamp: at(130) }), replicaSet(9))).to.equal(
      `Pod gw/a took the place of another one at ${at(130)}`,
    );
    expect(await find(pod('a', { ...ofSet, creationTimestamp: at(130) }), replicaSet(129))).to.equal(undefined);
    expect(await find(pod('a', { deletionTimestamp: at(129) }, ended(130)))).to.equal(undefined);
  });

  it('finds a node that is not Ready, or was not', async () => {
    expect(await find(node('Unknown', 125))).to.equal('node n1 is not Ready: runtime is down');
    expect(await find(node('True', 125))).to.equal(`node n1 was not Ready until ${at(125)}`);
    expect(await find(node('True', 111))).to.equal(`node n1 was not Ready until ${at(111)}`);
  });

  it('does not mind what was over before the run’s base was ready, as on a cluster that was just made', async () => {
    expect(await find(node('True', 109))).to.equal(undefined);
    expect(await find(pod('a', {}, ended(109)))).to.equal(undefined);
  });

  it('takes an API server that does not answer for one', async () => {
    const api = createMemoryApi();
    api.list = () => Promise.reject(new Error('connection refused'));
    expect(
      await findDisturbance({ api, sources: [], baseNamespace: 'base', gatewayAddress: '', since, ready: since }),
    ).to.equal('the cluster could not be asked: connection refused');
  });
});

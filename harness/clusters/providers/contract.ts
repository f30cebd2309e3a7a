import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isRecord } from '../../common/guards.ts';
import { kinds, newObject } from '../../kinds/index.ts';
import { createKubeApi } from '../../kube/api.ts';
import { findCondition } from '../../kube/conditions.ts';
import { detectGatewayApi } from '../../kube/gateway-api.ts';
import { keyOf } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { systemClock } from '../../wait/clock.ts';
import { createPolicies } from '../../wait/policies.ts';
import { watchUntil } from '../../wait/watch.ts';
import type { Cluster, ClusterProvider } from './types.ts';

const namespace = 'gwconf-contract';
const labels = { app: 'echo' };

/** What every provider must do, as a Mocha suite. One cluster serves all tests; `create` is called once more for the last. */
export function describeProviderContract(name: string, create: () => ClusterProvider): void {
  describe(`provider contract: ${name}`, () => {
    const ending = new AbortController();
    let cluster: Cluster;
    let api: KubeApi;

    before(async () => {
      cluster = await create().start(ending.signal);
      api = await createKubeApi(cluster.kubeconfig, { runId: 'contract', signal: ending.signal });
    });
    after(async () => {
      api?.close();
      ending.abort();
      await cluster?.stop();
    });

    it('gives a kubeconfig that leads to a Kubernetes API', async () => {
      expect(await api.serverVersion()).to.match(/^v\d+\.\d+/);
    });

    it('has the CRDs of one Gateway API release, and tells where they came from', async () => {
      expect((await detectGatewayApi(api)).version).to.match(/^v\d+\.\d+\.\d+/);
      expect(cluster.crdSource).not.to.equal('');
    });

    it('runs the echo image', async () => {
      await api.apply(namespaceObject());
      const deployment = await api.apply(echoDeployment(cluster.capabilities.echoImage));
      await reach(api, deployment, (state) => findCondition(state, 'Available')?.status === 'True');
    });

    it('gives a LoadBalancer Service an address where it says so', async function () {
      if (!cluster.capabilities.loadBalancer) {
        this.skip();
      }
      await api.apply(namespaceObject());
      const service = await api.apply(loadBalancer());
      const last = await reach(api, service, (state) => readIngress(state).length > 0);
      const [ingress] = readIngress(last);
      const { host, port } = cluster.dial(String(isRecord(ingress) ? ingress.ip : ''), 80);
      expect(host).not.to.equal('');
      expect(port).to.be.greaterThan(0);
    });

    it('writes its logs below the directory that it is told', async () => {
      const dir = await mkdtemp(join(tmpdir(), 'gwconf-logs-'));
      try {
        for (const path of await cluster.collectLogs(dir)) {
          expect(path.startsWith(dir), path).to.equal(true);
          expect((await stat(path)).isFile(), path).to.equal(true);
        }
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    });

    it('starts nothing for a run that was aborted', async () => {
      const outcome = await create()
        .start(AbortSignal.abort(new Error('stopped by the user')))
        .catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(Error);
      expect((outcome as Error).message).to.equal('stopped by the user');
    });

    it('stops, also when told so twice', async () => {
      // Not every provider's cluster goes with it.
      await api.delete(keyOf(namespaceObject()));
      await Promise.all([cluster.stop(), cluster.stop()]);
      await cluster.stop();
    });
  });
}

async function reach(api: KubeApi, object: KubeObject, test: (state: KubeObject) => boolean): Promise<KubeObject> {
  const { satisfied, last } = await watchUntil(
    createPolicies().workload,
    (signal) => api.observe(keyOf(object), signal),
    (state) => (state && test(state) ? [] : [{ path: 'status', expected: 'ready', observed: 'not ready' }]),
    { clock: systemClock, signal: new AbortController().signal },
  );
  if (!satisfied || !last?.state) {
    throw new Error(`${object.kind} ${object.metadata.name} did not get ready: ${JSON.stringify(last?.state?.status)}`);
  }
  return last.state;
}

function readIngress(state: KubeObject): unknown[] {
  const balancer = isRecord(state.status) ? state.status.loadBalancer : undefined;
  return isRecord(balancer) && Array.isArray(balancer.ingress) ? balancer.ingress : [];
}

function namespaceObject(): KubeObject {
  return newObject(kinds.Namespace, { name: namespace });
}

function echoDeployment(image: string): KubeObject {
  const spec = { containers: [{ name: 'echo', image, ports: [{ containerPort: 3000 }] }] };
  const template = { metadata: { labels }, spec };
  return newObject(
    kinds.Deployment,
    { name: 'echo', namespace },
    { spec: { replicas: 1, selector: { matchLabels: labels }, template } },
  );
}

function loadBalancer(): KubeObject {
  const ports = [{ name: 'http', port: 80, targetPort: 3000 }];
  return newObject(
    kinds.Service,
    { name: 'echo', namespace },
    { spec: { type: 'LoadBalancer', selector: labels, ports } },
  );
}

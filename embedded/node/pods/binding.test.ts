import { expect } from 'chai';
import type { NodeContext } from '../kube/context.ts';
import type { Pod } from '../kube/objects.ts';
import { startBindingController } from './binding.ts';

describe('pods that nobody has bound', () => {
  /** What is posted once these pods are there. */
  async function bind(pods: readonly Partial<Pod>[]): Promise<[string, object][]> {
    const posted: [string, object][] = [];
    let tell: (change: { now: Pod }) => void = () => {};
    const all = pods.map((pod, index) => ({
      ...pod,
      metadata: { name: `p${index}`, namespace: 'shop', uid: `u${index}`, ...pod.metadata },
    })) as Pod[];
    const context = {
      nodeName: 'node',
      log: (line: string) => expect.fail(line),
      caches: {
        pods: {
          get: (_namespace: string, name: string) => all.find(({ metadata }) => metadata.name === name),
          onChange: (listener: typeof tell) => {
            tell = listener;
          },
        },
      },
      client: { call: async (_method: string, path: string, body: object) => posted.push([path, body]) },
    } as unknown as NodeContext;
    const queue = startBindingController(context);
    for (const now of all) tell({ now });
    // The queue works on what was added before it ends.
    await new Promise((resolve) => setImmediate(resolve));
    await queue.stop();
    return posted;
  }

  it('get the one node', async () => {
    const [[path, body] = ['', {}]] = await bind([{ spec: { containers: [] } }]);
    expect(path).to.equal('/api/v1/namespaces/shop/pods/p0/binding');
    expect(body).to.deep.include({ kind: 'Binding', target: { apiVersion: 'v1', kind: 'Node', name: 'node' } });
    expect(body).to.have.nested.property('metadata.uid', 'u0');
  });

  it('are left alone where they have a node, go, wait for a gate, or have another scheduler', async () => {
    const containers: Pod['spec']['containers'] = [];
    const posted = await bind([
      { spec: { containers, nodeName: 'node' } },
      { spec: { containers }, metadata: { name: 'gone', deletionTimestamp: '2026-01-01T00:00:00Z' } },
      { spec: { containers, schedulingGates: [{ name: 'quota' }] } },
      { spec: { containers, schedulerName: 'another' } },
    ]);
    expect(posted).to.deep.equal([]);
  });
});

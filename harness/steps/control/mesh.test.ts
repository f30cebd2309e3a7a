import { expect } from 'chai';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import type { InsideDestination, Placing } from '../context.ts';
import { placeMeshControl } from './mesh.ts';

describe('a control route in a mesh', () => {
  it('stands on a Service of its own without pods, is asked from the pod of the rows, and goes with its Service', async () => {
    const created: KubeObject[] = [];
    const deleted: ObjectKey[] = [];
    const asked: InsideDestination[] = [];
    const sent: unknown[] = [];
    const context = {
      env: { namespace: 'main' },
      servicePort: 8080,
      nextControlName: () => 'control-1',
      findService: () => ({ name: 'echo', objects: [] }),
      async create(object: KubeObject) {
        created.push(object);
        return object;
      },
      findInside: async (destination: InsideDestination) => {
        asked.push(destination);
        return { current: () => 'inside', avoid: () => {} };
      },
      api: { delete: async (key: ObjectKey) => void deleted.push(key) },
      policies: { request: { timeoutMs: 1000 } },
      authority: '',
      urgency: () => 0,
      client: {
        async send(_: string, remote: object, request: object) {
          sent.push({ ...remote, ...request });
          return { request, response: { status: 200 }, echo: sent.length > 1 ? request : undefined };
        },
      },
    } as unknown as Placing;
    const control = await placeMeshControl(context, { from: 'client', host: 'web.main', port: 7070 });
    expect(asked).to.deep.equal([{ from: 'client', host: 'control-1.main', port: 80 }]);
    const [service, route] = created.map(({ kind, spec }) => ({ kind, spec: spec as Record<string, unknown> }));
    expect(service?.kind).to.equal('Service');
    expect(service?.spec).to.have.all.keys('ports');
    const parentRefs = [{ group: '', kind: 'Service', name: 'control-1', port: 80 }];
    expect(route?.spec).to.deep.include({ parentRefs });
    const { signal } = new AbortController();
    const mismatches = [await control.probe(1, signal), await control.probe(2, signal)].map(
      (one) => one.mismatches.length,
    );
    expect(mismatches).to.deep.equal([1, 0]);
    expect(sent[0]).to.include({ address: 'inside', port: 80, host: 'control-1.main', path: '/control-1' });
    await control.remove();
    expect(deleted.map(({ kind }) => kind)).to.deep.equal(['HTTPRoute', 'Service']);
  });
});

import { expect } from 'chai';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { nameAttached } from './name-attached.ts';

const GATEWAY = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'ns', name: 'gw' };
const path = 'status.listeners[http].attachedRoutes';

function route(name: string, parentRef: object, status = 'True', controllerName = 'ours'): KubeObject {
  const conditions = [{ type: 'Accepted', status }];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: 'routes' },
    status: { parents: [{ parentRef, controllerName, conditions }] },
  };
}

async function observe(...routes: KubeObject[]): Promise<string | undefined> {
  const api = {
    list: async ({ kind }: { kind: string }) => {
      if (kind === 'UDPRoute') throw new Error('no such kind');
      return routes.filter((one) => one.kind === kind);
    },
  };
  const [first] = await nameAttached(api, GATEWAY, [{ path, expected: '1', observed: '2' }], 'ours');
  return first?.observed;
}

describe('a wrong count of attached routes', () => {
  const here = { namespace: 'ns', name: 'gw' };

  it('names the routes that say Accepted there', async () => {
    expect(
      await observe(
        route('whole', here),
        route('named', { ...here, sectionName: 'http' }),
        route('elsewhere', { ...here, sectionName: 'https' }),
        route('refused', here, 'False'),
        route('foreign', here, 'True', 'theirs'),
        route('near', { name: 'gw' }),
        route('set', { ...here, kind: 'ListenerSet' }),
      ),
    ).to.equal('2 (Accepted there: HTTPRoute routes/whole, HTTPRoute routes/named)');
  });

  it('says so where there is none', async () => {
    expect(await observe()).to.equal('2 (no route says Accepted there)');
  });

  it('leaves other mismatches as they are', async () => {
    const other = [{ path: 'status.listeners[http]', expected: 'an entry', observed: 'none' }];
    const api = { list: () => Promise.reject(new Error('not asked')) };
    expect(await nameAttached(api, GATEWAY, other, 'ours')).to.equal(other);
  });
});

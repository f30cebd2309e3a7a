import { expect } from 'chai';
import { kinds } from '../../kinds/index.ts';
import { keyFor } from '../../kube/key.ts';
import { createPolicies } from '../../wait/policies.ts';
import { createFakeCluster } from './fake-cluster.test.ts';
import { createGatewayBook, readAddress } from './gateway-book.ts';

const { signal } = new AbortController();

describe('createGatewayBook', () => {
  const gateway = (name: string, addresses: unknown[]) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace: 'n' },
    status: { addresses },
  });
  const keyOf = (name: string) => keyFor(kinds.Gateway, name, 'n');

  it('knows whether Gateways share an address only once it has seen another one', async () => {
    const { api, clock, memory } = createFakeCluster();
    for (const name of ['shared', 'a', 'b']) memory.put(gateway(name, [{ value: name === 'b' ? 'one' : name }]));
    const book = createGatewayBook({
      api,
      clock,
      policies: createPolicies(),
      shared: { key: keyOf('shared'), served: Promise.resolve({ address: 'one' }) },
    });
    expect(await book.findAddress(keyOf('shared'), signal)).to.equal('shared');
    expect(book.sharesAddress()).to.equal(undefined);
    expect(await book.findAddress(keyOf('a'), signal)).to.equal('a');
    expect(book.sharesAddress()).to.equal(false);
    await book.findAddress(keyOf('b'), signal);
    await book.findAddress(keyOf('a'), signal);
    expect(book.sharesAddress()).to.equal(true);
  });

  it('prefers an IP address', () => {
    const hostname = { type: 'Hostname', value: 'lb.example' };
    expect(readAddress(gateway('x', [hostname, { type: 'IPAddress', value: '10.0.0.1' }]))).to.equal('10.0.0.1');
    expect(readAddress(gateway('x', [hostname]))).to.equal('lb.example');
    expect(readAddress(gateway('x', [{ value: '' }]))).to.equal(undefined);
  });
});

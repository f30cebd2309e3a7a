import { expect } from 'chai';
import { kinds } from '../../kinds/index.ts';
import { keyFor } from '../../kube/key.ts';
import { createPolicies } from '../../wait/policies.ts';
import { createFakeCluster } from './fake-cluster.test.ts';
import { createGatewayBook, readAddress } from './gateway-book.ts';

const gateway = (name: string, addresses: unknown[]) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name, namespace: 'n' },
  status: { addresses },
});
const keyOf = (name: string) => keyFor(kinds.Gateway, name, 'n');

describe('createGatewayBook', () => {
  let ending: AbortController;
  beforeEach(() => {
    ending = new AbortController();
  });
  afterEach(() => ending.abort());

  function create(shared?: string) {
    const { api, clock, memory } = createFakeCluster();
    const { signal } = ending;
    const book = createGatewayBook({
      api,
      clock,
      policies: createPolicies(),
      signal,
      ...(shared ? { shared: { key: keyOf('shared'), served: Promise.resolve({ address: shared }) } } : {}),
    });
    const put = (name: string, ...addresses: string[]) =>
      memory.put(
        gateway(
          name,
          addresses.map((value) => ({ type: 'IPAddress', value })),
        ),
      );
    return { put, book, locate: (name: string) => book.locate(keyOf(name), signal) };
  }
  /** Watches tell in a later turn. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('knows whether Gateways share an address only once it has seen another one', async () => {
    const { book, put, locate } = create('one');
    for (const name of ['shared', 'a', 'b']) put(name, name === 'b' ? 'one' : name);
    expect((await locate('shared')).current()).to.equal('shared');
    expect(book.sharesAddress()).to.equal(undefined);
    expect((await locate('a')).current()).to.equal('a');
    expect(book.sharesAddress()).to.equal(false);
    await locate('b');
    await locate('a');
    expect(book.sharesAddress()).to.equal(true);
  });

  it('follows an address that changes, and keeps the last one where there is none for a while', async () => {
    const { put, locate } = create();
    put('a', '10.0.0.1');
    const location = await locate('a');
    put('a', '10.0.0.2');
    await settle();
    expect(location.current()).to.equal('10.0.0.2');
    put('a');
    await settle();
    expect(location.current()).to.equal('10.0.0.2');
    put('a', '10.0.0.3', '10.0.0.4');
    await settle();
    expect(location.current()).to.equal('10.0.0.3');
  });

  it('goes through all addresses while none can be reached', async () => {
    const { put, locate } = create();
    put('a', '2001:db8::10', '10.0.0.1');
    const location = await locate('a');
    const seen = Array.from({ length: 4 }, () => {
      const address = location.current();
      location.avoid(address);
      return address;
    });
    expect(seen).to.deep.equal(['2001:db8::10', '10.0.0.1', '2001:db8::10', '10.0.0.1']);
  });

  it('stays with an address that can be reached', async () => {
    const { put, locate } = create();
    put('a', '2001:db8::10', '10.0.0.1');
    (await locate('a')).avoid('2001:db8::10');
    // Whoever asks later need not learn it anew.
    expect((await locate('a')).current()).to.equal('10.0.0.1');
  });
});

describe('readAddress', () => {
  it('prefers an IP address', () => {
    const hostname = { type: 'Hostname', value: 'lb.example' };
    expect(readAddress(gateway('x', [hostname, { type: 'IPAddress', value: '10.0.0.1' }]))).to.equal('10.0.0.1');
    expect(readAddress(gateway('x', [hostname]))).to.equal('lb.example');
    expect(readAddress(gateway('x', [{ value: '' }]))).to.equal(undefined);
  });
});

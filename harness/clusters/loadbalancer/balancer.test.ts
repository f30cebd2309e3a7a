import { expect } from 'chai';
import { createMemoryApi, type MemoryApi } from '../../kube/memory-api.test.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { systemClock } from '../../wait/clock.ts';
import { createAddressPool } from './addresses.ts';
import { type LoadBalancer, startLoadBalancer } from './balancer.ts';
import type { NodeAddresses } from './nodes.ts';
import { readIngress } from './services.ts';

interface FakeNodes extends NodeAddresses {
  /** `node address`, sorted. */
  held(): string[];
  log: string[];
}

function createFakeNodes(nodes: readonly string[], present: Readonly<Record<string, string>> = {}): FakeNodes {
  const held = new Map(Object.entries(present));
  const log: string[] = [];
  return {
    nodes,
    log,
    held: () => [...held].map(([address, node]) => `${node} ${address}`).sort(),
    async add(node, address) {
      log.push(`add ${node} ${address}`);
      if (held.has(address)) return false;
      held.set(address, node);
      return true;
    },
    async remove(node, addresses) {
      for (const address of addresses) {
        log.push(`remove ${node} ${address}`);
        if (held.get(address) === node) held.delete(address);
      }
    },
    list: async (node) => [...held].flatMap(([address, where]) => (where === node ? [address] : [])),
    listOwn: async (node) => [...held].flatMap(([address, where]) => (where === node ? [address] : [])),
    listAllOwn: async () => new Map(held),
  };
}

function service(name: string, spec: Record<string, unknown> = {}, ingress: readonly string[] = []): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'ns' },
    spec: { type: 'LoadBalancer', ipFamilies: ['IPv4'], ...spec },
    status: { loadBalancer: ingress.length > 0 ? { ingress: ingress.map((ip) => ({ ip })) } : {} },
  };
}

function slice(name: string, node: string): KubeObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name, namespace: 'ns', labels: { 'kubernetes.io/service-name': name } },
    endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, nodeName: node }],
  };
}

const keyOfService = (name: string) => ({ group: '', kind: 'Service', namespace: 'ns', name });

describe('load balancer', () => {
  let api: MemoryApi;
  let nodes: FakeNodes;
  let balancer: LoadBalancer;
  const logged: string[] = [];

  function start(
    present: readonly KubeObject[],
    options: { nodes?: string[]; held?: Record<string, string>; lost?: boolean } = {},
  ) {
    api = createMemoryApi(present);
    nodes = createFakeNodes(options.nodes ?? ['n1'], options.lost ? {} : options.held);
    logged.length = 0;
    balancer = startLoadBalancer({
      api,
      nodes,
      pool: createAddressPool({
        subnets: ['172.18.0.0/28', 'fc00::/64'],
        taken: ['172.18.0.14', ...Object.keys(options.held ?? {})],
        seed: '',
      }),
      adopted: new Map(Object.entries(options.held ?? {})),
      clock: systemClock,
      log: (line) => logged.push(line),
    });
  }
  afterEach(() => balancer.stop(false));

  async function ingressOf(name: string): Promise<string[]> {
    const found = await api.get(keyOfService(name));
    return found ? readIngress(found) : [];
  }
  async function until(test: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await test())) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  it('puts an address on the node first, then tells the Service, with ipMode VIP', async () => {
    start([service('a'), service('none', { type: 'ClusterIP' }), service('other', { loadBalancerClass: 'x/y' })]);
    await until(async () => (await ingressOf('a')).length > 0);
    const [address] = await ingressOf('a');
    expect(nodes.held()).to.deep.equal([`n1 ${address}`]);
    expect((await api.get(keyOfService('a')))?.status).to.deep.equal({
      loadBalancer: { ingress: [{ ip: address, ipMode: 'VIP' }] },
    });
    expect(await ingressOf('none')).to.deep.equal([]);
    expect(await ingressOf('other')).to.deep.equal([]);
  });

  it('gives one address for each family that the Service has', async () => {
    start([service('a', { ipFamilies: ['IPv6', 'IPv4'] })]);
    await until(async () => (await ingressOf('a')).length > 0);
    const [six, four] = await ingressOf('a');
    expect(six).to.match(/^fc00::/);
    expect(four).to.match(/^172\.18\.0\./);
  });

  it('gives the address that a Service asks for', async () => {
    start([service('a', { loadBalancerIP: '172.18.0.3' })]);
    await until(async () => (await ingressOf('a')).length > 0);
    expect(await ingressOf('a')).to.deep.equal(['172.18.0.3']);
  });

  it('takes the next address where somebody has the first one', async () => {
    start([service('a')], { held: {} });
    nodes.add = async (node, address) => {
      nodes.log.push(`add ${node} ${address}`);
      return nodes.log.length > 1;
    };
    await until(async () => (await ingressOf('a')).length > 0);
    expect(nodes.log).to.have.length(2);
    expect(await ingressOf('a')).to.deep.equal([nodes.log[1]?.split(' ')[2]]);
  });

  it('loses no address where the node cannot be asked', async () => {
    start([service('a')]);
    const { add } = nodes;
    let refusals = 20;
    nodes.add = (node, address) => {
      refusals -= 1;
      return refusals < 0 ? add(node, address) : Promise.reject(new Error('no such container'));
    };
    // Each change of the Service tries it again.
    for (let change = 0; change < 60 && refusals >= 0; change += 1) {
      api.put(service('a'));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await until(async () => (await ingressOf('a')).length > 0);
    expect(new Set(logged)).to.deep.equal(new Set(['Service ns/a: no such container']));
  });

  it('takes the address from the node when the Service goes, and all at the end', async () => {
    start([service('a'), service('b')]);
    await until(async () => (await ingressOf('a')).length > 0 && (await ingressOf('b')).length > 0);
    await api.delete(keyOfService('a'));
    await until(() => nodes.held().length === 1);
    expect(nodes.held()).to.deep.equal([`n1 ${(await ingressOf('b'))[0]}`]);
    await balancer.stop(true);
    expect(nodes.held()).to.deep.equal([]);
  });

  it('leaves the addresses where the cluster is kept', async () => {
    start([service('a')]);
    await until(async () => (await ingressOf('a')).length > 0);
    await balancer.stop(false);
    expect(nodes.held()).to.have.length(1);
  });

  it('writes the status again where somebody emptied it', async () => {
    start([service('a')]);
    await until(async () => (await ingressOf('a')).length > 0);
    const before = await ingressOf('a');
    api.put(service('a'));
    await until(async () => (await ingressOf('a')).length > 0);
    expect(await ingressOf('a')).to.deep.equal(before);
  });

  it('leaves alone what another controller has given, and what an earlier run gave where it is', async () => {
    start([service('foreign', {}, ['192.0.2.7']), service('kept', {}, ['172.18.0.9'])], {
      held: { '172.18.0.9': 'n1' },
    });
    api.put(service('a'));
    await until(async () => (await ingressOf('a')).length > 0);
    expect(await ingressOf('foreign')).to.deep.equal(['192.0.2.7']);
    expect(await ingressOf('kept')).to.deep.equal(['172.18.0.9']);
    await balancer.stop(true);
    expect(nodes.held()).to.deep.equal(['n1 172.18.0.9']);
  });

  it('puts back what a restart of the node took away, and gives it to nobody else', async () => {
    start([service('kept', {}, ['172.18.0.9'])], { held: { '172.18.0.9': 'n1' }, lost: true });
    await until(() => nodes.held().length > 0);
    expect(nodes.held()).to.deep.equal(['n1 172.18.0.9']);
  });

  it('gives no address that another Service tells of already', async () => {
    start([service('a')]);
    await until(async () => (await ingressOf('a')).length > 0);
    const [address = ''] = await ingressOf('a');
    await balancer.stop(true);
    start([service('b'), service('foreign', {}, [address])]);
    await until(async () => (await ingressOf('b')).length > 0);
    expect(await ingressOf('b')).not.to.include(address);
  });

  it('steps back where another controller writes over it', async () => {
    start([service('a')]);
    await until(async () => (await ingressOf('a')).length > 0);
    api.put(service('a', {}, ['192.0.2.7']));
    await until(() => balancer.hasYielded() && nodes.held().length === 0);
    expect(logged).to.deep.equal(['another controller gave Service ns/a the address 192.0.2.7: leaving it to that']);
    api.put(service('b'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await ingressOf('b')).to.deep.equal([]);
  });

  it('agrees with another run of gwconf on the same cluster', async () => {
    start([service('a')]);
    await until(async () => (await ingressOf('a')).length > 0);
    const [mine] = await ingressOf('a');
    await nodes.add('n1', '172.18.0.13');
    api.put(service('a', {}, ['172.18.0.13']));
    await until(() => !nodes.held().includes(`n1 ${mine}`));
    expect(balancer.hasYielded()).to.equal(false);
    expect(nodes.held()).to.deep.equal(['n1 172.18.0.13']);
  });

  it('keeps the address at a node with a pod where traffic must stay on it', async () => {
    start([service('a', { externalTrafficPolicy: 'Local' }), service('b')], { nodes: ['n1', 'n2'] });
    await until(async () => (await ingressOf('a')).length > 0 && (await ingressOf('b')).length > 0);
    const [a] = await ingressOf('a');
    const [b] = await ingressOf('b');
    expect(nodes.held()).to.have.members([`n1 ${a}`, `n1 ${b}`]);
    api.put(slice('a', 'n2'));
    api.put(slice('b', 'n2'));
    await until(() => nodes.held().includes(`n2 ${a}`));
    expect(nodes.held()).to.have.members([`n2 ${a}`, `n1 ${b}`]);
    api.put(slice('a', 'elsewhere'));
    await balancer.stop(true);
    expect(nodes.held()).to.deep.equal([]);
  });

  it('says so where the network is full, and goes on with the rest', async () => {
    const many = Array.from({ length: 9 }, (_, index) => service(`s${index}`));
    start(many);
    await until(() => logged.length > 0);
    expect(logged[0]).to.match(/^Service ns\/s\d: the network of the nodes has no free address for it$/);
  });
});

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { expect } from 'chai';
import { createNetwork, type EmbeddedNetwork, NAMED_SERVICES, type NetworkOptions } from './index.ts';

const cleanups: (() => unknown)[] = [];

async function openNetwork(options?: NetworkOptions): Promise<EmbeddedNetwork> {
  const network = await createNetwork(options);
  cleanups.push(() => network.close());
  return network;
}

function openServer(name: string): Server {
  const server = createServer((socket) => socket.end(name));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  return server;
}

async function read(place: { host: string; port: number }): Promise<string> {
  const socket = connect(place);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const modes: [string, NetworkOptions][] = [
  ['auto', {}],
  ['mapped', { mode: 'mapped' }],
  ['named', { mode: 'named' }],
  ['auto with unprivileged ports only', { lowestPort: 1024 }],
];

for (const [name, options] of modes) {
  describe(`network, ${name}`, () => {
    it('tells listeners at the same port of several addresses apart, at low ports too', async () => {
      const network = await openNetwork(options);
      const [a, b] = [network.allocate('loadBalancer'), network.allocate('loadBalancer')];
      await network.listen(openServer('a'), a, 80);
      await network.listen(openServer('b'), b, 80);
      expect(await read(network.dial(a, 80))).to.equal('a');
      expect(await read(network.dial(b, 80))).to.equal('b');
      expect(network.dial(a, 80).host).to.match(/^127\./);
    });

    it('refuses a taken place with EADDRINUSE, and frees it on close', async () => {
      const network = await openNetwork(options);
      const address = network.allocate('pod');
      const first = openServer('first');
      await network.listen(first, address, 3000);
      expect(await codeOf(network.listen(openServer('second'), address, 3000))).to.equal('EADDRINUSE');
      expect(await read(network.dial(address, 3000))).to.equal('first');
      first.close();
      await once(first, 'close');
      await network.listen(openServer('third'), address, 3000);
      expect(await read(network.dial(address, 3000))).to.equal('third');
    });

    it('hands a connection over to the server of an address, while that accepts any', async () => {
      const network = await openNetwork(options);
      const [pod, service] = [network.allocate('pod'), network.allocate('service')];
      const target = openServer('target');
      await network.listen(target, pod, 3000);
      const taken: boolean[] = [];
      const front = createServer((socket) => {
        taken.push(network.handOver(socket, pod, 3000));
        if (!taken.at(-1)) socket.end('not taken');
      });
      cleanups.push(() => new Promise((resolve) => front.close(resolve)));
      await network.listen(front, service, 80);
      expect(await read(network.dial(service, 80))).to.equal('target');
      target.close();
      expect(await read(network.dial(service, 80))).to.equal('not taken');
      expect(taken).to.deep.equal([true, false]);
    });

    it('connects to nothing where nobody listens', async () => {
      const network = await openNetwork(options);
      expect(await codeOf(read(network.dial(network.allocate('service'), 8080)))).to.equal('ECONNREFUSED');
    });

    it('finds a listener at port 0 by the port that it got', async () => {
      const network = await openNetwork(options);
      const address = network.allocate('pod');
      const server = openServer('zero');
      await network.listen(server, address, 0);
      const bound = server.address();
      if (bound === null || typeof bound === 'string') throw new Error('no address');
      expect(await read(network.dial(address, bound.port))).to.equal('zero');
    });

    it('binds UDP beside TCP at the same port', async () => {
      const network = await openNetwork(options);
      const address = network.allocate('pod');
      await network.listen(openServer('tcp'), address, 53);
      const socket = createSocket('udp4', (message, from) => socket.send(`udp:${message}`, from.port, from.address));
      cleanups.push(() => socket.close());
      await network.bind(socket, address, 53);
      const client = createSocket('udp4');
      cleanups.push(() => client.close());
      const place = network.dial(address, 53, 'udp');
      client.send('hi', place.port, place.host);
      const [answer] = await once(client, 'message');
      expect(String(answer)).to.equal('udp:hi');
      expect(await read(network.dial(address, 53))).to.equal('tcp');
    });
  });
}

describe('network', () => {
  it('hands out each kind from its own range, and no address twice', async () => {
    const network = await openNetwork();
    const pods = Array.from({ length: 300 }, () => network.allocate('pod'));
    expect(new Set(pods).size).to.equal(300);
    for (const pod of pods) expect(Number(pod.split('.')[1])).to.be.within(64, 79);
    expect(Number(network.allocate('service').split('.')[1])).to.be.within(96, 111);
    expect(Number(network.allocate('loadBalancer').split('.')[1])).to.be.within(112, 127);
  });

  it('hands a certain address out once, and none that is not of the kind and the cluster', async () => {
    const network = await openNetwork();
    const free = network.allocate('loadBalancer');
    expect(network.claim('loadBalancer', free)).to.equal(false);
    network.release(free);
    expect(network.claim('loadBalancer', free)).to.equal(true);
    expect(network.allocate('loadBalancer')).not.to.equal(free);
    for (const address of ['127.0.0.1', '10.0.0.1', '192.0.2.1', network.allocate('pod'), 'x']) {
      expect(network.claim('loadBalancer', address), address).to.equal(false);
    }
  });

  it('hands a released address out again only when the others have had their turn', async () => {
    const network = await openNetwork();
    const first = network.allocate('pod');
    network.release(first);
    const rest = Array.from({ length: 4093 }, () => network.allocate('pod'));
    expect(rest).not.to.include(first);
    expect(network.allocate('pod')).to.equal(first);
    expect(() => network.allocate('pod')).to.throw('All 4094 pod addresses');
  });

  it('gives clusters of one machine ranges of their own', async () => {
    const networks = await Promise.all(Array.from({ length: 40 }, () => openNetwork()));
    const addresses = networks.map((network) => network.allocate('service'));
    expect(new Set(addresses).size).to.equal(40);
  });

  it('gives its range back when it is closed', async () => {
    const network = await createNetwork();
    const [, second, third] = network.allocate('pod').split('.').map(Number);
    const claim = { host: `127.${second}.${(third ?? 0) & 0xf0}.0`, port: 10_127 };
    await read(claim);
    await network.close();
    expect(await codeOf(read(claim))).to.equal('ECONNREFUSED');
  });

  it('moves a listener aside where a stranger holds the port, and never dials the stranger', async () => {
    const network = await openNetwork();
    const [mine, unused] = [network.allocate('service'), network.allocate('service')];
    for (const host of [mine, unused]) {
      const stranger = openServer('stranger');
      stranger.listen({ host, port: 4321 });
      await once(stranger, 'listening');
    }
    await network.listen(openServer('mine'), mine, 4321);
    expect(await read(network.dial(mine, 4321))).to.equal('mine');
    expect(await codeOf(read(network.dial(unused, 4321)))).to.equal('ECONNREFUSED');
  });

  it('hands out addresses that are names only where asked, of private use, and binds none of them', async () => {
    const network = await openNetwork({ mode: 'named' });
    const [pod, service, balancer] = [
      network.allocate('pod'),
      network.allocate('service'),
      network.allocate('loadBalancer'),
    ];
    expect([pod, service, balancer]).to.deep.equal(['10.64.0.1', '10.96.0.1', '10.112.0.1']);
    expect([pod, service, balancer, NAMED_SERVICES.split('/')[0] ?? ''].map(network.owns)).not.to.include(false);
    expect(['127.64.0.1', '10.0.0.1', '192.0.2.1', ''].map(network.owns)).not.to.include(true);
    const server = openServer('named');
    await network.listen(server, pod, 80);
    expect((server.address() as { address: string }).address).to.equal('127.0.0.1');
    expect(await codeOf(network.listen(openServer('other'), '127.64.0.1', 80))).to.contain('not of 10.0.0.0/8');
  });

  it('leaves addresses of others alone', async () => {
    const network = await openNetwork({ mode: 'mapped' });
    expect(network.dial('127.0.0.1', 6443)).to.deep.equal({ host: '127.0.0.1', port: 6443 });
    expect(network.dial('192.0.2.1', 80)).to.deep.equal({ host: '192.0.2.1', port: 80 });
    expect(await codeOf(network.listen(createServer(), '0.0.0.0', 8080))).to.contain('loopback only');
  });
});

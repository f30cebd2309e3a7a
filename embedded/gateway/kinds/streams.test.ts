import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import { expect } from 'chai';
import { createFixture, type Fixture, frontendsOf } from '../dataplane/testing-fixture.ts';
import type { Service } from '../model/core.ts';
import type { Listener } from '../model/gateway.ts';
import type { StoredObject } from '../model/meta.ts';
import { buildBackend, buildSecret, buildStreamRoute } from '../testing.ts';
import { buildKeyPair } from '../testing-tls.ts';

describe('routes of connections and datagrams', () => {
  let fixture: Fixture;
  const cleanups: (() => unknown)[] = [];
  beforeEach(async () => {
    fixture = await createFixture();
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    await fixture.close();
  });

  /** A backend that answers each chunk with its name before it. */
  async function startTcp(name: string, address: string, server: Server = createServer()): Promise<StoredObject[]> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.on(server instanceof tls.Server ? 'secureConnection' : 'connection', (socket: Socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) => socket.write(`${name}: ${data}`));
    });
    cleanups.push(() => {
      for (const socket of sockets) socket.destroy();
    });
    await fixture.network.listen(server, address, 3000);
    expect((server.address() as AddressInfo).port).to.be.greaterThan(0);
    return buildBackend(name, address);
  }

  /** The first answer, or what became of the connection. */
  async function exchange(socket: Socket, ready = 'connect'): Promise<string> {
    cleanups.push(() => socket.destroy());
    try {
      await once(socket, ready);
      socket.write('hello');
      const [data] = await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => ['closed'])]);
      return String(data);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? 'error';
    }
  }

  async function serve(listeners: Listener[], ...objects: StoredObject[]) {
    const frontends = frontendsOf(listeners, ...objects);
    await fixture.serve(frontends);
    return (port: number) => fixture.placeOf(frontends, port);
  }

  const tcp = (name: string, port: number): Listener => ({ name, port, protocol: 'TCP' });

  it('lead TCP connections to the oldest route of the listener', async () => {
    const place = await serve(
      [tcp('a', 9000), tcp('b', 9001)],
      ...(await startTcp('one', '10.0.3.1')),
      ...(await startTcp('two', '10.0.3.2')),
      buildStreamRoute('TCPRoute', 'young', { backend: 'two' }),
      buildStreamRoute('TCPRoute', 'old', { backend: 'one', section: 'a', created: '2020-01-01T00:00:00Z' }),
    );
    expect(await exchange(connect(place(9000)))).to.equal('one: hello');
    expect(await exchange(connect(place(9001)))).to.equal('two: hello');
  });

  it('reject TCP connections without a route or backend', async () => {
    const place = await serve(
      [tcp('a', 9000), tcp('b', 9001)],
      buildStreamRoute('TCPRoute', 'r', { backend: 'missing', section: 'a' }),
    );
    expect(await exchange(connect(place(9000)))).to.equal('ECONNRESET');
    expect(await exchange(connect(place(9001)))).to.equal('ECONNRESET');
  });

  it('pass the end of one side on while the other still talks', async () => {
    const server = createServer({ allowHalfOpen: true }, async (socket) => {
      let text = '';
      socket.on('data', (data) => {
        text += data;
      });
      await once(socket, 'end');
      socket.end(`after the end: ${text}`);
    });
    await fixture.network.listen(server, '10.0.3.3', 3000);
    const place = await serve(
      [tcp('a', 9000)],
      ...buildBackend('end', '10.0.3.3'),
      buildStreamRoute('TCPRoute', 'r', { backend: 'end' }),
    );
    const client = connect({ ...place(9000), allowHalfOpen: true });
    client.end('question');
    expect((await client.toArray()).join('')).to.equal('after the end: question');
  });

  it('lead TLS connections by server name, deciphered or not, beside HTTPS on one port', async () => {
    const backendPair = await buildKeyPair('pass.example.com');
    const ownPair = await buildKeyPair('end.example.com');
    const secret = buildSecret('cert', ownPair);
    const certificateRefs = [{ name: 'cert' }];
    const listeners: Listener[] = [
      { name: 'pass', port: 443, protocol: 'TLS', hostname: 'pass.example.com', tls: { mode: 'Passthrough' } },
      {
        name: 'end',
        port: 443,
        protocol: 'TLS',
        hostname: 'end.example.com',
        tls: { mode: 'Terminate', certificateRefs },
      },
      { name: 'https', port: 443, protocol: 'HTTPS', hostname: 'https.example.com', tls: { certificateRefs } },
    ];
    const tlsServer = tls.createServer({ cert: backendPair.certificate, key: backendPair.privateKey });
    const place = await serve(
      listeners,
      secret,
      ...(await startTcp('passed', '10.0.3.1', tlsServer)),
      ...(await startTcp('ended', '10.0.3.2')),
      buildStreamRoute('TLSRoute', 'pass', { backend: 'passed', hostnames: ['pass.example.com'] }),
      buildStreamRoute('TLSRoute', 'end', { backend: 'ended', hostnames: ['*.example.com'], section: 'end' }),
    );
    const open = (servername: string, options: tls.ConnectionOptions = {}) =>
      tls.connect({ ...place(443), servername, rejectUnauthorized: false, ...options });
    const passed = open('pass.example.com');
    expect(await exchange(passed, 'secureConnect')).to.equal('passed: hello');
    expect(passed.getPeerX509Certificate()?.subject).to.equal('CN=pass.example.com');
    const ended = open('end.example.com');
    expect(await exchange(ended, 'secureConnect')).to.equal('ended: hello');
    expect(ended.getPeerX509Certificate()?.subject).to.equal('CN=end.example.com');
    const https = open('https.example.com', { ALPNProtocols: ['http/1.1'] });
    expect(await exchange(https, 'secureConnect')).to.match(/^HTTP\/1.1 400/);
    expect(await exchange(open('other.example.com'), 'secureConnect')).not.to.match(/hello/);
  });

  it('lead datagrams and their answers, and drop those without a backend', async () => {
    const backend = createSocket('udp4', (message, from) => backend.send(`re: ${message}`, from.port, from.address));
    await fixture.network.bind(backend, '10.0.3.9', 3000);
    cleanups.push(() => backend.close());
    const [service, slice] = buildBackend('dns', '10.0.3.9');
    const udp = { ...service, spec: { ports: [{ name: 'web', port: 8080, protocol: 'UDP' }] } } as Service;
    const place = await serve(
      [
        { name: 'a', port: 53, protocol: 'UDP' },
        { name: 'b', port: 54, protocol: 'UDP' },
      ],
      udp,
      slice as StoredObject,
      buildStreamRoute('UDPRoute', 'r', { backend: 'dns', section: 'a' }),
    );
    const client = createSocket('udp4');
    cleanups.push(() => client.close());
    client.send('lost', place(54).port, place(54).host);
    client.send('a', place(53).port, place(53).host);
    expect(String((await once(client, 'message'))[0])).to.equal('re: a');
    client.send('b', place(53).port, place(53).host);
    expect(String((await once(client, 'message'))[0])).to.equal('re: b');
  });
});

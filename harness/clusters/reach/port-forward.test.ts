import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { type WebSocket, WebSocketServer } from 'ws';
import { createMemoryApi, type MemoryApi } from '../../kube/memory-api.test.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { systemClock } from '../../wait/clock.ts';
import { type Forwards, startForwards } from './forwards.ts';
import { createPortForwarder } from './port-forward.ts';
import { probeTcp } from './probe.ts';

/** An API server that forwards to one port of this machine, as the kubelet's streaming server does. */
async function startFakeApiServer(
  targetPort: number,
): Promise<{ server: HttpServer; kubeconfig: string; paths: string[] }> {
  const paths: string[] = [];
  const server = createHttpServer((_request, response) => response.writeHead(403).end());
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => [...offered][0] ?? false });
  server.on('upgrade', (request, socket, head) => {
    paths.push(String(request.url));
    if (String(request.url).includes('forbidden')) {
      const body = JSON.stringify({ kind: 'Status', message: 'pods "forbidden" is forbidden' });
      socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
      return;
    }
    if (String(request.url).includes('refused')) {
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (channel) => bridge(channel, targetPort));
  });
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kubeconfig = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'a',
    clusters: [{ name: 'a', cluster: { server: url, 'insecure-skip-tls-verify': true } }],
    contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
    users: [{ name: 'a', user: {} }],
  });
  return { server, kubeconfig, paths };
}

function bridge(channel: WebSocket, port: number): void {
  // The first frame of each channel is the port's number.
  for (const number of [0, 1]) channel.send(Buffer.from([number, port & 255, port >> 8]));
  const target = connect({ host: '127.0.0.1', port });
  target.on('data', (data) => channel.send(Buffer.concat([Buffer.of(0), data])));
  target.on('error', (error) => channel.send(Buffer.concat([Buffer.of(1), Buffer.from(error.message)])));
  target.on('close', () => channel.close());
  channel.on('message', (frame: Buffer) => target.write(frame.subarray(1)));
  channel.on('close', () => target.destroy());
}

const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'gw', namespace: 'ns' },
  spec: { type: 'LoadBalancer', ports: [{ name: 'http', port: 80 }] },
  status: { loadBalancer: { ingress: [{ ip: '192.0.2.7' }] } },
};
const slice = (pod: string): KubeObject => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'gw-1', namespace: 'ns', labels: { 'kubernetes.io/service-name': 'gw' } },
  ports: [{ name: 'http', port: 8000 }],
  endpoints: [
    { addresses: ['10.0.0.1'], conditions: { ready: false }, targetRef: { kind: 'Pod', name: 'starting' } },
    { addresses: ['10.0.0.2'], conditions: { ready: true }, targetRef: { kind: 'Pod', name: pod } },
  ],
});

describe('port-forward', () => {
  let echo: Server;
  let fake: Awaited<ReturnType<typeof startFakeApiServer>>;
  let api: MemoryApi;
  let forwards: Forwards;

  beforeEach(async () => {
    echo = createServer((socket) => {
      socket.on('error', () => {});
      socket.pipe(socket);
    });
    echo.listen({ host: '127.0.0.1', port: 0 });
    await once(echo, 'listening');
    fake = await startFakeApiServer((echo.address() as AddressInfo).port);
    api = createMemoryApi([service, slice('gw-pod')]);
    forwards = await startForwards({ api, forwarder: await createPortForwarder(fake.kubeconfig), clock: systemClock });
  });
  afterEach(async () => {
    await forwards.stop();
    fake.server.closeAllConnections();
    fake.server.close();
    echo.close();
  });

  async function open(address: string, port: number): Promise<Socket> {
    const socket = connect(forwards.dial(address, port));
    await once(socket, 'connect');
    return socket;
  }

  it('leads to a ready pod behind the address, with everything that is sent', async () => {
    const socket = await open('192.0.2.7', 80);
    const sent = Buffer.alloc(3_000_000, 'gateway ');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.write(sent);
    while (chunks.reduce((sum, { length }) => sum + length, 0) < sent.length) await once(socket, 'data');
    expect(Buffer.concat(chunks).equals(sent)).to.equal(true);
    expect(fake.paths).to.deep.equal(['/api/v1/namespaces/ns/pods/gw-pod/portforward?ports=8000']);
    socket.destroy();
  });

  it('has one local place for each address and port', () => {
    const first = forwards.dial('192.0.2.7', 80);
    expect(first.host).to.equal('127.0.0.1');
    expect(forwards.dial('192.0.2.7', 80)).to.deep.equal(first);
    expect(forwards.dial('192.0.2.7', 443)).not.to.deep.equal(first);
  });

  it('waits for a Service that is told its address only now', async () => {
    const socket = await open('192.0.2.9', 80);
    expect(forwards.hasTarget('192.0.2.9')).to.equal(false);
    api.put({ ...service, status: { loadBalancer: { ingress: [{ ip: '192.0.2.9' }] } } });
    socket.write('hello');
    const [data] = await once(socket, 'data');
    expect(String(data)).to.equal('hello');
    expect(forwards.hasTarget('192.0.2.9')).to.equal(true);
    socket.destroy();
  });

  it('resets a connection that the pod refuses, and one that the API server refuses', async () => {
    echo.close();
    const refused = await open('192.0.2.7', 80);
    expect((await once(refused, 'error'))[0]).to.have.property('code', 'ECONNRESET');
    api.put(slice('refused'));
    const unknown = await open('192.0.2.7', 80);
    expect((await once(unknown, 'error'))[0]).to.have.property('code', 'ECONNRESET');
  });

  it('tells an API server that does not lead there from a pod that is gone', async () => {
    expect(forwards.dial.explain?.('192.0.2.7', 80)).to.equal(undefined);
    api.put(slice('forbidden'));
    await once(await open('192.0.2.7', 80), 'error');
    expect(forwards.dial.explain?.('192.0.2.7', 80)).to.equal(
      'port-forward to ns/forbidden:8000: pods "forbidden" is forbidden (HTTP 403)',
    );
    api.put(slice('gw-pod'));
    const socket = await open('192.0.2.7', 80);
    socket.write('hello');
    await once(socket, 'data');
    expect(forwards.dial.explain?.('192.0.2.7', 80)).to.equal(undefined);
    socket.destroy();
    api.put(slice('refused'));
    await once(await open('192.0.2.7', 80), 'error');
    expect(forwards.dial.explain?.('192.0.2.7', 80)).to.equal(undefined);
  });

  it('knows endpoints that are no pods, and addresses that no Service has', async () => {
    const { explain } = forwards.dial;
    expect(explain?.('192.0.2.9', 80)).to.equal(
      'no Service has the address 192.0.2.9, so that no port-forward leads there',
    );
    const foreign = { endpoints: [{ addresses: ['10.9.0.1'], conditions: { ready: true } }] };
    api.put({ ...slice('x'), ...foreign });
    await new Promise((resolve) => setImmediate(resolve));
    expect(explain?.('192.0.2.7', 80)).to.match(/^the endpoints of Service ns\/gw are no pods/);
    // Nobody is ready: that is the implementation's.
    api.put({ ...slice('x'), endpoints: [] });
    await new Promise((resolve) => setImmediate(resolve));
    expect(explain?.('192.0.2.7', 80)).to.equal(undefined);
  });

  it('is refused UDP', () => {
    expect(() => forwards.dial('192.0.2.7', 53, 'udp'))
      .to.throw('UDP')
      .with.property('code', 'UNREACHED');
  });

  it('ends the connection when the pod does', async () => {
    echo.removeAllListeners('connection');
    echo.on('connection', (socket) => socket.end('bye'));
    const socket = await open('192.0.2.7', 80);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(socket, 'end');
    expect(Buffer.concat(chunks).toString()).to.equal('bye');
  });
});

describe('probeTcp', () => {
  it('tells an open port from a closed one, and both from no way', async () => {
    const server = createServer().listen({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await probeTcp('127.0.0.1', port, 1000)).to.equal('open');
    server.close();
    await once(server, 'close');
    expect(await probeTcp('127.0.0.1', port, 1000)).to.equal('refused');
    expect(await probeTcp('host.invalid', 80, 1000)).to.equal('unreachable');
  });
});

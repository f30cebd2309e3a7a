import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { type Duplex, PassThrough } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { Attach, Exec, KubeConfig, PortForward, type V1Status } from '@kubernetes/client-node';
import { expect } from 'chai';
import { startTestServer, type TestClient } from '../testing.ts';
import { FLAG_FIN } from './spdy/frames.ts';
import { collect, readAll, speakSpdy } from './testing.ts';
import type { PodRuntime } from './types.ts';

const POD = '/api/v1/namespaces/default/pods/p';

/** Ends after `upper` what it reads in capitals; `fail` exits with 3; any other command is told back. */
const runtime: Omit<PodRuntime, 'connect'> = {
  async exec({ pod, container }, command, { stdin, stdout, stderr }) {
    if (command[0] === 'upper') {
      stdout((await readAll(stdin)).toUpperCase());
      return 0;
    }
    if (command[0] === 'throw') throw new Error('container not found ("c")');
    stdout(`${pod}/${container}: ${command.join(' ')}`);
    stderr('to stderr');
    return command[0] === 'fail' ? 3 : 0;
  },
  async attach(_target, { stdout, signal }) {
    stdout('first line\n');
    if (!signal.aborted) await once(signal, 'abort');
  },
};

describe('embedded API server: exec, attach and port-forward', () => {
  let api: TestClient;
  let config: KubeConfig;
  let target: Server;
  const sockets = new Set<Socket>();

  before(async () => {
    // Answers each connection with what it sent, in capitals.
    target = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('data', (chunk) => socket.write(chunk.toString().toUpperCase()));
      socket.on('end', () => socket.end());
    });
    target.listen(0, '127.0.0.1');
    await once(target, 'listening');
    const { port } = target.address() as AddressInfo;
    const podRuntime: PodRuntime = {
      ...runtime,
      connect: async (_pod, wanted) => {
        if (wanted !== 80) throw new Error(`nothing listens at port ${wanted} of the pod`);
        return connect({ host: '127.0.0.1', port, allowHalfOpen: true });
      },
    };
    api = await startTestServer({ podRuntime });
    config = new KubeConfig();
    config.loadFromString(api.server.kubeconfig);
    for (const name of ['p', 'unstarted']) {
      const spec = { containers: [{ name: 'c', image: 'i' }] };
      await api.call('POST', '/api/v1/namespaces/default/pods', { metadata: { name }, spec });
    }
    const status = { podIP: '127.64.0.1', podIPs: [{ ip: '127.64.0.1' }] };
    await api.call('PATCH', `${POD}/status`, { status }, { 'content-type': 'application/merge-patch+json' });
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    target.close();
    await api.stop();
  });

  async function exec(command: string[], input?: string) {
    const [out, err] = [collect(), collect()];
    const stdin = input === undefined ? null : new PassThrough();
    const status = await new Promise<V1Status>((resolve, reject) => {
      const running = new Exec(config).exec('default', 'p', 'c', command, out, err, stdin, false, resolve);
      running.catch(reject);
      stdin?.end(input);
    });
    return { status, out: out.text(), err: err.text() };
  }

  it('runs a command over a WebSocket, and tells how it ended', async () => {
    const { status, out, err } = await exec(['say', 'a b', 'c']);
    expect([status.status, out, err]).to.deep.equal(['Success', 'p/c: say a b c', 'to stderr']);
    const failed = await exec(['fail']);
    expect(failed.status).to.deep.include({ status: 'Failure', reason: 'NonZeroExitCode' });
    expect(failed.status.details?.causes).to.deep.equal([{ reason: 'ExitCode', message: '3' }]);
    expect((await exec(['throw'])).status.message).to.equal('Internal error occurred: container not found ("c")');
  });

  it('passes on input to its end', async () => {
    expect((await exec(['upper'], 'some input')).out).to.equal('SOME INPUT');
  });

  it('attaches, and lets go when the client does', async () => {
    const out = collect();
    const socket = await new Attach(config).attach('default', 'p', 'c', out, null, null, false);
    while (out.text() === '') await new Promise(setImmediate);
    expect(out.text()).to.equal('first line\n');
    socket.close();
  });

  it('forwards ports in the older way, and tells what nothing listens at', async () => {
    const [out, err, input] = [collect(), collect(), new PassThrough()];
    await new PortForward(config).portForward('default', 'p', [80], out, err, input);
    input.write('hello');
    while (out.text() === '') await new Promise(setImmediate);
    expect(out.text()).to.equal('HELLO');
    const [none, refused] = [collect(), collect()];
    await new PortForward(config).portForward('default', 'p', [81], none, refused, new PassThrough());
    while (refused.text() === '') await new Promise(setImmediate);
    expect(refused.text()).to.equal('error forwarding port 81 to pod p: nothing listens at port 81 of the pod');
  });

  /** A connection that speaks another protocol from now on. */
  async function upgrade(path: string, headers: Record<string, string>): Promise<{ head: string; socket: Duplex }> {
    const { port, hostname } = new URL(api.server.url);
    const socket = connectTls({
      host: hostname,
      port: Number(port),
      ca: api.server.caPem,
      ALPNProtocols: ['http/1.1'],
    });
    await once(socket, 'secureConnect');
    const lines = Object.entries({
      host: 'server',
      authorization: `Bearer ${api.server.token}`,
      connection: 'Upgrade',
      ...headers,
    });
    socket.write([`POST ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n'));
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    return { head: chunk.toString(), socket };
  }

  it('forwards ports over SPDY, several connections at once', async () => {
    const { head, socket } = await upgrade(`${POD}/portforward`, {
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': 'portforward.k8s.io',
    });
    expect(head).to.match(/^HTTP\/1.1 101 [\s\S]*X-Stream-Protocol-Version: portforward.k8s.io/);
    const client = speakSpdy(socket);
    for (const [id, port] of [
      [1, 80],
      [5, 80],
      [9, 81],
    ] as const) {
      const common = { port: String(port), requestID: String(id) };
      await client.open(id, { streamType: 'error', ...common });
      await client.open(id + 2, { streamType: 'data', ...common });
    }
    client.send(3, 'one');
    client.send(7, 'two', FLAG_FIN);
    client.ping();
    await client.until(
      () => client.received(3) === 'ONE' && client.isOver(7) && client.isOver(9) && client.pings === 1,
    );
    expect([client.received(7), client.received(9)]).to.deep.equal([
      'TWO',
      'error forwarding port 81 to pod p: nothing listens at port 81 of the pod',
    ]);
    expect(client.isOver(3), 'a connection whose client goes on').to.equal(false);
    socket.destroy();
  });

  it('runs a command over SPDY', async () => {
    const path = `${POD}/exec?command=upper&stdin=1&stdout=1`;
    const { socket } = await upgrade(path, { upgrade: 'SPDY/3.1', 'x-stream-protocol-version': 'v4.channel.k8s.io' });
    const client = speakSpdy(socket);
    for (const [id, streamType] of [
      [1, 'error'],
      [3, 'stdin'],
      [5, 'stdout'],
    ] as const)
      await client.open(id, { streamType });
    client.send(3, 'typed', FLAG_FIN);
    await client.until(() => client.isOver(1));
    expect([client.received(5), JSON.parse(client.received(1)).status]).to.deep.equal(['TYPED', 'Success']);
    socket.destroy();
  });

  const refusals: [string, string, Record<string, string>, number, string][] = [
    [
      'a protocol that nobody speaks',
      `${POD}/exec?command=x`,
      { upgrade: 'SPDY/3.1', 'x-stream-protocol-version': 'v9' },
      403,
      'unable to upgrade: client supports [\\"v9\\"]',
    ],
    ['no command', `${POD}/exec`, { upgrade: 'SPDY/3.1' }, 400, 'you must specify at least one command'],
    [
      'a container that there is not',
      `${POD}/exec?command=x&container=d`,
      { upgrade: 'SPDY/3.1' },
      400,
      'container d is not valid for pod p',
    ],
    [
      'a pod that has not started',
      '/api/v1/namespaces/default/pods/unstarted/exec?command=x',
      { upgrade: 'SPDY/3.1' },
      400,
      'pod unstarted does not have a host assigned',
    ],
    [
      'a pod that there is not',
      '/api/v1/namespaces/default/pods/none/exec?command=x',
      { upgrade: 'SPDY/3.1' },
      404,
      'pods \\"none\\" not found',
    ],
    [
      'another token',
      `${POD}/exec?command=x`,
      { upgrade: 'SPDY/3.1', authorization: 'Bearer other' },
      401,
      'Unauthorized',
    ],
    [
      'what cannot be upgraded',
      '/api/v1/namespaces',
      { upgrade: 'websocket' },
      400,
      'only exec, attach and portforward',
    ],
  ];
  for (const [what, path, headers, code, message] of refusals) {
    it(`refuses ${what} with a Status`, async () => {
      const { head, socket } = await upgrade(path, headers);
      expect(head)
        .to.match(new RegExp(`^HTTP/1.1 ${code} `))
        .and.to.contain('"kind":"Status"')
        .and.to.contain(message);
      socket.destroy();
    });
  }

  it('asks whoever does not upgrade to do so', async () => {
    const { code, body } = await api.call('POST', `${POD}/exec?command=x`);
    expect([code, body.message]).to.deep.equal([400, 'Upgrade request required']);
  });
});

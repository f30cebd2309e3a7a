import { once } from 'node:events';
import { constants, createServer as createHttp2Server, type Http2Server } from 'node:http2';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { ForwardRefused } from '../reach/port-forward.ts';
import { createAgentSession, NoConnection, NotOffered } from './session.ts';

/** An agent that answers on its own behalf: one line with the number of its connection, and what it was told. */
function createFakeAgent(): { server: Http2Server; connections(): number } {
  let connections = 0;
  const numbers = new WeakMap<object, number>();
  const server = createHttp2Server();
  server.on('session', (session) => {
    connections += 1;
    numbers.set(session, connections);
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    const authority = String(headers[':authority']);
    if (authority === 'busy:1' && numbers.get(stream.session ?? {}) !== connections) {
      stream.close(constants.NGHTTP2_REFUSED_STREAM);
      return;
    }
    if (authority === 'full:1') {
      stream.close(constants.NGHTTP2_REFUSED_STREAM);
      return;
    }
    if (headers[':path'] === '/unknown') stream.respond({ ':status': 400 }, { endStream: true });
    else if (authority === 'closed:1')
      stream.respond({ ':status': 502, 'x-error': 'ECONNREFUSED' }, { endStream: true });
    else {
      stream.respond({ ':status': 200 });
      stream.write(`${stream.session ? numbers.get(stream.session) : 0} ${authority} `);
      stream.pipe(stream);
    }
  });
  return { server, connections: () => connections };
}

async function listen(server: Server | Http2Server): Promise<number> {
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('the session with an agent', () => {
  const agent = createFakeAgent();
  let port = 0;
  let refusal: Error | undefined;
  const forwarder = {
    async join(socket: Socket) {
      if (refusal) throw refusal;
      const way = connect({ host: '127.0.0.1', port });
      way.on('error', () => socket.destroy());
      socket.pipe(way).pipe(socket);
    },
    close() {},
  };

  before(async () => {
    port = await listen(agent.server);
  });
  after(() => agent.server.close());

  /** What comes back over one connection that is led to a place. */
  async function ask(session: ReturnType<typeof createAgentSession>, host: string, at: number, said: string) {
    const local = createServer({ allowHalfOpen: true });
    const client = connect({ host: '127.0.0.1', port: await listen(local) });
    client.on('error', () => {});
    const [accepted] = (await once(local, 'connection')) as [Socket];
    accepted.on('error', () => {});
    local.close();
    try {
      await session.join(accepted, host, at);
      client.end(said);
      let text = '';
      for await (const chunk of client) text += chunk;
      return text;
    } finally {
      client.destroy();
      accepted.destroy();
    }
  }

  it('leads connections through one connection, ends included', async () => {
    const session = createAgentSession(forwarder, { namespace: 'a', pod: 'b', port: 1 });
    const before = agent.connections();
    const texts = await Promise.all(['x', 'y'].map((said) => ask(session, 'web.shop', 80, said)));
    expect(texts.map((text) => text.replace(/^\d+ /, ''))).to.deep.equal(['web.shop:80 x', 'web.shop:80 y']);
    expect(agent.connections() - before).to.equal(1);
    session.close();
  });

  it('takes a new connection now and then, and after one was lost', async () => {
    const session = createAgentSession(forwarder, { namespace: 'a', pod: 'b', port: 1 });
    const before = agent.connections();
    for (let count = 0; count < 410; count += 10) {
      await Promise.all(Array.from({ length: 10 }, () => ask(session, 'web', 80, '')));
    }
    expect(agent.connections() - before).to.equal(2);
    session.close();
  });

  it('asks again over a new connection for a stream that was refused, and not for ever', async () => {
    const session = createAgentSession(forwarder, { namespace: 'a', pod: 'b', port: 1 });
    const other = createAgentSession(forwarder, { namespace: 'a', pod: 'b', port: 1 });
    await ask(session, 'web', 80, '');
    await ask(other, 'web', 80, '');
    // The fake agent refuses it on every connection but the newest.
    expect(await ask(session, 'busy', 1, 'x')).to.match(/^\d+ busy:1 x$/);
    const before = agent.connections();
    const caught = await ask(session, 'full', 1, '').catch((error: unknown) => error);
    expect(String(caught)).to.contain('NGHTTP2_REFUSED_STREAM');
    expect(agent.connections() - before).to.equal(2);
    session.close();
    other.close();
  });

  it('asks the agent at a path, and tells where it knows none', async () => {
    const session = createAgentSession(forwarder, { namespace: 'a', pod: 'b', port: 1 });
    const stream = await session.ask('/known');
    stream.end('x');
    let text = '';
    for await (const chunk of stream) text += chunk;
    expect(text).to.match(/ x$/);
    expect(await session.ask('/unknown').catch((error: unknown) => error)).to.be.instanceOf(NotOffered);
    session.close();
  });

  it('tells what the agent could not open, and that there is no way to it', async () => {
    const session = createAgentSession(forwarder, { namespace: 'a', pod: 'b', port: 1 });
    const caught = await ask(session, 'closed', 1, '').catch((error: unknown) => error);
    expect(caught).to.be.instanceOf(NoConnection).with.property('code', 'ECONNREFUSED');
    refusal = new ForwardRefused('the API server forbids it');
    const other = createAgentSession(forwarder, { namespace: 'a', pod: 'c', port: 1 });
    expect(await ask(other, 'web', 80, '').catch((error: unknown) => error)).to.equal(refusal);
    refusal = undefined;
    session.close();
    other.close();
  });
});

import http2, { type ClientHttp2Session, constants, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Service } from '../../model/core.ts';
import { buildBackend, buildRoute, buildRule, buildSecret } from '../../testing.ts';
import { buildKeyPair } from '../../testing-tls.ts';
import { sendRequest } from '../testing.ts';
import { backendAddress, createFixture, type Fixture, frontendsOf, plainWorld } from '../testing-fixture.ts';

interface Reply {
  headers: Record<string, unknown>;
  trailers: Record<string, unknown>;
  body: string;
  /** Whether the headers ended the response. */
  isEnded: boolean;
}

function ask(session: ClientHttp2Session, headers: Record<string, string>, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers, { endStream: body === undefined });
    const reply: Reply = { headers: {}, trailers: {}, body: '', isEnded: false };
    stream.on('response', (received, flags) => {
      reply.headers = received;
      reply.isEnded = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    });
    stream.on('trailers', (received) => {
      reply.trailers = received;
    });
    stream.on('data', (chunk) => {
      reply.body += chunk;
    });
    stream.on('error', reject);
    stream.on('end', () => resolve(reply));
    if (body !== undefined) stream.end(body);
  });
}

describe('HTTP/2', () => {
  let fixture: Fixture;
  const cleanups: (() => unknown)[] = [];
  beforeEach(async () => {
    fixture = await createFixture();
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    await fixture.close();
  });

  function connect(url: string, options: http2.SecureClientSessionOptions = {}): ClientHttp2Session {
    const session = http2.connect(url, options);
    cleanups.push(() => session.destroy());
    return session;
  }

  /** A Service whose port speaks h2c, and its server. */
  async function startH2c(handle: Parameters<Http2Server['on']>[1]) {
    const server = http2.createServer();
    server.on('stream', handle);
    const sessions = new Set<http2.ServerHttp2Session>();
    server.on('session', (session) => sessions.add(session));
    cleanups.push(() => {
      for (const session of sessions) session.destroy();
    });
    await fixture.network.listen(server as never, '10.0.2.3', 3000);
    expect((server.address() as AddressInfo).port).to.be.greaterThan(0);
    const [service, slice] = buildBackend('h2c', '10.0.2.3');
    const ports = [{ name: 'web', port: 8080, appProtocol: 'kubernetes.io/h2c' }];
    return [{ ...service, spec: { ports } } as Service, slice as never];
  }

  it('is served with prior knowledge, to a backend of HTTP/1.1', async () => {
    const frontends = plainWorld();
    await fixture.serve(frontends);
    const { host, port } = fixture.placeOf(frontends, 80);
    const session = connect(`http://${host}:${port}`);
    const headers = { ':method': 'PUT', ':path': '/a?b', ':authority': 'a.example.com', 'x-a': '1' };
    const replies = await Promise.all([ask(session, headers, 'abc'), ask(session, { ...headers, ':path': '/c' }, '')]);
    const seen = JSON.parse(replies[0]?.body ?? '');
    expect(seen).to.include({ method: 'PUT', url: '/a?b', body: 'abc' });
    expect(seen.rawHeaders).to.include.members(['a.example.com', 'x-a', '1']);
    expect(JSON.parse(replies[1]?.body ?? '').url).to.equal('/c');
    expect((await ask(session, { ...headers, ':path': '/empty' }, '')).headers[':status']).to.equal(503);
  });

  it('is chosen by ALPN on HTTPS', async () => {
    const secret = buildSecret('cert', await buildKeyPair('a.example.com'));
    const listener = { name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] } };
    const route = buildRoute('r', { rules: [buildRule('/', 'v1')] });
    const frontends = frontendsOf([listener], secret, ...buildBackend('v1', backendAddress), route);
    await fixture.serve(frontends);
    const { host, port } = fixture.placeOf(frontends, 443);
    const session = connect(`https://${host}:${port}`, { servername: 'a.example.com', rejectUnauthorized: false });
    const reply = await ask(session, { ':path': '/', ':authority': 'a.example.com' });
    expect(reply.headers[':status']).to.equal(200);
    expect(session.alpnProtocol).to.equal('h2');
    const plain = await sendRequest({ host, port }, { serverName: 'a.example.com' });
    expect(plain.status).to.equal(200);
  });

  it('is spoken to backends that ask for it, trailers included', async () => {
    const objects = await startH2c((stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => {
      if (headers[':path'] === '/short') return stream.respond({ ':status': 200, 'x-end': '1' }, { endStream: true });
      stream.respond({ ':status': 201, 'x-path': headers[':path'] ?? '' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'x-trailer': 'late' }));
      stream.pipe(stream);
    });
    const frontends = frontendsOf(undefined, ...objects, buildRoute('r', { rules: [buildRule('/', 'h2c')] }));
    await fixture.serve(frontends);
    const { host, port } = fixture.placeOf(frontends, 80);
    const session = connect(`http://${host}:${port}`);
    const long = await ask(session, { ':method': 'POST', ':path': '/long', ':authority': 'a' }, 'abc');
    expect(long.headers).to.include({ ':status': 201, 'x-path': '/long' });
    expect(long).to.deep.include({ body: 'abc', isEnded: false });
    expect(long.trailers).to.include({ 'x-trailer': 'late' });
    const short = await ask(session, { ':path': '/short', ':authority': 'a' });
    expect(short).to.include({ body: '', isEnded: true });
    const old = await sendRequest({ host, port }, { method: 'POST', path: '/old', body: 'xyz' });
    expect(old).to.include({ status: 201, body: 'xyz' });
  });
});

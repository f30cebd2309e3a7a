import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';
import { eventually, makeHead, openRaw } from './testing.ts';

describe('embedded API server: connections that go wrong', () => {
  let api: TestClient;
  let port: number;
  before(async () => {
    api = await startTestServer();
    port = Number(new URL(api.server.url).port);
  });
  after(() => api.stop());
  afterEach(async () => {
    // Whatever went wrong is over, and the server is there for others.
    await eventually(api, () => api.server.load().watches === 0 && api.server.load().connections <= 2);
  });

  it('forgets a client that dies in the middle of a watch', async () => {
    for (let index = 0; index < 20; index++) {
      const client = await openRaw(api);
      client.socket.write(makeHead(api, `GET ${WIDGETS}?watch=true`));
      await client.until((text) => text.includes('200 OK'));
      if (index % 2 === 0) client.socket.destroy();
      else client.below.resetAndDestroy();
    }
    await api.call('POST', WIDGETS, widget('after'));
    await api.call('DELETE', `${WIDGETS}/after`);
  });

  it('forgets a client that dies in the middle of a body', async () => {
    for (const sent of ['', '{"kind":"Widget",']) {
      const client = await openRaw(api);
      const headers = ['content-type: application/json', 'content-length: 1000'];
      client.socket.write(makeHead(api, `POST ${WIDGETS}`, ...headers) + sent);
      await api.call('GET', '/healthz');
      client.socket.destroy();
      await client.closed;
    }
  });

  it('serves others while some say nothing, or half of it', async () => {
    const silent = connect({ host: '127.0.0.1', port });
    await new Promise((resolve) => silent.once('connect', resolve));
    const clients = [await openRaw(api), await openRaw(api), await openRaw(api)];
    clients[1]?.socket.write('GET /api HTTP/1.1\r\nhost: x\r\nx-half: ');
    clients[2]?.socket.write(makeHead(api, `POST ${WIDGETS}`, 'content-type: application/json', 'content-length: 10'));
    for (let times = 0; times < 5; times++) expect((await api.call('GET', WIDGETS)).code).to.equal(200);
    silent.destroy();
    for (const { socket } of clients) socket.destroy();
  });

  it('answers what is no HTTP with a Status', async () => {
    const wrong: [string, number][] = [
      ['\x00\x01\x02 garbage\r\n\r\n', 400],
      ['GET /api/\x00 HTTP/1.1\r\nhost: x\r\n\r\n', 400],
      [`POST ${WIDGETS} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
      [`POST ${WIDGETS} HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n`, 400],
      [`GET /api HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
      [`GET /${'a'.repeat(70_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
      [`GET /api HTTP/1.1\r\nhost: x\r\n${'a: bbbbb\r\n'.repeat(20_000)}\r\n`, 431],
    ];
    for (const [sent, code] of wrong) {
      const client = await openRaw(api);
      client.socket.write(sent);
      await client.closed;
      const [head = '', body = ''] = client.text().split('\r\n\r\n');
      expect(head, sent.slice(0, 60)).to.match(new RegExp(`^HTTP/1.1 ${code} `));
      expect(JSON.parse(body)).to.include({ kind: 'Status', status: 'Failure', code });
    }
  });

  it('refuses floods of HTTP/2 headers, and goes on', async () => {
    const session = connectHttp2(api.server.url, { ca: api.server.caPem });
    session.on('error', () => {});
    const send = (headers: Record<string, string>) =>
      new Promise<string>((resolve) => {
        const stream = session.request({ ':path': '/healthz', ...headers });
        stream.on('response', (answer) => resolve(String(answer[':status'])));
        stream.on('error', () => resolve('refused'));
        stream.on('close', () => resolve('refused'));
        stream.resume();
      });
    expect(await send({ 'x-long': 'a'.repeat(100_000) })).to.equal('refused');
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`x-${index}`, 'a']));
    expect(await send(many)).to.equal('refused');
    session.destroy();
  });

  it('survives streams that are reset as soon as they are opened', async () => {
    const session = connectHttp2(api.server.url, { ca: api.server.caPem });
    session.on('error', () => {});
    for (let index = 0; index < 500; index++) {
      const stream = session.request({ ':path': WIDGETS, authorization: `Bearer ${api.server.token}` });
      stream.on('error', () => {});
      stream.close(8);
    }
    await eventually(api, () => true);
    session.destroy();
  });

  it('goes on after plain HTTP, a connection that is cut, and other protocols', async () => {
    for (const sent of ['GET / HTTP/1.1\r\n\r\n', '\x16\x03\x01', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '']) {
      const socket = connect({ host: '127.0.0.1', port });
      socket.on('error', () => {});
      await new Promise((resolve) => socket.write(sent, resolve));
      socket.destroy();
    }
    for (const line of ['CONNECT x:1', 'OPTIONS *', 'TRACE /api', 'PRI *']) {
      const client = await openRaw(api);
      client.socket.write(makeHead(api, line));
      await client.until((text) => text.includes('\r\n\r\n'));
      client.socket.destroy();
    }
  });

  it('takes many connections at once', async () => {
    const clients = await Promise.all(Array.from({ length: 100 }, () => openRaw(api)));
    for (const { socket } of clients) socket.write(makeHead(api, 'GET /healthz', 'connection: close'));
    await Promise.all(clients.map(({ closed }) => closed));
    expect(clients.every((client) => client.text().startsWith('HTTP/1.1 200'))).to.equal(true);
  });
});

import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { systemClock } from '../../wait/index.ts';
import type { SendOptions } from '../types.ts';
import { sendHttp } from './client.ts';
import type { ResolvedHttpRequest } from './types.ts';

const GET: ResolvedHttpRequest = {
  method: 'GET',
  scheme: 'http',
  version: '1.1',
  host: 'a.example.com',
  path: '/',
  headers: [],
  sni: '',
};
const REMOTE = { address: '10.9.8.7', port: 80 };

describe('traffic client', () => {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  let port = 0;

  const listen = async (server: Server, host = '127.0.0.1') => {
    servers.push(server);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, host, resolve);
    });
    port = (server.address() as AddressInfo).port;
  };
  const answerRaw = (text: string) =>
    listen(createServer((socket) => socket.once('data', () => socket.end(text, 'latin1'))));
  const serve = (listener: RequestListener) => listen(createHttpServer(listener));
  const sendTo = (host: string, request: ResolvedHttpRequest, options: SendOptions) =>
    sendHttp({ dial: () => ({ host, port }), clock: systemClock }, REMOTE, request, options);
  const send = (request: Partial<ResolvedHttpRequest> = {}, timeoutMs = 10_000) =>
    sendTo('127.0.0.1', { ...GET, ...request }, { timeoutMs, signal: new AbortController().signal });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  });

  it('sends headers in the order and spelling given, repeated ones as lines of their own', async () => {
    let received = '';
    await listen(
      createServer((socket) =>
        socket.on('data', (chunk) => {
          received += chunk;
          if (received.endsWith('hi')) socket.end('HTTP/1.1 204 No Content\r\n\r\n');
        }),
      ),
    );
    const headers = [
      ['x-lower', '1'],
      ['X-UPPER', '2'],
      ['x-lower', '3'],
    ] as const;
    await send({ method: 'POST', path: '/p?q=1', headers, body: 'hi' });
    expect(received.split('\r\n')).to.deep.equal([
      'POST /p?q=1 HTTP/1.1',
      'Host: a.example.com',
      'x-lower: 1',
      'X-UPPER: 2',
      'x-lower: 3',
      'Content-Length: 2',
      'Connection: close',
      '',
      'hi',
    ]);
  });

  it('never sends a chunked body for a method without one', async () => {
    let received = '';
    await serve((request, response) => {
      received = JSON.stringify(request.headers);
      response.end();
    });
    await send({ method: 'POST' });
    expect(received).to.contain('"content-length":"0"').and.not.contain('transfer-encoding');
  });

  it('keeps the response as received and follows no redirect', async () => {
    await answerRaw(
      'HTTP/1.1 302 Found\r\nLOCATION: /there\r\nset-cookie: a\r\nSet-Cookie: b\r\nContent-Length: 2\r\n\r\nok',
    );
    const { response, error } = await send();
    expect(error).to.equal(undefined);
    expect(response).to.deep.equal({
      status: 302,
      httpVersion: '1.1',
      headers: [
        ['LOCATION', '/there'],
        ['set-cookie', 'a'],
        ['Set-Cookie', 'b'],
        ['Content-Length', '2'],
      ],
      body: 'ok',
      bodyTruncated: false,
    });
  });

  it('reads a body that ends with the connection, and one in chunks after a 103', async () => {
    await answerRaw('HTTP/1.1 200 OK\r\n\r\nuntil the end');
    expect((await send()).response?.body).to.equal('until the end');
    await answerRaw(
      'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n',
    );
    expect((await send()).response).to.include({ status: 200, body: 'ab' });
  });

  it('cuts the body at 64 KiB', async () => {
    await serve((_, response) => response.end('x'.repeat(200_000)));
    const { response } = await send();
    expect(response).to.include({ status: 200, bodyTruncated: true });
    expect(response?.body).to.have.length(64 * 1024);
  });

  it('opens a connection of its own for each request and leaves none', async () => {
    const seen = new Set<Socket>();
    await serve((request, response) => {
      seen.add(request.socket);
      response.end('{}');
    });
    await Promise.all([send(), send(), send()]);
    expect(seen.size).to.equal(3);
    await Promise.all(
      [...seen].map((socket) => socket.destroyed || new Promise((resolve) => socket.on('close', resolve))),
    );
  });

  it('reaches IPv6 addresses', async function () {
    try {
      await listen(
        createHttpServer((_, response) => response.end('six')),
        '::1',
      );
    } catch {
      this.skip();
    }
    const exchange = await sendTo('::1', GET, { timeoutMs: 5000, signal: new AbortController().signal });
    expect(exchange.response?.body).to.equal('six');
  });

  it('reads the echo of a backend', async () => {
    const echo = {
      path: '/',
      host: 'h',
      method: 'GET',
      proto: 'HTTP/1.1',
      headers: { A: ['1'] },
      namespace: 'n',
      pod: 'p',
    };
    await serve((_, response) => response.end(JSON.stringify({ ...echo, ingress: '', service: 's' })));
    expect((await send()).echo).to.deep.equal({ ...echo, service: 's' });
  });

  it('records what was asked and where', async () => {
    await serve((_, response) => response.end());
    const exchange = await send();
    expect(exchange.remote).to.equal(REMOTE);
    expect(exchange.request).to.deep.equal(GET);
    expect(Number.isNaN(Date.parse(exchange.startedAt))).to.equal(false);
  });

  describe('errors', () => {
    const failure = async (timeoutMs?: number, request: Partial<ResolvedHttpRequest> = {}) => {
      const exchange = await send(request, timeoutMs);
      expect(exchange.response).to.equal(undefined);
      return exchange.error;
    };

    it('keeps ECONNREFUSED', async () => {
      await serve(() => {});
      await new Promise((resolve) => servers.pop()?.close(resolve));
      expect(await failure()).to.include({ code: 'ECONNREFUSED' });
    });

    it('keeps ECONNRESET', async () => {
      await listen(createServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
      expect(await failure()).to.include({ code: 'ECONNRESET' });
    });

    it('calls a connection that ends without a response reset', async () => {
      await listen(createServer((socket) => socket.once('data', () => socket.end())));
      expect(await failure()).to.include({ code: 'ECONNRESET' });
    });

    it('tells a body that ends early', async () => {
      await answerRaw('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour');
      const error = await failure();
      expect(error).to.include({ code: 'ECONNRESET' });
      expect(error?.message).to.contain('status 200 and 4 bytes');
    });

    it('keeps the code of an answer that is not HTTP', async () => {
      await answerRaw('SSH-2.0-x\r\n\r\n');
      expect((await failure())?.code).to.match(/^HPE_/);
    });

    it('ends a hanging response, and a hanging body, by the time-out', async () => {
      await listen(createServer(() => {}));
      expect(await failure(50)).to.deep.equal({
        code: 'ETIMEDOUT',
        message: 'no complete answer within 50 ms, while waiting for the response',
      });
      await listen(createServer((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour')));
      expect((await failure(50))?.message).to.contain('reading the body');
    });

    it('closes the connection of an exchange that it gave up', async () => {
      const closed = new Promise((resolve) => {
        void listen(createServer((socket) => socket.on('data', () => {}).on('close', resolve))).then(() => failure(50));
      });
      await closed;
    });

    it('says which request cannot be sent, and leaves no connection behind', async () => {
      await serve((_, response) => response.end());
      expect(await failure(1000, { path: '/a b' })).to.include({ code: 'ERR_UNESCAPED_CHARACTERS' });
      await new Promise((resolve) => servers[0]?.close(resolve));
    });

    it('rejects with the reason when aborted, before and while it runs', async () => {
      await listen(createServer(() => {}));
      const controller = new AbortController();
      const running = sendTo('127.0.0.1', GET, { timeoutMs: 10_000, signal: controller.signal });
      setImmediate(() => controller.abort(new Error('Ctrl-C')));
      const outcome = (sending: Promise<unknown>) => sending.then(String, (error: Error) => error.message);
      expect(await outcome(running)).to.equal('Ctrl-C');
      const again = sendTo('127.0.0.1', GET, { timeoutMs: 10_000, signal: controller.signal });
      expect(await outcome(again)).to.equal('Ctrl-C');
    });
  });
});

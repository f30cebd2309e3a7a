import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { expect } from 'chai';
import { type Authority, createAuthority } from '../../run/certificates/index.ts';
import { systemClock } from '../../wait/index.ts';
import { type ConnectionPool, createPool } from '../common/pool.ts';
import { sendHttp } from './client.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

describe('requests over kept connections', () => {
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
  let authority: Authority;
  let server: Server;
  let pool: ConnectionPool;
  /** Connections in the order of the requests that came over them. */
  let seen: Socket[];

  const listen = async (made: Server) => {
    server = made;
    server.keepAliveTimeout = 60_000;
    server.on('request', (request, response) => {
      seen.push(request.socket);
      response.end(request.url === '/long' ? 'x'.repeat(100_000) : 'ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  };
  const send = (over: Partial<ResolvedHttpRequest> = {}, kept = true): Promise<HttpExchange> =>
    sendHttp(
      { dial: () => ({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }), clock: systemClock },
      REMOTE,
      { ...GET, ...over },
      {
        timeoutMs: 5_000,
        signal: new AbortController().signal,
        authority: authority.certificate,
        ...(kept ? { pool } : {}),
      },
    );

  before(async () => {
    authority = await createAuthority();
  });
  beforeEach(() => {
    pool = createPool();
    seen = [];
  });
  afterEach(async () => {
    pool.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('are sent one after the other over the same one, and beside it over new ones', async () => {
    await listen(createHttpServer());
    expect([await send(), await send()].map(({ reused }) => reused)).to.deep.equal([false, true]);
    expect((await send({}, false)).reused).to.equal(undefined);
    expect((await send()).response?.body).to.equal('ok');
    expect(seen.map((socket) => seen.indexOf(socket))).to.deep.equal([0, 0, 2, 0]);
  });

  it('open another where all are in use, and take the oldest', async () => {
    await listen(createHttpServer());
    await Promise.all([send(), send()]);
    await send();
    expect(seen.map((socket) => seen.indexOf(socket))).to.deep.equal([0, 1, 0]);
  });

  it('go over a new one where the other side has closed it meanwhile', async () => {
    await listen(createHttpServer());
    await send();
    seen[0]?.destroy();
    const { response, error } = await send();
    expect([response?.status, error]).to.deep.equal([200, undefined]);
  });

  it('do not go over one whose body was not read to its end', async () => {
    await listen(createHttpServer());
    expect((await send({ path: '/long' })).response?.bodyTruncated).to.equal(true);
    expect((await send()).response?.body).to.equal('ok');
    expect(new Set(seen).size).to.equal(2);
  });

  it('are none over TLS, where the certificate is that of the handshake', async () => {
    const { certificate, privateKey } = await authority.issue(['a.example.com']);
    await listen(createHttpsServer({ cert: certificate, key: privateKey }) as unknown as Server);
    const made = [await send({ scheme: 'https', sni: 'a.example.com' }), await send({ scheme: 'https' })];
    expect(made.map(({ reused }) => reused)).to.deep.equal([undefined, undefined]);
    expect(made[0]?.response?.tls?.authorized).to.equal(true);
  });

  it('are told from others in the record', async () => {
    await listen(createHttpServer());
    await send();
    const { recordHttp } = await import('./record.ts');
    expect(recordHttp(await send()).line).to.equal('GET http://a.example.com/ over a connection kept open');
  });
});

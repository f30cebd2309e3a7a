import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import { type Authority, createAuthority } from '../../run/certificates/index.ts';
import { systemClock } from '../../wait/index.ts';
import { sendHttp } from './client.ts';
import type { HttpExchange } from './types.ts';

describe('traffic client over TLS', () => {
  const sockets = new Set<Socket>();
  let authority: Authority;
  let server: Server;
  let seen: { servername: unknown; alpn: unknown }[] = [];

  const listen = (made: Server) => {
    server = made;
    server.on('connection', (socket) => sockets.add(socket.on('error', () => {})));
    return new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  };
  // A socket that nobody reads from keeps its server from closing.
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await new Promise((resolve) => server.close(resolve));
  };
  const send = (sni: string, trusted: string | undefined = authority.certificate): Promise<HttpExchange> => {
    const { port } = server.address() as AddressInfo;
    const request = {
      method: 'GET',
      scheme: 'https',
      version: '1.1',
      host: 'a.example.com',
      path: '/',
      headers: [],
      sni,
    } as const;
    const options = { timeoutMs: 10_000, signal: new AbortController().signal, authority: trusted };
    return sendHttp(
      { dial: () => ({ host: '127.0.0.1', port }), clock: systemClock },
      { address: '1.2.3.4', port: 443 },
      request,
      options,
    );
  };

  before(async () => {
    authority = await createAuthority();
  });

  beforeEach(async () => {
    const { certificate, privateKey } = await authority.issue(['a.example.com', '*.w.example.com']);
    seen = [];
    const https = createHttpsServer({ cert: certificate, key: privateKey, ALPNProtocols: ['h2', 'http/1.1'] });
    https.on('request', (request, response) => {
      const { servername, alpnProtocol } = request.socket as Socket & { servername: unknown; alpnProtocol: unknown };
      seen.push({ servername, alpn: alpnProtocol });
      response.end('ok');
    });
    await listen(https);
  });

  afterEach(stop);

  it('sends the server name and http/1.1, and verifies against the authority and the name', async () => {
    const { response, error } = await send('x.w.example.com');
    expect(error).to.equal(undefined);
    expect(response?.body).to.equal('ok');
    expect(seen).to.deep.equal([{ servername: 'x.w.example.com', alpn: 'http/1.1' }]);
    expect(response?.tls).to.deep.equal({
      protocol: 'TLSv1.3',
      alpn: 'http/1.1',
      authorized: true,
      subjectAltNames: ['DNS:a.example.com', 'DNS:*.w.example.com'],
    });
  });

  it('makes a whole handshake for each request, though all trust the same authority', async () => {
    const resumed: boolean[] = [];
    server.on('secureConnection', (socket: TLSSocket) => resumed.push(socket.isSessionReused()));
    for (let times = 0; times < 3; times += 1) await send('a.example.com');
    expect(resumed).to.deep.equal([false, false, false]);
  });

  it('goes on with a certificate for another name, and says so', async () => {
    const { response } = await send('b.example.com');
    expect(response).to.include({ status: 200 });
    expect(response?.tls).to.include({ authorized: false, authorizationError: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('goes on with a certificate of another authority, and says so', async () => {
    const other = await createAuthority();
    const { response } = await send('a.example.com', other.certificate);
    expect(response?.tls).to.include({ authorized: false });
    expect(response?.tls?.authorizationError).to.match(/UNABLE_TO_|SELF_SIGNED|SIGNATURE/);
  });

  it('sends no server name where there is none, and verifies the chain alone', async () => {
    const { response } = await send('');
    expect(seen).to.deep.equal([{ servername: false, alpn: 'http/1.1' }]);
    expect(response?.tls).to.include({ authorized: true });
  });

  it('keeps the alert of a server that refuses the name', async () => {
    await stop();
    const refusing = createHttpsServer({
      SNICallback: (_, done) => done(new Error('unknown name')),
      secureContext: createSecureContext(),
    });
    refusing.on('tlsClientError', () => {});
    await listen(refusing);
    const { error, response } = await send('a.example.com');
    expect(response).to.equal(undefined);
    expect(error?.code).to.match(/^(ERR_SSL_|ECONNRESET|EPROTO)/);
  });

  it('calls a plain-text answer a TLS error, and a closed connection reset', async () => {
    await stop();
    await listen(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect((await send('a.example.com')).error?.code).to.match(/^(ERR_SSL_|EPROTO)/);
    await stop();
    await listen(createServer((socket) => socket.once('data', () => socket.end())));
    expect((await send('a.example.com')).error?.code).to.equal('ECONNRESET');
  });

  it('ends a hanging handshake by the time-out', async () => {
    await stop();
    await listen(createServer(() => {}));
    const { port } = server.address() as AddressInfo;
    const link = { dial: () => ({ host: '127.0.0.1', port }), clock: systemClock };
    const request = {
      method: 'GET',
      scheme: 'https',
      version: '1.1',
      host: 'a',
      path: '/',
      headers: [],
      sni: 'a',
    } as const;
    const options = { timeoutMs: 50, signal: new AbortController().signal };
    const { error } = await sendHttp(link, { address: '1.2.3.4', port: 443 }, request, options);
    expect(error).to.include({ code: 'ETIMEDOUT' });
    expect(error?.message).to.contain('shaking hands');
  });
});

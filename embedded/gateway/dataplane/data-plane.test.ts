import http from 'node:http';
import { expect } from 'chai';
import { WebSocket, WebSocketServer } from 'ws';
import { buildBackend, buildRoute, buildRule, buildSecret } from '../testing.ts';
import { buildKeyPair } from '../testing-tls.ts';
import { peekSubject, sendRequest, startBackend } from './testing.ts';
import { backendAddress, createFixture, type Fixture, frontendsOf, plainWorld } from './testing-fixture.ts';

describe('data plane', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await createFixture();
  });
  afterEach(() => fixture.close());

  it('forwards target, headers in their spelling and number, and body', async () => {
    const frontends = plainWorld();
    await fixture.serve(frontends);
    const headers = [
      'Host',
      'A.example.com:81',
      'X-oDD',
      '1',
      'x-odd',
      '2',
      'Connection',
      'close, X-Hop',
      'X-Hop',
      '1',
    ];
    const path = '/%41/b%2Fc?q=%20&q=2';
    const options = { method: 'PUT', path, headers: [...headers, 'Content-Length', '3'] as never, body: 'abc' };
    const { status, body, rawHeaders } = await sendRequest(fixture.placeOf(frontends, 80), options);
    expect(status).to.equal(200);
    expect(rawHeaders).to.include('X-Backend');
    const seen = JSON.parse(body);
    expect(seen).to.deep.include({ method: 'PUT', url: path, body: 'abc' });
    expect(seen.rawHeaders.slice(0, 8)).to.deep.equal([
      'Host',
      'A.example.com:81',
      'X-oDD',
      '1',
      'x-odd',
      '2',
      'Content-Length',
      '3',
    ]);
    expect(seen.rawHeaders).not.to.include('X-Hop');
    expect(seen.rawHeaders).to.include('X-Forwarded-For');
  });

  it('streams chunked bodies and adds none where there is none', async () => {
    const frontends = plainWorld();
    await fixture.serve(frontends);
    const chunked = await sendRequest(fixture.placeOf(frontends, 80), {
      method: 'POST',
      headers: { 'Transfer-Encoding': 'chunked' },
      body: 'some text',
    });
    expect(JSON.parse(chunked.body).body).to.equal('some text');
    const bare = await sendRequest(fixture.placeOf(frontends, 80), { method: 'GET' });
    expect(JSON.parse(bare.body).rawHeaders).not.to.include('Transfer-Encoding');
    const head = await sendRequest(fixture.placeOf(frontends, 80), { method: 'HEAD' });
    expect([head.status, head.body]).to.deep.equal([200, '']);
  });

  it('answers 404, 503 without endpoints and 503 where the backend refuses', async () => {
    const frontends = plainWorld();
    await fixture.serve(frontends);
    const statusOf = async (path: string) => (await sendRequest(fixture.placeOf(frontends, 80), { path })).status;
    expect(await statusOf('/empty')).to.equal(503);
    expect(await statusOf('/gone')).to.equal(503);
    await fixture.serve(frontendsOf(undefined));
    expect(await statusOf('/')).to.equal(404);
  });

  it('answers 502 where the backend breaks off', async () => {
    fixture.backend.removeAllListeners('request');
    fixture.backend.on('request', (request) => request.socket.destroy());
    const frontends = plainWorld();
    await fixture.serve(frontends);
    expect((await sendRequest(fixture.placeOf(frontends, 80), {})).status).to.equal(502);
  });

  it('tries again where a kept connection to the backend has ended', async () => {
    const frontends = plainWorld();
    await fixture.serve(frontends);
    expect((await sendRequest(fixture.placeOf(frontends, 80), {})).status).to.equal(200);
    let broken = 0;
    fixture.backend.prependListener('request', (request) => {
      if (broken++ === 0) request.socket.resetAndDestroy();
    });
    expect((await sendRequest(fixture.placeOf(frontends, 80), {})).status).to.equal(200);
    expect(broken).to.equal(2);
  });

  it('passes WebSocket through', async () => {
    const frontends = plainWorld();
    await fixture.serve(frontends);
    const sockets = new WebSocketServer({ server: fixture.backend });
    sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(`echo ${data}`)));
    const { host, port } = fixture.placeOf(frontends, 80);
    const client = new WebSocket(`ws://${host}:${port}/`);
    client.on('open', () => client.send('hello'));
    const reply = await new Promise((resolve, reject) => client.on('error', reject).on('message', resolve));
    expect(String(reply)).to.equal('echo hello');
    client.terminate();
    sockets.close();
  });

  it('refuses WebSocket where no route matches, and offers no other protocol', async () => {
    await fixture.serve(frontendsOf(undefined));
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
    expect((await sendRequest(fixture.placeOf(frontendsOf(undefined), 80), { headers })).status).to.equal(404);
    const frontends = plainWorld();
    await fixture.serve(frontends);
    const h2c = await sendRequest(fixture.placeOf(frontends, 80), {
      headers: { Connection: 'Upgrade', Upgrade: 'h2c' },
    });
    expect(h2c.status).to.equal(200);
    expect(JSON.parse(h2c.body).rawHeaders).not.to.include('Upgrade');
  });

  it('presents the certificate of the listener that the server name selects', async () => {
    const [any, own] = await Promise.all([buildKeyPair('any.org'), buildKeyPair('own.org')]);
    const tls = (name: string) => ({ certificateRefs: [{ name }] });
    const listeners = [
      { name: 'any', port: 443, protocol: 'HTTPS', tls: tls('any') },
      { name: 'own', port: 443, protocol: 'HTTPS', tls: tls('own'), hostname: 'own.org' },
      { name: 'bad', port: 443, protocol: 'HTTPS', tls: tls('missing'), hostname: 'bad.org' },
    ];
    const route = buildRoute('r', { rules: [buildRule('/', 'v1')] });
    const secrets = [buildSecret('any', any), buildSecret('own', own)];
    const frontends = frontendsOf(listeners, ...secrets, ...buildBackend('v1', backendAddress), route);
    await fixture.serve(frontends);
    const place = fixture.placeOf(frontends, 443);
    expect(await peekSubject(place, 'own.org')).to.equal('CN=own.org');
    expect(await peekSubject(place, 'else.org')).to.equal('CN=any.org');
    expect(await peekSubject(place, '')).to.equal('CN=any.org');
    expect(await peekSubject(place, 'bad.org').catch(() => 'refused')).to.equal('refused');
    const misdirected = await sendRequest(place, { serverName: 'else.org', headers: { Host: 'own.org' } });
    expect(misdirected.status).to.equal(421);
  });

  it('stops to listen at ports that are gone, and ends what was kept open', async () => {
    const listeners = [80, 81].map((port) => ({ name: `p${port}`, port, protocol: 'HTTP' }));
    const route = buildRoute('r', { rules: [buildRule('/', 'v1')] });
    const before = frontendsOf(listeners, ...buildBackend('v1', backendAddress), route);
    await fixture.serve(before);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const place = fixture.placeOf(before, 81);
    expect((await sendRequest(place, { agent })).status).to.equal(200);
    await fixture.serve(frontendsOf(listeners.slice(0, 1), ...buildBackend('v1', backendAddress), route));
    const error = await sendRequest(place, { agent }).then(
      ({ status }) => status,
      () => 'refused',
    );
    expect(error).to.be.oneOf([404, 'refused']);
    expect(await sendRequest(place, {}).catch(() => 'refused')).to.equal('refused');
    agent.destroy();
  });

  it('shares traffic by weight, nothing for weight 0', async () => {
    const other = await startBackend(fixture.network, '10.0.2.2', (_request, response) => response.end('other'));
    const backends = [
      ...buildBackend('v1', backendAddress),
      ...buildBackend('v2', '10.0.2.2'),
      ...buildBackend('v3', '10.0.2.9'),
    ];
    const weighted = (name: string, weight: number) => ({ name, port: 8080, weight });
    const backendRefs = [weighted('v1', 70), weighted('v2', 30), weighted('v3', 0)];
    const frontends = frontendsOf(undefined, ...backends, buildRoute('r', { rules: [{ backendRefs }] }));
    await fixture.serve(frontends);
    let others = 0;
    for (let index = 0; index < 100; index++) {
      const { status, body } = await sendRequest(fixture.placeOf(frontends, 80), {});
      expect(status).to.equal(200);
      if (body === 'other') others++;
    }
    expect(others).to.be.within(28, 32);
    other.closeAllConnections();
  });
});

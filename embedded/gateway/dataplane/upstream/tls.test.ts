import type { IncomingMessage, Server } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import tls, { type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import type { StoredObject } from '../../model/meta.ts';
import type { BackendValidation } from '../../model/policy.ts';
import {
  buildBackend,
  buildConfigMap,
  buildGateway,
  buildGrpcRoute,
  buildPolicy,
  buildRoute,
  buildRule,
  buildSecret,
  buildStreamRoute,
} from '../../testing.ts';
import { type Authority, buildAuthority, type KeyPair } from '../../testing-tls.ts';
import { sendRequest } from '../testing.ts';
import { createFixture, type Fixture, frontendsOf, frontendsOfGateway } from '../testing-fixture.ts';

describe('TLS to backends', () => {
  let fixture: Fixture;
  let authority: Authority;
  const cleanups: (() => unknown)[] = [];
  before(async () => {
    authority = await buildAuthority('backend authority');
  });
  beforeEach(async () => {
    fixture = await createFixture();
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    await fixture.close();
  });

  /** A backend at 10.0.4.1 that tells what the handshake was like. */
  async function start(pair: KeyPair): Promise<void> {
    const options = { cert: pair.certificate, key: pair.privateKey, requestCert: true, rejectUnauthorized: false };
    const server: Server = https.createServer(options, (request: IncomingMessage, response) => {
      const socket = request.socket as TLSSocket & { servername?: string };
      const { subject } = socket.getPeerCertificate();
      response.end(`${socket.servername} ${subject?.CN ?? 'nobody'}`);
    });
    cleanups.push(() => server.closeAllConnections());
    await fixture.network.listen(server, '10.0.4.1', 3000);
  }

  /** Status and body of a request by way of a policy. */
  async function ask(validation: Partial<BackendValidation>, ...objects: StoredObject[]): Promise<string> {
    const ca = buildConfigMap('ca', { 'ca.crt': authority.certificate });
    const route = buildRoute('r', { rules: [buildRule('/', 'secure')] });
    const policy = buildPolicy('p', 'secure', validation);
    const frontends = frontendsOf(undefined, ca, policy, ...buildBackend('secure', '10.0.4.1'), route, ...objects);
    await fixture.serve(frontends);
    const { status, body } = await sendRequest(fixture.placeOf(frontends, 80), {});
    return status === 200 ? `200 ${body}` : String(status);
  }

  it('asks for the hostname of the policy, and takes no other certificate', async () => {
    await start(await authority.issue('backend.example.com'));
    expect(await ask({})).to.equal('200 backend.example.com nobody');
    expect(await ask({ hostname: 'other.example.com' })).to.equal('503');
  });

  it('takes one of the subject alternative names in place of the hostname', async () => {
    await start(await authority.issue('alt.example.com', 'spiffe://cluster/ns/a'));
    const name = (hostname: string) => ({ type: 'Hostname', hostname });
    expect(await ask({ subjectAltNames: [name('x.example.com'), name('alt.example.com')] })).to.match(/^200/);
    expect(await ask({ subjectAltNames: [{ type: 'URI', uri: 'spiffe://cluster/ns/a' }] })).to.match(/^200/);
    expect(await ask({ subjectAltNames: [name('x.example.com')] })).to.equal('503');
    expect(await ask({ subjectAltNames: [{ type: 'URI', uri: 'spiffe://cluster/ns/b' }] })).to.equal('503');
  });

  it('refuses certificates of other authorities, and policies without one', async () => {
    const stranger = await buildAuthority('stranger');
    await start(await stranger.issue('backend.example.com'));
    expect(await ask({})).to.equal('503');
    const named = (name: string) => ({ caCertificateRefs: [{ group: '', kind: 'ConfigMap', name }] });
    expect(await ask(named('missing'))).to.equal('500');
    const strangers = buildConfigMap('strangers', { 'ca.crt': stranger.certificate });
    expect(await ask(named('strangers'), strangers)).to.match(/^200/);
    expect(await ask({ wellKnownCACertificates: 'System', caCertificateRefs: [] })).to.equal('503');
  });

  it('shows the certificate of the Gateway', async () => {
    await start(await authority.issue('backend.example.com'));
    const gateway = buildGateway('gw');
    const spec = { ...gateway.spec, tls: { backend: { clientCertificateRef: { name: 'client' } } } };
    const frontends = frontendsOfGateway(
      { ...gateway, spec },
      buildSecret('client', await authority.issue('gateway.example.com')),
      buildConfigMap('ca', { 'ca.crt': authority.certificate }),
      buildPolicy('p', 'secure'),
      ...buildBackend('secure', '10.0.4.1'),
      buildRoute('r', { rules: [buildRule('/', 'secure')] }),
    );
    await fixture.serve(frontends);
    const { body } = await sendRequest(fixture.placeOf(frontends, 80), {});
    expect(body).to.equal('backend.example.com gateway.example.com');
  });

  it('secures gRPC and deciphered TLS connections too', async () => {
    const pair = await authority.issue('backend.example.com');
    const server = http2.createSecureServer({ cert: pair.certificate, key: pair.privateKey });
    server.on('stream', (stream) => stream.respond({ ':status': 200, 'grpc-status': '0' }, { endStream: true }));
    const raw = tls.createServer({ cert: pair.certificate, key: pair.privateKey }, (socket) => socket.pipe(socket));
    const sessions = new Set<http2.Http2Session>();
    server.on('session', (session) => sessions.add(session));
    cleanups.push(() => {
      for (const session of sessions) session.destroy();
    });
    await fixture.network.listen(server, '10.0.4.2', 3000);
    await fixture.network.listen(raw, '10.0.4.3', 3000);
    const hostname = 'end.example.com';
    const secret = buildSecret('cert', await authority.issue(hostname));
    const end = { mode: 'Terminate', certificateRefs: [{ name: 'cert' }] };
    const frontends = frontendsOf(
      [
        { name: 'http', port: 80, protocol: 'HTTP' },
        { name: 'tls', port: 443, protocol: 'TLS', tls: end },
      ],
      secret,
      buildConfigMap('ca', { 'ca.crt': authority.certificate }),
      buildPolicy('p', 'grpc'),
      buildPolicy('q', 'raw'),
      ...buildBackend('grpc', '10.0.4.2'),
      ...buildBackend('raw', '10.0.4.3'),
      buildGrpcRoute('r', { rules: [{ backendRefs: [{ name: 'grpc', port: 8080 }] }] }),
      buildStreamRoute('TLSRoute', 't', { backend: 'raw', hostnames: [hostname] }),
    );
    await fixture.serve(frontends);
    const place = fixture.placeOf(frontends, 80);
    const session = http2.connect(`http://${place.host}:${place.port}`);
    cleanups.push(() => session.destroy());
    const headers = { ':method': 'POST', ':path': '/a.B/C', 'content-type': 'application/grpc' };
    const reply = await new Promise<http2.IncomingHttpHeaders>((resolve) => {
      session.request(headers, { endStream: true }).once('response', resolve);
    });
    expect(reply['grpc-status']).to.equal('0');
    const client = tls.connect({ ...fixture.placeOf(frontends, 443), servername: hostname, rejectUnauthorized: false });
    cleanups.push(() => client.destroy());
    client.write('secret');
    expect(String(await new Promise((resolve) => client.once('data', resolve)))).to.equal('secret');
  });
});

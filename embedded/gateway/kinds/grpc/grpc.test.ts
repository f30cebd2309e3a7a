import http2 from 'node:http2';
import { expect } from 'chai';
import { conformant } from '../../conformant.ts';
import { createFixture, type Fixture, frontendsOf } from '../../dataplane/testing-fixture.ts';
import type { GrpcMatch } from '../../model/grpc-route.ts';
import { buildBackend, buildGrpcRoute, buildRoute, buildRule } from '../../testing.ts';
import { isGrpcCall, matchesCall } from './matching.ts';

const call = (path: string, ...headers: [string, string][]) => ({ method: 'POST', path, headers });
const matches = (match: GrpcMatch, path: string, ...headers: [string, string][]) =>
  matchesCall(match, call(path, ...headers), conformant);

describe('gRPC calls', () => {
  it('are told by method and content type', () => {
    const type = (value: string) => [['Content-Type', value]] as [string, string][];
    expect(isGrpcCall({ method: 'POST', headers: type('application/grpc') })).to.equal(true);
    expect(isGrpcCall({ method: 'POST', headers: type('application/grpc+proto') })).to.equal(true);
    expect(isGrpcCall({ method: 'GET', headers: type('application/grpc') })).to.equal(false);
    expect(isGrpcCall({ method: 'POST', headers: type('application/grpc-web') })).to.equal(false);
    expect(isGrpcCall({ method: 'POST', headers: [] })).to.equal(false);
  });

  it('are matched by service, method and headers', () => {
    expect(matches({}, '/a.B/C')).to.equal(true);
    expect(matches({ method: { service: 'a.B', method: 'C' } }, '/a.B/C')).to.equal(true);
    expect(matches({ method: { service: 'a.B' } }, '/a.B/D')).to.equal(true);
    expect(matches({ method: { method: 'C' } }, '/x/C')).to.equal(true);
    expect(matches({ method: { service: 'a.B', method: 'C' } }, '/a.B/c')).to.equal(false);
    expect(matches({ method: { service: 'a.B' } }, '/a.BC/D')).to.equal(false);
    expect(matches({ method: { type: 'RegularExpression', service: 'a\\..*' } }, '/a.B/C')).to.equal(true);
    expect(matches({ method: { type: 'RegularExpression', service: 'a' } }, '/a.B/C')).to.equal(false);
    const headers = [{ name: 'Version', value: 'one' }];
    expect(matches({ headers }, '/a.B/C', ['version', 'one'])).to.equal(true);
    expect(matches({ headers }, '/a.B/C', ['version', 'two'])).to.equal(false);
  });
});

describe('GRPCRoute', () => {
  let fixture: Fixture;
  const cleanups: (() => unknown)[] = [];
  beforeEach(async () => {
    fixture = await createFixture();
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    await fixture.close();
  });

  it('leads streams both ways, with trailers, and gives statuses of its own', async () => {
    const server = http2.createServer();
    const sessions = new Set<http2.ServerHttp2Session>();
    server.on('session', (session) => sessions.add(session));
    cleanups.push(() => {
      for (const session of sessions) session.destroy();
    });
    server.on('stream', (stream, headers) => {
      stream.respond({ ':status': 200, 'x-te': String(headers.te) }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.on('data', (data) => stream.write(`re: ${data}`));
      stream.on('end', () => stream.end());
    });
    await fixture.network.listen(server as never, '10.0.2.4', 3000);
    const rule = (service: string, name: string) => ({
      matches: [{ method: { service } }],
      backendRefs: [{ name, port: 8080 }],
    });
    const rules = [rule('a.B', 'grpc'), rule('a.Missing', 'missing'), rule('a.Gone', 'gone')];
    const frontends = frontendsOf(
      undefined,
      ...buildBackend('grpc', '10.0.2.4'),
      ...buildBackend('gone', '10.0.2.9'),
      buildGrpcRoute('r', { hostnames: ['a.example.com'], rules }),
      buildRoute('web', { rules: [buildRule('/', 'grpc')] }),
    );
    await fixture.serve(frontends);
    const { host, port } = fixture.placeOf(frontends, 80);
    const session = http2.connect(`http://${host}:${port}`);
    cleanups.push(() => session.destroy());
    const open = (path: string, authority = 'a.example.com') =>
      session.request({
        ':method': 'POST',
        ':path': path,
        ':authority': authority,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
    const stream = open('/a.B/C');
    const next = () => new Promise((resolve) => stream.once('data', (data) => resolve(String(data))));
    const response = new Promise<http2.IncomingHttpHeaders>((resolve) => stream.once('response', resolve));
    stream.write('one');
    expect(await next()).to.equal('re: one');
    expect(await response).to.include({ 'x-te': 'trailers' });
    stream.write('two');
    expect(await next()).to.equal('re: two');
    const trailers = new Promise((resolve) => stream.once('trailers', resolve));
    stream.end();
    stream.resume();
    expect(await trailers).to.include({ 'grpc-status': '0' });

    const statusOf = (path: string) =>
      new Promise((resolve) => {
        const failing = open(path);
        failing.once('response', (headers) => resolve([headers[':status'], headers['grpc-status']]));
        failing.on('error', resolve);
        failing.end();
      });
    expect(await statusOf('/a.Missing/C')).to.deep.equal([200, '14']);
    expect(await statusOf('/a.Gone/C')).to.deep.equal([200, '14']);
  });

  it('answers calls that no route matches with UNIMPLEMENTED', async () => {
    const frontends = frontendsOf(undefined, buildGrpcRoute('r', { hostnames: ['a.example.com'], rules: [] }));
    await fixture.serve(frontends);
    const { host, port } = fixture.placeOf(frontends, 80);
    const session = http2.connect(`http://${host}:${port}`);
    cleanups.push(() => session.destroy());
    const headers = { ':method': 'POST', ':path': '/a/b', ':authority': 'b', 'content-type': 'application/grpc' };
    const stream = session.request(headers, { endStream: true });
    const [reply] = await new Promise<[http2.IncomingHttpHeaders]>((resolve) =>
      stream.once('response', (...args) => resolve([args[0]])),
    );
    expect(reply['grpc-status']).to.equal('12');
  });
});

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { request as requestHttp } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as connectTls } from 'node:tls';
import { type ClientUnaryCall, credentials, Metadata, makeGenericClientConstructor } from '@grpc/grpc-js';
import 'reflect-metadata';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';
import { expect } from 'chai';
import { loadGrpcEchoService } from './grpc.ts';
import { echo } from './program.ts';
import { type RunningProgram, runProgram } from './testing.ts';

const identity = { POD_NAME: 'echo-1', NAMESPACE: 'test', SERVICE_NAME: 'svc', INGRESS_NAME: 'ing' };
const tlsEnv = { TLS_SERVER_CERT: '/tls/crt', TLS_SERVER_PRIVKEY: '/tls/key' };

interface GrpcReply {
  assertions: {
    fully_qualified_method: string;
    headers: { key: string; value: string }[];
    context: Record<string, string>;
    tls_assertions: Record<string, unknown> | null;
  };
}

async function makeCertificate(name: string): Promise<{ cert: string; key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
  });
  const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { cert: certificate.toString('pem'), key };
}

describe('echo over other protocols', () => {
  let running: RunningProgram | undefined;
  let files: Record<string, string>;
  before(async () => {
    const { cert, key } = await makeCertificate('backend.example');
    files = { '/tls/crt': cert, '/tls/key': key };
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  it('echoes what TLS negotiated, over HTTP/1.1', async () => {
    running = await runProgram(echo, { ...identity, ...tlsEnv }, files);
    const options = { ...running.dial(8443), rejectUnauthorized: false, servername: 'backend.example' };
    const createConnection = () => connectTls({ ...options, ALPNProtocols: ['http/1.1'] });
    const request = requestHttp({ path: '/tls', createConnection }).end();
    const [response] = await once(request, 'response');
    const body = JSON.parse((await response.setEncoding('utf8').toArray()).join(''));
    expect(body.proto).to.equal('HTTP/1.1');
    expect(body.tls).to.deep.equal({
      version: 'TLSv1.3',
      serverName: 'backend.example',
      negotiatedProtocol: 'http/1.1',
      cipherSuite: 'TLS_AES_256_GCM_SHA384',
    });
  });

  it('echoes client certificates, refusing those of other authorities', async () => {
    const [trusted, other] = [await makeCertificate('client'), await makeCertificate('other')];
    const env = { ...identity, ...tlsEnv, TLS_CLIENT_CACERTS: '/ca/ca.crt' };
    running = await runProgram(echo, env, { ...files, '/ca/ca.crt': trusted.cert });
    const place = running.dial(8443);
    const session = connectHttp2(`https://${place.host}:${place.port}`, { rejectUnauthorized: false, ...trusted });
    const stream = session.request({ ':path': '/', ':authority': 'a.example' });
    const body = JSON.parse((await stream.setEncoding('utf8').toArray()).join(''));
    session.close();
    expect(body.tls).to.include({ version: 'TLSv1.3', negotiatedProtocol: 'h2', serverName: '' });
    expect(body.tls.peerCertificates).to.have.length(1);
    expect(body.tls.peerCertificates[0].replaceAll(/\s/g, '')).to.equal(trusted.cert.replaceAll(/\s/g, ''));

    const stranger = connectTls({ ...place, rejectUnauthorized: false, ...other });
    stranger.on('error', () => {});
    stranger.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    let answered = false;
    stranger.on('data', () => {
      answered = true;
    });
    await once(stranger, 'close');
    expect(answered).to.equal(false);
  });

  it('exits when the certificate that it is told of is not mounted', async () => {
    const message = await runProgram(echo, tlsEnv).then(
      () => 'started',
      (error: Error) => error.message,
    );
    expect(message).to.equal('Environment variable TLS_SERVER_CERT names /tls/crt, which is not mounted');
  });

  it('speaks the official gRPC echo service, in plain text and over TLS', async () => {
    const env = { ...identity, GRPC_ECHO_SERVER: '1', TLS_SERVER_CERT: '/tls/crt', TLS_SERVER_PRIV_KEY: '/tls/key' };
    running = await runProgram(echo, env, files);
    const Client = makeGenericClientConstructor(loadGrpcEchoService(), 'GrpcEcho');
    const call = async (port: number, creds: typeof plain, method: string) => {
      const place = running?.dial(port);
      const client = new Client(`${place?.host}:${place?.port}`, creds, {
        'grpc.ssl_target_name_override': 'g.example',
      });
      const metadata = new Metadata();
      metadata.add('x-custom', 'One');
      try {
        return await new Promise<GrpcReply>((resolve, reject) => {
          const invoke = client[method] as (...args: unknown[]) => ClientUnaryCall;
          invoke.call(client, {}, metadata, (error: Error | null, reply: GrpcReply) =>
            error ? reject(error) : resolve(reply),
          );
        });
      } finally {
        client.close();
      }
    };
    const plain = credentials.createInsecure();
    const reply = await call(3000, plain, 'EchoTwo');
    const service = '/gateway_api_conformance.echo_basic.grpcecho.GrpcEcho';
    expect(reply.assertions.fully_qualified_method).to.equal(`${service}/EchoTwo`);
    expect(reply.assertions.context).to.deep.equal({
      namespace: 'test',
      ingress: 'ing',
      service_name: 'svc',
      pod: 'echo-1',
    });
    expect(reply.assertions.headers).to.deep.include({ key: 'x-custom', value: 'One' });
    expect(reply.assertions.tls_assertions).to.equal(null);

    const trusting = credentials.createSsl(Buffer.from(files['/tls/crt'] ?? ''), null, null, {
      checkServerIdentity: () => undefined,
    });
    const secure = await call(8443, trusting, 'Echo');
    expect(secure.assertions.tls_assertions).to.include({
      version: 'TLSv1.3',
      server_name: 'g.example',
      negotiated_protocol: 'h2',
    });

    const code = await call(3000, plain, 'EchoThree').catch((error) => error.code);
    expect(code).to.equal(12);
  });

  for (const [name, port] of [
    ['plain', 3000],
    ['TLS', 8443],
  ] as const) {
    it(`greets and answers lines over TCP, ${name}`, async () => {
      const env = { ...identity, TCP_ECHO_SERVER: '1', TLS_SERVER_CERT: '/tls/crt', TLS_SERVER_PRIV_KEY: '/tls/key' };
      running = await runProgram(echo, env, files);
      const place = running.dial(port);
      const socket = port === 3000 ? connect(place) : connectTls({ ...place, rejectUnauthorized: false });
      socket.end('PING\nIS_TLS\nTEST\nanything\n');
      const lines: string[] = [];
      for await (const line of createInterface({ input: socket })) lines.push(line);
      expect(lines.slice(0, 3)).to.deep.equal(['Gateway API Test TCP Server', 'PONG', String(port === 8443)]);
      expect(JSON.parse(lines[3] ?? '')).to.include({
        pod: 'echo-1',
        service: 'svc',
        tcpport: '3000',
        isTLS: port === 8443,
      });
      expect(lines[4]).to.equal('anything');
    });
  }

  it('outlives a TCP client that breaks off in the middle of a line', async () => {
    running = await runProgram(echo, { ...identity, TCP_ECHO_SERVER: '1' });
    const first = connect(running.dial(3000));
    await once(first, 'data');
    first.write('half a li');
    await new Promise((resolve) => setImmediate(resolve));
    first.resetAndDestroy();
    await once(first, 'close');
    const second = connect(running.dial(3000));
    second.end('PING\n');
    const lines: string[] = [];
    for await (const line of createInterface({ input: second })) lines.push(line);
    expect(lines).to.deep.equal(['Gateway API Test TCP Server', 'PONG']);
  });

  it('answers datagrams with one of JSON', async () => {
    running = await runProgram(echo, { ...identity, UDP_ECHO_SERVER: '1' });
    const client = createSocket('udp4');
    const place = running.dial(8080, 'udp');
    client.send('hello', place.port, place.host);
    const [message] = await once(client, 'message');
    client.close();
    expect(JSON.parse(String(message))).to.deep.equal({
      request: 'hello',
      namespace: 'test',
      ingress: 'ing',
      service: 'svc',
      pod: 'echo-1',
    });
  });
});

import { once } from 'node:events';
import { connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2';
import { connect } from 'node:net';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import { echo } from './program.ts';
import { type RunningProgram, runProgram } from './testing.ts';

describe('echo over HTTP', () => {
  let running: RunningProgram;
  before(async () => {
    running = await runProgram(echo, {
      POD_NAME: 'echo-1',
      NAMESPACE: 'test',
      SERVICE_NAME: 'svc',
      INGRESS_NAME: 'ing',
      HTTP_PORT: '3005',
    });
  });
  after(() => running.stop());

  /** The bytes of a response to the bytes of a request, as they come until the connection ends. */
  async function exchange(request: string, port = 3005): Promise<string> {
    const socket = connect(running.dial(port));
    socket.setEncoding('utf8');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      text += error.code;
    });
    socket.write(request);
    await new Promise((resolve) => socket.once('close', resolve));
    return text;
  }

  const get = (target: string, headers = '') =>
    exchange(`GET ${target} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n${headers}\r\n`);
  const bodyOf = (response: string) => JSON.parse(response.slice(response.indexOf('\r\n\r\n') + 4));

  async function getHttp2(port: number, headers: Record<string, string | string[]>) {
    const place = running.dial(port);
    const session = connectHttp2(`http://${place.host}:${place.port}`);
    const stream = session.request(headers);
    const received = once(stream, 'response') as Promise<[IncomingHttpHeaders]>;
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    const [responseHeaders] = await received;
    await once(stream, 'end');
    session.close();
    return { headers: responseHeaders, body: JSON.parse(text) };
  }

  it('tells who answers and what came, in the shape that implementers know', async () => {
    const response = await get('/a/b?c=%2f', 'x-custom: One\r\nX-Custom: two\r\n');
    expect(response).to.match(/^HTTP\/1\.1 200 OK\r\n/);
    expect(response).to.contain('\r\nContent-Type: application/json\r\n');
    expect(bodyOf(response)).to.deep.equal({
      path: '/a/b?c=%2f',
      host: 'a.example',
      method: 'GET',
      proto: 'HTTP/1.1',
      headers: { Connection: ['close'], 'X-Custom': ['One', 'two'] },
      httpPort: '3005',
      namespace: 'test',
      ingress: 'ing',
      service: 'svc',
      pod: 'echo-1',
    });
  });

  it('sets the response headers that the request asks for, in their spelling', async () => {
    const response = await get('/', 'X-Echo-Set-Header: X-sPell:a,X-sPell:b, Other: c\r\n');
    expect(response).to.contain('\r\nX-sPell: a,b\r\n').and.to.contain('\r\nOther: c\r\n');
    const lines = await get('/', 'X-Echo-Set-Header: Set-Cookie:a=1,set-cookie:b=2\r\n');
    expect(lines.match(/^set-cookie: .*$/gim)).to.have.length(2);
  });

  it('answers many late requests at once without a warning', async () => {
    const warnings: string[] = [];
    const keep = ({ message }: Error) => warnings.push(message);
    process.on('warning', keep);
    await Promise.all(Array.from({ length: 20 }, () => get('/?delay=50ms')));
    process.off('warning', keep);
    expect(warnings).to.deep.equal([]);
  });

  it('answers health checks, wanted status codes and delays', async () => {
    expect(await get('/health')).to.match(/200 OK\r\n[\s\S]*\r\n\r\nOK$/);
    expect(await get('/status/418')).to.match(/^HTTP\/1\.1 418 /);
    expect(await get('/status/204')).to.match(/^HTTP\/1\.1 204 (?![\s\S]*Content-Length)/);
    expect(await get('/status/nothing')).to.match(/^HTTP\/1\.1 400 /);
    expect(bodyOf(await get('/?delay=5ms')).path).to.equal('/?delay=5ms');
    expect(await get('/?delay=soon')).to.match(/^HTTP\/1\.1 500 [\s\S]*"soon\\" is not a duration/);
  });

  it('fails the first attempts of a retry, by status or by reset', async () => {
    const query = '/retry/?uuid=u1&succeedAfter=2';
    expect(await get(`${query}&responseCode=503`)).to.match(/^HTTP\/1\.1 503 /);
    expect(await get(query)).to.equal('ECONNRESET');
    expect(bodyOf(await get(query)).path).to.equal(query);
    expect(await get('/retry/?uuid=u2')).to.match(/^HTTP\/1\.1 400 /);
  });

  it('keeps connections open for further requests', async () => {
    const first = 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\n';
    const both = await exchange(`${first}GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(both).to.contain('"path": "/1"').and.to.contain('"path": "/2"');
  });

  it('takes a request that comes in pieces, and one with a body', async () => {
    const socket = connect(running.dial(3005));
    socket.setNoDelay(true).setEncoding('utf8');
    for (const piece of [
      'P',
      'OST /body HTTP/1.1\r\nHost: a\r\nConn',
      'ection: close\r\nContent-Length: 3\r\n\r\n',
      'abc',
    ]) {
      socket.write(piece);
      await new Promise(setImmediate);
    }
    const [chunk] = await once(socket, 'data');
    expect(chunk).to.contain('"method": "POST"');
    socket.destroy();
  });

  it('speaks h2c with prior knowledge on the same port', async () => {
    const { headers, body } = await getHttp2(3005, {
      ':path': '/two?x=1',
      ':authority': 'h2.example:80',
      'x-low-case': 'v',
      cookie: ['a=1', 'b=2'],
      'x-echo-set-header': 'X-Back:yes',
    });
    expect(headers[':status']).to.equal(200);
    expect(headers['x-back']).to.equal('yes');
    expect(body).to.include({
      path: '/two?x=1',
      host: 'h2.example:80',
      proto: 'HTTP/2.0',
      method: 'GET',
      pod: 'echo-1',
    });
    expect(body.headers['X-Low-Case']).to.deep.equal(['v']);
    expect(body.headers.Cookie).to.deep.equal(['a=1; b=2']);
    expect(body).not.to.have.property('tls');
  });

  it('speaks nothing but h2c on the h2c port', async () => {
    expect((await getHttp2(3001, { ':path': '/' })).body.proto).to.equal('HTTP/2.0');
    expect(await exchange('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 3001)).to.match(/^HTTP\/1\.1 400 /);
  });

  it('answers an upgrade that it does not do as an ordinary request', async () => {
    const asked = 'GET /up HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n';
    expect(bodyOf(await exchange(asked)).path).to.equal('/up');
  });

  it('echoes WebSocket messages at /ws, text as text and binary as binary', async () => {
    const place = running.dial(3005);
    const client = new WebSocket(`ws://${place.host}:${place.port}/ws`);
    await once(client, 'open');
    client.send('héllo');
    expect(await once(client, 'message')).to.deep.equal([Buffer.from('héllo'), false]);
    client.send(Buffer.from([0, 255]));
    expect(await once(client, 'message')).to.deep.equal([Buffer.from([0, 255]), true]);
    client.close();
    await once(client, 'close');
  });

  it('answers what is no HTTP with 400', async () => {
    expect(await exchange('nonsense\r\n\r\n')).to.match(/^HTTP\/1\.1 400 /);
  });

  it('drops every connection and its port when it is stopped', async () => {
    const other = await runProgram(echo, {});
    const place = other.dial(3000);
    const idle = connect(place);
    await once(idle, 'connect');
    const closed = once(idle, 'close');
    await other.stop();
    await closed;
    const [error] = await once(connect(place), 'error');
    expect(error.code).to.equal('ECONNREFUSED');
  });
});

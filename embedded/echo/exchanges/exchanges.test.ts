import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { echo } from '../program.ts';
import { type RunningProgram, runProgram } from '../testing.ts';

interface Line {
  id: number;
  ms?: number;
  stage?: string;
  answer?: { status: number; version: string; headers: string[]; trailers?: string[]; body: string; length: number };
  failure?: { code: string; message: string; unopened?: boolean; status?: number; length?: number };
}

const get = (path: string) => ({ method: 'GET', path, headers: ['Host', 'a', 'X-a', '1', 'Connection', 'close'] });

describe('requests that the agent sends by itself', () => {
  let running: RunningProgram;
  let grpc: RunningProgram;
  let session: ClientHttp2Session;
  let stream: ClientHttp2Stream;
  let lines: Line[];
  let arrived: () => void;
  let rest: string;
  /** Answers what each test says, and keeps its connections. */
  let other: Server;
  let sockets: Socket[];
  let serve: (socket: Socket) => void;

  before(async () => {
    running = await runProgram(echo, { AGENT_PORT: '3040', POD_NAME: 'one', NAMESPACE: 'here' });
    grpc = await runProgram(echo, { GRPC_ECHO_SERVER: '1', POD_NAME: 'two', NAMESPACE: 'here' });
    const { host, port } = running.dial(3040);
    session = connect(`http://${host}:${port}`);
    other = createServer((socket) => {
      socket.on('error', () => {});
      socket.resume();
      sockets.push(socket);
      serve(socket);
    });
    await running.network.listen(other, running.address, 3050);
  });

  beforeEach(() => {
    [lines, rest, sockets, serve, arrived] = [[], '', [], () => {}, () => {}];
    stream = session.request({ ':method': 'POST', ':path': '/exchanges/v1' }, { endStream: false });
    stream.on('error', () => {});
    stream.on('data', (chunk: Buffer) => {
      const parts = `${rest}${chunk}`.split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts.map((part) => JSON.parse(part) as Line));
      arrived();
    });
  });

  afterEach(() => {
    stream.close();
    for (const socket of sockets) socket.destroy();
  });

  after(async () => {
    other.close();
    session.destroy();
    await running.stop();
    await grpc.stop();
  });

  const ask = (job: object): void =>
    void stream.write(`${JSON.stringify({ host: running.address, port: 3000, ...job })}\n`);
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) {
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
  };
  const answerOf = async (id: number): Promise<Line> => {
    await until(() => lines.some((line) => line.id === id && line.stage === undefined));
    return lines.find((line) => line.id === id && line.stage === undefined) as Line;
  };
  const textOf = ({ answer }: Line): string => Buffer.from(answer?.body ?? '', 'base64').toString();

  it('go out as they stand, and all of the answer comes back', async () => {
    ask({ id: 7, http1: { ...get('/a?b'), method: 'POST', body: 'x' } });
    const line = await answerOf(7);
    expect(line.answer).to.include({ status: 200, version: '1.1' });
    expect(line.answer?.headers).to.include('Content-Type');
    expect(line.ms).to.be.greaterThan(0);
    expect(JSON.parse(textOf(line))).to.deep.include({ path: '/a?b', method: 'POST', host: 'a', pod: 'one' });
    expect(line.answer?.length).to.equal(textOf(line).length);
  });

  it('may be HTTP/2, with several values of a header, a body and trailers', async () => {
    const headers = { ':method': 'POST', ':path': '/h2', ':authority': 'b', ':scheme': 'http', 'x-a': ['1', '2'] };
    ask({ id: 1, port: 3001, http2: { headers, body: Buffer.from('hello').toString('base64') } });
    const plain = await answerOf(1);
    expect(JSON.parse(textOf(plain))).to.deep.include({ path: '/h2', host: 'b', proto: 'HTTP/2.0' });
    expect(JSON.parse(textOf(plain)).headers['X-A']).to.deep.equal(['1', '2']);
    const call = {
      ...{ ':method': 'POST', ':path': '/no.Service/Call', ':authority': 'b', ':scheme': 'http' },
      ...{ 'content-type': 'application/grpc', te: 'trailers' },
    };
    const target = grpc.dial(3000);
    ask({ id: 2, ...target, http2: { headers: call, body: 'AAAAAAA=' } });
    const unknown = (await answerOf(2)).answer;
    expect(unknown?.status).to.equal(200);
    expect([...(unknown?.headers ?? []), ...(unknown?.trailers ?? [])])
      .to.include('grpc-status')
      .and.include('12');
    const path = '/gateway_api_conformance.echo_basic.grpcecho.GrpcEcho/Echo';
    ask({ id: 3, ...target, http2: { headers: { ...call, ':path': path }, body: 'AAAAAAA=' } });
    expect((await answerOf(3)).answer?.trailers)
      .to.include('grpc-status')
      .and.include('0');
  });

  it('are answered in the order in which they end, each over a connection of its own', async () => {
    serve = (socket) => {
      if (sockets.length === 2) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    };
    ask({ id: 1, port: 3050, http1: get('/slow') });
    ask({ id: 2, port: 3050, http1: get('/fast') });
    await answerOf(2);
    expect(lines.map(({ id }) => id)).to.deep.equal([2]);
    sockets[0]?.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    expect((await answerOf(1)).answer?.status).to.equal(404);
    expect(sockets).to.have.length(2);
  });

  it('tell what went wrong: nobody there, nothing said, half an answer, no HTTP', async () => {
    ask({ id: 1, port: 1, http1: get('/') });
    expect((await answerOf(1)).failure).to.include({ code: 'ECONNREFUSED', unopened: true });
    serve = (socket) => socket.end();
    ask({ id: 2, port: 3050, http1: get('/') });
    expect((await answerOf(2)).failure)
      .to.include({ code: 'ECONNRESET' })
      .and.not.have.property('unopened');
    serve = (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
    ask({ id: 3, port: 3050, http1: get('/') });
    expect((await answerOf(3)).failure).to.include({ code: 'ECONNRESET', status: 200, length: 4 });
    serve = (socket) => socket.end('SSH-2.0\r\n\r\n');
    ask({ id: 4, port: 3050, http1: get('/') });
    expect((await answerOf(4)).failure?.code).to.match(/^HPE_/);
    ask({ id: 5, http1: { ...get('/'), headers: ['a', 'b\nc'] } });
    expect((await answerOf(5)).failure?.code).to.equal('ERR_INVALID_CHAR');
    serve = (socket) => socket.destroy();
    ask({ id: 6, port: 3050, http2: { headers: { ':method': 'GET', ':path': '/' } } });
    expect((await answerOf(6)).failure).to.have.property('code');
  });

  it('keep no more than 64 KiB of a body', async () => {
    serve = (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n${'x'.repeat(70_000)}`);
    ask({ id: 1, port: 3050, http1: get('/') });
    const line = await answerOf(1);
    expect(textOf(line)).to.have.length(65_536);
    expect(line.answer?.length).to.be.greaterThan(65_536);
  });

  it('wait for their turn beyond 128 at a time', async () => {
    for (let id = 1; id <= 130; id += 1) ask({ id, port: 3050, http1: get('/') });
    while (sockets.length < 128) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sockets).to.have.length(128);
    serve = (socket) => socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
    for (const socket of [...sockets]) serve(socket);
    expect((await answerOf(130)).answer?.status).to.equal(204);
    expect(sockets).to.have.length(130);
  });

  it('tell how far one got that takes long, and end where they are given up', async () => {
    ask({ id: 1, port: 3050, http1: get('/') });
    await until(() => lines.length > 0);
    expect(lines).to.deep.equal([{ id: 1, stage: 'sent' }]);
    const closed = once(sockets[0] as Socket, 'close');
    stream.write(`${JSON.stringify({ cancel: 1 })}\n`);
    await closed;
    ask({ id: 2, http1: get('/after') });
    await answerOf(2);
    expect(lines.map(({ id }) => id)).to.deep.equal([1, 2]);
  });

  it('end with the stream, and what is no job ends it', async () => {
    ask({ id: 1, port: 3050, http1: get('/') });
    while (sockets.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = once(sockets[0] as Socket, 'close');
    stream.write('{"id": "x"}\n');
    await closed;
    if (!stream.closed) await once(stream, 'close');
    expect(stream.rstCode).to.equal(1);
  });
});

import { type ClientHttp2Stream, connect, createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { ForwardRefused } from '../reach/port-forward.ts';
import { createAgentSender } from './agent-sender.ts';
import { AgentLost, createExchanges } from './exchanges.ts';
import { NoConnection, NotOffered } from './session.ts';

interface Asked {
  id: number;
  cancel?: number;
  http1?: { path: string };
  [name: string]: unknown;
}

const message = { http1: { method: 'GET', path: '/a', headers: ['Host', 'a'] } };
const answer = { status: 200, version: '1.1', headers: ['A', '1', 'a', '2'], body: 'aGk=', length: 2 };
const place = { namespace: 'n', pod: 'p', host: 'web', port: 80, agentPort: 1, clientContainer: 'c' };

describe('requests that an agent sends for us', () => {
  let server: Http2Server;
  let streams: ServerHttp2Stream[];
  let asked: Asked[];
  let onLine: (line: Asked, reply: (...lines: object[]) => void, stream: ServerHttp2Stream) => void;
  let opened: ReturnType<typeof connect>[];

  beforeEach(async () => {
    [streams, asked, opened] = [[], [], []];
    onLine = ({ id }, reply) => reply({ id, ms: 1.5, answer });
    server = createServer();
    server.on('stream', (stream) => {
      stream.on('error', () => {});
      streams.push(stream);
      stream.respond({ ':status': 200 });
      const reply = (...lines: object[]) => stream.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      createInterface({ input: stream }).on('line', (line) => {
        const read = JSON.parse(line) as Asked;
        asked.push(read);
        onLine(read, reply, stream);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    for (const session of opened) session.destroy();
    server.close();
  });

  const session = {
    async ask(path: string): Promise<ClientHttp2Stream> {
      const made = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      made.on('error', () => {});
      opened.push(made);
      return made.request({ ':method': 'POST', ':path': path }, { endStream: false });
    },
  };
  const start = (asks: { ask(path: string): Promise<ClientHttp2Stream> } = session) => {
    const notes: string[] = [];
    const releases: (() => void)[] = [];
    const progress = { stage: 'connecting', onEnd: (release: () => void) => void releases.push(release) };
    const exchanges = createExchanges(asks, () => notes.push('old'));
    const sender = createAgentSender(exchanges, place);
    const send = () => sender.send(message, progress);
    const end = (): void => {
      for (const release of releases) release();
    };
    return { exchanges, send, notes, progress, end };
  };
  const caughtOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

  it('go over one stream, and their answers may come in any order', async () => {
    const held: Asked[] = [];
    onLine = (line, reply) => {
      held.push(line);
      if (held.length < 3) return;
      reply(...held.reverse().map(({ id }) => ({ id, ms: id, answer: { ...answer, status: 200 + id } })));
    };
    const { send, exchanges } = start();
    const all = await Promise.all([send(), send(), send()]);
    expect(all.map((each) => [each?.status, each?.durationMs])).to.deep.equal([
      [201, 1],
      [202, 2],
      [203, 3],
    ]);
    expect(asked[0]).to.deep.equal({ id: 1, host: 'web', port: 80, ...message });
    expect(streams).to.have.length(1);
    exchanges.close();
  });

  it('give the answer as it came', async () => {
    const { send, exchanges } = start();
    expect(await send()).to.deep.equal({
      status: 200,
      httpVersion: '1.1',
      headers: [
        ['A', '1'],
        ['a', '2'],
      ],
      body: Buffer.from('hi'),
      bodyTruncated: false,
      durationMs: 1.5,
    });
    onLine = ({ id }, reply) => reply({ id, ms: 1, answer: { ...answer, length: 3 } });
    expect(await send()).to.include({ bodyTruncated: true });
    exchanges.close();
  });

  it('fail as the connection did in the pod', async () => {
    const { send, exchanges } = start();
    const failAs = async (failure: object) => {
      onLine = ({ id }, reply) => reply({ id, ms: 1, failure });
      const { code, message: text } = (await caughtOf(send())) as Error & { code: string };
      return `${code}: ${text}`;
    };
    const unopened = true;
    expect(await failAs({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED', unopened })).to.equal(
      'ECONNREFUSED: connect ECONNREFUSED',
    );
    // It speaks of who leads the pod's connections, not of this machine.
    expect(await failAs({ code: 'EHOSTUNREACH', message: 'x', unopened })).to.equal(
      'ECONNRESET: the connection could not be opened from the pod',
    );
    expect(await failAs({ code: 'ENOTFOUND', message: 'x', unopened })).to.equal(
      'UNREACHED: the name web does not resolve in pod n/p',
    );
    expect(await failAs({ code: 'ECONNRESET', message: '' })).to.equal(
      'ECONNRESET: the connection was closed without a response',
    );
    expect(await failAs({ code: 'ECONNRESET', message: 'aborted', status: 200, length: 4 })).to.equal(
      'ECONNRESET: the response ended early, after status 200 and 4 bytes of the body',
    );
    exchanges.close();
  });

  it('say nothing where the agent is lost in the middle, and go over a new stream then', async () => {
    const { send, exchanges } = start();
    onLine = ({ id }, reply, stream) => {
      if (id === 1) reply({ id, ms: 1, answer });
      else stream.session?.destroy();
    };
    const [first, second] = await Promise.all([send(), caughtOf(send())]);
    expect(first).to.include({ status: 200 });
    expect(second).to.deep.include({ code: 'UNREACHED', message: 'the connection to the agent was lost: pod n/p' });
    onLine = ({ id }, reply) => reply({ id, ms: 1, answer });
    expect(await send()).to.include({ status: 200 });
    expect(streams).to.have.length(2);
    onLine = (_line, _reply, stream) => stream.session?.destroy();
    const lost = exchanges.send('web', 80, message, { onStage: () => {}, onCancel: () => {} });
    expect(await caughtOf(lost)).to.be.instanceOf(AgentLost);
    exchanges.close();
  });

  it('are given up with their exchange, and tell until then how far they got', async () => {
    const { send, exchanges, progress, end } = start();
    const told = new Promise<void>((resolve) => {
      onLine = (line, reply) => {
        if (line.cancel === undefined) reply({ id: line.id, stage: 'sent' });
        else resolve();
      };
    });
    void caughtOf(send());
    while (progress.stage === 'connecting') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(progress.stage).to.equal('waiting for the response');
    end();
    await told;
    expect(asked.at(-1)).to.deep.equal({ cancel: 1 });
    exchanges.close();
  });

  it('are led by connections where the agent is an older one, which is told once', async () => {
    const old = start({ ask: () => Promise.reject(new NotOffered('400')) });
    expect([await old.send(), await old.send()]).to.deep.equal([undefined, undefined]);
    expect(old.notes).to.deep.equal(['old']);
  });

  it('say nothing where there is no way to the agent, and try again', async () => {
    const errors: Error[] = [new ForwardRefused('the API server forbids it'), new NoConnection('x'), new Error('gone')];
    const { send, exchanges } = start({
      ask: (path) => {
        const error = errors.shift();
        return error ? Promise.reject(error) : session.ask(path);
      },
    });
    expect(await caughtOf(send())).to.include({ code: 'UNREACHED', message: 'the API server forbids it' });
    expect(await caughtOf(send())).to.include({ code: 'UNREACHED' });
    expect(await caughtOf(send())).to.include({ message: 'pod n/p has no agent to send by: gone' });
    expect(await send()).to.include({ status: 200 });
    exchanges.close();
  });
});

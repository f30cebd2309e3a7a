import { once } from 'node:events';
import { request as sendHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { InsidePlace } from '../../../protocols/types.ts';
import { NoConnection } from '../session.ts';
import { readAnswers } from './answers.ts';
import { createExecClient } from './client.ts';
import { createRelay } from './relay.ts';
import type { CommandOutcome } from './run-command.ts';
import { writeWords } from './words.ts';

const place: InsidePlace = {
  namespace: 'shop',
  pod: 'web-1',
  host: 'api.shop',
  port: 8080,
  agentPort: 1,
  clientContainer: 'client',
};
const request = { method: 'GET', path: '/a?b=c', host: 'api.shop:8080', headers: [] };
const { signal } = new AbortController();

const answer = (index: number, status = 200) => `[${index}] StatusCode=${status}\n[${index} body] {"pod":"one"}\n\n`;

/** Runs commands by hand; `open` lets those that wait go on. */
function createFakeRunner(run: (command: readonly string[]) => Partial<CommandOutcome>) {
  const commands: (readonly string[])[] = [];
  let go: () => void = () => {};
  let gate: Promise<void> = Promise.resolve();
  return {
    commands,
    hold() {
      gate = new Promise((resolve) => {
        go = resolve;
      });
    },
    open: () => go(),
    async run(_: unknown, command: readonly string[]) {
      commands.push(command);
      await gate;
      return { stdout: '', stderr: '', ...run(command) };
    },
    close() {},
  };
}

describe('the client that is run by exec', () => {
  it('gets its requests as words, a value with a comma in quotes', () => {
    const headers = [
      ['X-One', 'a, "b"'],
      ['X-Two', ''],
    ] as const;
    expect(writeWords({ host: '::1', port: 80 }, { ...request, method: 'PUT', headers })).to.deep.equal([
      'client',
      'http://[::1]:80/a?b=c',
      '--method=PUT',
      '--timeout=30s',
      ...['-H', 'Host:api.shop:8080', '-H', '"X-One:a, ""b"""', '-H', 'X-Two:'],
    ]);
  });

  it('tells answers in lines, among others, and the lines of a body in order', () => {
    const text = [
      '2026-11-30T00:00:00Z info all went well',
      '[1] Url=http://x',
      '[1] StatusCode=503',
      '[0] StatusCode=200',
      '[0] ResponseHeader=X-A:b:c',
      '[0 body] {',
      '[0 body]  "pod": "[1] StatusCode=1"',
      '[0 body] }',
      '[2] Url=http://unanswered',
    ].join('\n');
    expect(readAnswers(text)).to.deep.equal([
      { status: 503, headers: [], body: '' },
      { status: 200, headers: [['X-A', 'b:c']], body: '{\n "pod": "[1] StatusCode=1"\n}' },
    ]);
  });

  it('sends what is the same by one command, as soon as there is one to spare', async () => {
    const runner = createFakeRunner((command) => {
      const count = Number(command.find((word) => word.startsWith('--count='))?.slice(8) ?? 1);
      return { stdout: Array.from({ length: count }, (_, index) => answer(index)).join('') };
    });
    runner.hold();
    const client = createExecClient(runner);
    const sent = Array.from({ length: 30 }, () => client.send(place, request, signal));
    const other = client.send(place, { ...request, path: '/other' }, signal);
    runner.open();
    expect((await Promise.all([...sent, other])).map(({ status }) => status)).to.deep.equal(Array(31).fill(200));
    expect(runner.commands.filter((command) => command.includes('--count=24'))).to.have.length(1);
    expect(runner.commands).to.have.length(8);
  });

  it('asks for each by itself where one of many has no answer', async () => {
    let left = 2;
    const runner = createFakeRunner((command) => {
      if (command.some((word) => word.startsWith('--count='))) return { stdout: answer(0), failure: 'exit code 255' };
      left -= 1;
      return left < 0 ? { stderr: 'dial tcp: connect: connection refused', failure: '255' } : { stdout: answer(0) };
    });
    runner.hold();
    const client = createExecClient(runner);
    const sent = Array.from({ length: 9 }, () => client.send(place, request, signal));
    runner.open();
    const outcomes = await Promise.allSettled(sent);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(2);
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).to.have.length(7);
    for (const error of refused) expect(error).to.be.instanceOf(NoConnection).with.property('code', 'ECONNREFUSED');
  });

  it('tells a client that could not be run from a connection that was not answered', async () => {
    const runner = createFakeRunner(() => ({ failure: 'exec: "client": executable file not found' }));
    const caught = await createExecClient(runner)
      .send(place, request, signal)
      .catch((error: unknown) => error);
    expect(caught).not.to.be.instanceOf(NoConnection);
    expect(String(caught)).to.contain('executable file not found');
  });
});

describe('the relay to a client', () => {
  async function ask(send: Parameters<typeof createRelay>[0], method = 'GET') {
    const server = createRelay(send).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const sent = sendHttp({ port, method, path: '/a%2Fb?c', headers: ['Host', 'named', 'X-A', '1', 'X-A', '2'] });
      sent.end();
      const [response] = await once(sent, 'response');
      let body = '';
      for await (const chunk of response) body += chunk;
      return { status: response.statusCode, headers: response.rawHeaders, body };
    } finally {
      server.close();
    }
  }

  it('hands a request on as it came, and the answer back without what belongs to the other connection', async () => {
    const seen: unknown[] = [];
    const answered = await ask(async (request) => {
      seen.push(request);
      const headers = [['Transfer-Encoding', 'chunked'] as const, ['X-B', '1'] as const, ['X-B', '2'] as const];
      return { status: 404, headers, body: 'no' };
    });
    const lines = [
      ['X-A', '1'],
      ['X-A', '2'],
    ];
    expect(seen).to.deep.equal([{ method: 'GET', path: '/a%2Fb?c', host: 'named', headers: lines }]);
    expect(answered.status).to.equal(404);
    expect(answered.body).to.equal('no');
    expect(answered.headers.slice(0, 4)).to.deep.equal(['X-B', '1', 'X-B', '2']);
  });

  it('resets the connection where there is no answer', async () => {
    const caught = await ask(async () => {
      throw new NoConnection('ECONNREFUSED');
    }).catch((error: unknown) => error);
    expect(caught).to.have.property('code', 'ECONNRESET');
  });
});

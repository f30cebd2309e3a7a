import { createSocket } from 'node:dgram';
import { type ClientHttp2Session, connect } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { echo } from '../../embedded/echo/program.ts';
import { type RunningProgram, runProgram } from '../../embedded/echo/testing.ts';
import { createAgentSender } from '../clusters/tunnels/agent-sender.ts';
import { createExchanges } from '../clusters/tunnels/exchanges.ts';
import schema from '../result/schema.json' with { type: 'json' };
import { type Authority, createAuthority } from '../run/certificates/index.ts';
import { createExplainEnv } from '../run/engine/explain-env.ts';
import { fakeBase } from '../run/engine/fake-base.test.ts';
import { scenario } from '../scenario/define.ts';
import type { ProtocolName, Protocols } from '../scenario/traffic.ts';
import { systemClock } from '../wait/index.ts';
import { createTrafficClient } from './client.ts';
import { protocolOf } from './index.ts';
import type { Dial, Exchange } from './types.ts';

/** What the contract is held against: a protocol, a backend that speaks it, and what rows say. */
interface Case<P extends ProtocolName = ProtocolName> {
  title: string;
  protocol: P;
  /** Environment of the echo program, and the port that it then serves. */
  env: Record<string, string>;
  port: number;
  send: Protocols[P]['send'];
  /** Holds where the echo program answers. */
  good: Protocols[P]['expect'];
  /** The same of another backend, or of another answer. */
  bad: Protocols[P]['expect'];
  none: Protocols[P]['expect'];
  /** It tells nobody who answers. */
  anonymous?: boolean;
  /** Sent by an agent in the place of a connection from here. */
  byAgent?: boolean;
}

const HOST = 'www.sample.example.com';
const TLS_FILES = { TLS_SERVER_CERT: '/cert', TLS_SERVER_PRIVKEY: '/key' };
const refused = { connection: 'refused' } as const;
const v1 = { backend: 'v1' };
const v2 = { backend: 'v2' };

function one<P extends ProtocolName>(given: Case<P>): Case {
  return given as unknown as Case;
}

const direct: readonly Case[] = [
  one({ title: 'http', protocol: 'http', env: {}, port: 3000, send: {}, good: v1, bad: v2, none: refused }),
  one({
    title: 'h2c',
    protocol: 'http',
    env: {},
    port: 3001,
    send: { version: '2', method: 'POST', body: 'x', headers: { 'X-A': ['1', '2'] } },
    good: { backend: 'v1', saw: { headers: { 'x-a': ['1', '2'] } } },
    bad: { status: 404 },
    none: refused,
  }),
  one({
    title: 'https',
    protocol: 'http',
    env: TLS_FILES,
    port: 8443,
    send: { scheme: 'https' },
    good: v1,
    bad: v2,
    none: refused,
  }),
  one({
    title: 'h2 over TLS',
    protocol: 'http',
    env: TLS_FILES,
    port: 8443,
    send: { scheme: 'https', version: '2' },
    good: v1,
    bad: v2,
    none: refused,
  }),
  one({
    title: 'grpc',
    protocol: 'grpc',
    env: { GRPC_ECHO_SERVER: '1' },
    port: 3000,
    send: { metadata: { 'x-a': '1', 'x-c-bin': '\u0001' } },
    good: { backend: 'v1', saw: { metadata: { 'x-a': '1', 'x-b': null } } },
    bad: { backend: 'v1', saw: { metadata: { 'x-c-bin': 'AQ==' } } },
    none: refused,
  }),
  one({
    title: 'a stream of grpc',
    protocol: 'grpc',
    env: { GRPC_ECHO_SERVER: '1' },
    port: 3000,
    send: { stream: 3 },
    good: { streamed: 3 },
    bad: { streamed: 2 },
    none: refused,
    anonymous: true,
  }),
  one({
    title: 'grpc over TLS',
    protocol: 'grpc',
    env: { GRPC_ECHO_SERVER: '1', ...TLS_FILES },
    port: 8443,
    send: { tls: true, method: 'EchoTwo' },
    good: v1,
    bad: v2,
    none: refused,
  }),
  one({
    title: 'tls with http inside',
    protocol: 'tls',
    env: TLS_FILES,
    port: 8443,
    send: { alpn: ['http/1.1'] },
    good: { backend: 'v1', terminatedBy: 'backend', alpn: 'http/1.1', certificate: { names: [HOST] } },
    bad: { backend: 'v1', terminatedBy: 'gateway' },
    none: refused,
  }),
  one({
    title: 'tls with lines inside',
    protocol: 'tls',
    env: { TCP_ECHO_SERVER: '1', ...TLS_FILES },
    port: 8443,
    send: { inside: { lines: ['TEST'] } },
    good: { backend: 'v1', terminatedBy: 'backend' },
    bad: v2,
    none: refused,
  }),
  one({
    title: 'tcp',
    protocol: 'tcp',
    env: { TCP_ECHO_SERVER: '1' },
    port: 3000,
    send: { lines: ['TEST', 'PING'] },
    good: { backend: 'v1', lines: ['PONG'] },
    bad: { lines: ['PING'] },
    none: refused,
  }),
  one({
    title: 'udp',
    protocol: 'udp',
    env: { UDP_ECHO_SERVER: '1' },
    port: 8080,
    send: {},
    good: v1,
    bad: v2,
    none: { answer: 'none' },
  }),
  one({
    title: 'websocket',
    protocol: 'websocket',
    env: {},
    port: 3000,
    send: { messages: ['one', 'two'] },
    good: { messages: 'same' },
    bad: { messages: ['one'] },
    none: refused,
    anonymous: true,
  }),
  one({
    title: 'websocket over TLS',
    protocol: 'websocket',
    env: TLS_FILES,
    port: 8443,
    send: { scheme: 'wss', closeWith: 4001 },
    good: { messages: 'same', closesWith: 4001 },
    bad: { status: 404 },
    none: refused,
    anonymous: true,
  }),
];

/** What an agent can send by itself. */
const cases: readonly Case[] = direct.flatMap((each) =>
  ['http', 'h2c', 'grpc'].includes(each.title)
    ? [each, { ...each, title: `${each.title} by an agent`, byAgent: true }]
    : [each],
);

describe('every protocol', () => {
  const REMOTE = { address: '10.9.8.7', port: 80 };
  const backends = {
    v1: { pods: new Set(['echo-1']), namespace: 'test' },
    v2: { pods: new Set(['echo-2']), namespace: 'test' },
  };
  const env = createExplainEnv(
    scenario({ id: 'Sample', title: 't', requirements: ['r'], features: ['f'], since: 'v1.0', steps: [] }),
    fakeBase,
  );
  const isRecord = new Ajv({ strict: false }).compile({
    definitions: schema.definitions,
    $ref: '#/definitions/exchange',
  });
  let authority: Authority;
  let files: Record<string, string>;

  let agent: RunningProgram;
  let session: ClientHttp2Session;

  before(async () => {
    authority = await createAuthority();
    const { certificate, privateKey } = await authority.issue([HOST]);
    files = { '/cert': certificate, '/key': privateKey };
    agent = await runProgram(echo, { POD_NAME: 'agent', NAMESPACE: 'test', AGENT_PORT: '3040' });
    const { host, port } = agent.dial(3040);
    session = connect(`http://${host}:${port}`);
  });
  after(async () => {
    session.destroy();
    await agent.stop();
  });

  /** To the same places, by the agent. */
  const toAgent = (dial: Dial): Dial => {
    const ask = async (path: string) => session.request({ ':method': 'POST', ':path': path }, { endStream: false });
    const exchanges = createExchanges({ ask }, () => expect.fail('the agent knows of exchanges'));
    const senderTo = (address: string, port: number) => {
      const place = { ...dial(address, port), namespace: 'test', pod: 'agent', agentPort: 3040, clientContainer: '' };
      return createAgentSender(exchanges, place);
    };
    return Object.assign((() => expect.fail('a connection of its own')) as Dial, { senderTo });
  };

  for (const { title, protocol, env: program, port, send, good, bad, none, anonymous, byAgent } of cases) {
    describe(`speaks ${title}`, () => {
      const spoken = protocolOf(protocol);
      const request = spoken.resolve(send, env);
      const isUdp = spoken.entry(send).transport === 'udp';
      const exchange = (dial: Dial, timeoutMs = 10_000, signal = new AbortController().signal): Promise<Exchange> =>
        createTrafficClient({ dial: byAgent ? toAgent(dial) : dial, clock: systemClock }).send(
          protocol,
          REMOTE,
          request,
          {
            timeoutMs,
            signal,
            authority: authority.certificate,
          },
        );
      const match = (made: Exchange, expectation: typeof good) => spoken.match(made, expectation, { backends });

      describe('with a backend', () => {
        let running: RunningProgram;
        let made: Exchange;
        before(async () => {
          running = await runProgram(echo, { POD_NAME: 'echo-1', NAMESPACE: 'test', ...program }, files);
          made = await exchange((_address, _port, transport) => running.dial(port, transport));
        });
        after(() => running.stop());

        it('is answered, by the backend that it says it is', () => {
          expect(made.error).to.equal(undefined);
          expect(made).to.include({ protocol, remote: REMOTE });
          const backend = { namespace: 'test', pod: 'echo-1' };
          expect(spoken.identify(made)).to.include({ passing: false });
          if (!anonymous) expect(spoken.identify(made)?.backend).to.deep.include(backend);
        });

        it('matches what was expected, and nothing else', () => {
          expect(match(made, good)).to.deep.equal([]);
          expect(match(made, bad)).to.have.length.above(0);
          expect(match(made, none)).to.have.length.above(0);
        });

        it('is recorded as the schema of results says, with a command to repeat it', () => {
          const record = spoken.record(made);
          expect(isRecord(record), JSON.stringify(isRecord.errors)).to.equal(true);
          expect(record).to.include({ protocol, remote: '10.9.8.7:80' });
          expect(record.repeat).to.contain('10.9.8.7');
          expect(record.received).to.be.an('object');
        });

        const itOverTls = spoken.entry(send).tls ? it : () => {};
        itOverTls('verifies certificates against the authority', async () => {
          const stranger = await createAuthority();
          const client = createTrafficClient({ dial: () => running.dial(port), clock: systemClock });
          const { signal } = new AbortController();
          const doubted = await client.send(protocol, REMOTE, request, {
            timeoutMs: 10_000,
            signal,
            authority: stranger.certificate,
          });
          expect(match(doubted, good).map(({ path }) => path)).to.deep.equal(['tls.certificate']);
          expect(match(doubted, good)[0]?.observed).to.contain(HOST);
        });
      });

      describe('without one', () => {
        const closers: (() => unknown)[] = [];
        afterEach(async () => {
          for (const close of closers.splice(0).reverse()) await close();
        });

        /** A place where somebody listens, who is told of each connection. */
        const listen = async (onConnection: (socket: Socket) => void): Promise<Dial> => {
          if (isUdp) {
            const socket = createSocket('udp4');
            await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
            closers.push(() => socket.close());
            return () => ({ host: '127.0.0.1', port: socket.address().port });
          }
          const sockets = new Set<Socket>();
          const server = createServer((socket) => {
            sockets.add(socket.on('error', () => {}));
            onConnection(socket);
          });
          await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
          closers.push(() => {
            for (const socket of sockets) socket.destroy();
            return new Promise((resolve) => server.close(resolve));
          });
          return () => ({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
        };

        const tells = (made: Exchange, code: string | RegExp, isRefusal: boolean): void => {
          if (typeof code === 'string') expect(made.error?.code, made.error?.message).to.equal(code);
          else expect(made.error?.code).to.match(code);
          expect(spoken.identify(made)).to.equal(undefined);
          expect(match(made, good)).to.have.length.above(0);
          expect(match(made, none).length === 0).to.equal(isRefusal);
          expect(isRecord(spoken.record(made)), JSON.stringify(isRecord.errors)).to.equal(true);
        };

        it('tells that nobody listens', async () => {
          const place = (await listen(() => {}))('', 0);
          await closers.pop()?.();
          tells(await exchange(() => place), 'ECONNREFUSED', true);
        });

        it('tells of one that hangs, at the end of its time', async () => {
          tells(await exchange(await listen(() => {}), 300), 'ETIMEDOUT', isUdp);
        });

        const itOverTcp = isUdp ? () => {} : it;
        itOverTcp('tells of a connection that is reset', async () => {
          const dial = await listen((socket) => setImmediate(() => socket.resetAndDestroy()));
          tells(await exchange(dial), 'ECONNRESET', true);
        });

        // What an agent finds no way to counts against who leads its connections.
        const itFromHere = byAgent ? () => {} : it;
        itFromHere('tells that there is no way', async () => {
          // Nothing leaves this machine for an address of this kind.
          tells(await exchange(() => ({ host: '255.255.255.255', port: 9 }), 2_000), /^E/, false);
        });

        it('rejects with the reason when aborted, before and while it runs, and leaves no connection', async () => {
          let onClose = (): void => {};
          const closed = new Promise<void>((resolve) => {
            onClose = resolve;
          });
          const stopping = new AbortController();
          const dial = await listen((socket) => {
            socket.resume();
            socket.once('close', () => onClose());
            stopping.abort(new Error('Ctrl-C'));
          });
          const running = exchange(dial, 10_000, stopping.signal);
          if (isUdp) setTimeout(() => stopping.abort(new Error('Ctrl-C')), 20);
          const outcome = (sending: Promise<unknown>) => sending.then(String, (error: Error) => error.message);
          expect(await outcome(running)).to.equal('Ctrl-C');
          expect(await outcome(exchange(dial, 10_000, stopping.signal))).to.equal('Ctrl-C');
          if (!isUdp) await closed;
        });
      });
    });
  }
});

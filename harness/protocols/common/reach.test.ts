import { type AddressInfo, createServer, type Server } from 'node:net';
import { expect } from 'chai';
import { systemClock } from '../../wait/index.ts';
import { createReach } from './reach.ts';

const REMOTE = { address: '10.9.8.7', port: 80 };

describe('the first contact with a remote', () => {
  const servers: Server[] = [];
  const open = async (port: number) => {
    const server = createServer((socket) => {
      accepted += 1;
      socket.end();
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const close = () => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  let accepted = 0;
  let port = 0;
  /** A port that nobody listens on. */
  beforeEach(async () => {
    port = await open(0);
    await close();
    accepted = 0;
  });
  afterEach(close);

  const { signal } = new AbortController();
  const create = () => createReach({ dial: () => ({ host: '127.0.0.1', port }), clock: systemClock });

  it('is waited for by all at once, and made by one connection', async () => {
    const reach = create();
    let reached = 0;
    const warnings: string[] = [];
    const note = ({ name }: Error) => void warnings.push(name);
    process.on('warning', note);
    const waiting = Array.from({ length: 20 }, async () => {
      await reach(REMOTE, { timeoutMs: 20_000, signal });
      reached += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    process.off('warning', note);
    expect([reached, warnings]).to.deep.equal([0, []]);
    await open(port);
    await Promise.all(waiting);
    expect(accepted).to.equal(1);
  });

  it('is not made again', async () => {
    const reach = create();
    await open(port);
    await reach(REMOTE, { timeoutMs: 20_000, signal });
    await close();
    // Nobody listens now: this would outlast the test.
    await reach(REMOTE, { timeoutMs: 600_000, signal });
    expect(accepted).to.equal(1);
  });

  it('is given up after the time-out, and tried again by who comes later', async () => {
    const reach = create();
    await reach(REMOTE, { timeoutMs: 30, signal });
    await reach(REMOTE, { timeoutMs: 30, signal });
    expect(accepted).to.equal(0);
    const later = reach(REMOTE, { timeoutMs: 20_000, signal });
    await open(port);
    await later;
    expect(accepted).to.equal(1);
  });

  it('is tried beside a connection request that was lost', async () => {
    let dialled = 0;
    const lost = { host: 'lost.example', port: 80, lookup: () => {} };
    const dial = () => {
      dialled += 1;
      return dialled === 1 ? lost : { host: '127.0.0.1', port };
    };
    // Of itself the first one never ends.
    const clock = {
      ...systemClock,
      alarm: (ms: number, ring: () => void) => systemClock.alarm(ms >= 1_000 ? 1e6 : ms, ring),
    };
    await open(port);
    await createReach({ dial, clock })(REMOTE, { timeoutMs: 600_000, signal });
    expect([dialled, accepted]).to.deep.equal([2, 1]);
  });

  it('is no longer waited for once aborted', async () => {
    const stopping = new AbortController();
    const reaching = create()(REMOTE, { timeoutMs: 20_000, signal: stopping.signal });
    stopping.abort(new Error('stop'));
    expect(await reaching.catch((error: unknown) => error)).to.have.property('message', 'stop');
  });
});

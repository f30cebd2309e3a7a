import { expect } from 'chai';
import { echo } from '../../../embedded/echo/program.ts';
import { type RunningProgram, runProgram } from '../../../embedded/echo/testing.ts';
import { createExplainEnv } from '../../run/engine/explain-env.ts';
import { fakeBase } from '../../run/engine/fake-base.test.ts';
import { scenario } from '../../scenario/define.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { HttpExpectation } from '../../scenario/traffic/http.ts';
import { systemClock } from '../../wait/index.ts';
import { sendHttp } from './client.ts';
import { http } from './index.ts';
import { resolveHttp } from './resolve.ts';
import type { HttpExchange } from './types.ts';

describe('mirrored requests', () => {
  const env = createExplainEnv(
    scenario({ id: 'Sample', title: 't', requirements: ['r'], features: ['f'], since: 'v1.0', steps: [] }),
    fakeBase,
  );
  const backends = {
    v1: { pods: new Set(['echo-1']), namespace: 'test' },
    copy: { pods: new Set(['copy-1', 'copy-2']), namespace: 'test' },
  };
  let running: RunningProgram;
  before(async () => {
    running = await runProgram(echo, { POD_NAME: 'echo-1', NAMESPACE: 'test' });
  });
  after(() => running.stop());

  const wanted: HttpExpectation = { backend: 'v1', mirrored: { to: ['copy'] } };
  const send = (path: string, expectation = wanted): Promise<HttpExchange> =>
    sendHttp(
      { dial: () => running.dial(3000), clock: systemClock },
      { address: '10.9.8.7', port: 80 },
      resolveHttp({ path, headers: { 'X-A': '1' } }, env, expectation),
      { timeoutMs: 10_000, signal: new AbortController().signal },
    );
  /** A clock that is always late, so that a copy that is not there is not waited for. */
  const late = { ...systemClock, now: () => performance.now() * 1e6 };
  const match = async (made: HttpExchange, expectation: HttpExpectation, log: () => readonly string[]) =>
    http.matchLogs?.(made, expectation, {
      backends,
      clock: late,
      signal: new AbortController().signal,
      readLog: async ({ pod }) => (pod === 'copy-2' ? log() : []),
    });

  it('carry a parameter that no other request has, of which the backend that answers is not asked', async () => {
    const [one, other] = [await send('/p'), await send('/p?q=1')];
    expect(one.request.path).to.match(/^\/p\?echo-log=[\w-]+$/);
    expect(other.request.path).to.match(/^\/p\?q=1&echo-log=[\w-]+$/);
    expect(one.request.marker).to.not.equal(other.request.marker);
    expect(http.match(one, wanted, { backends })).to.deep.equal([]);
    expect(http.match(other, { backend: 'v1', saw: { path: '/p?q=1' } }, { backends })).to.deep.equal([]);
    expect((await send('/p', { backend: 'v1' })).request.path).to.equal('/p');
  });

  it('are not the only ones with a parameter of their own: a request may ask for one', async () => {
    const expectation: HttpExpectation = { backend: 'v1' };
    const ask = () =>
      sendHttp(
        { dial: () => running.dial(3000), clock: systemClock },
        { address: '10.9.8.7', port: 80 },
        resolveHttp({ path: '/p?q=1', unique: 'uuid' }, env, expectation),
        { timeoutMs: 10_000, signal: new AbortController().signal },
      );
    const [one, other] = [await ask(), await ask()];
    expect(one.request.path).to.match(/^\/p\?q=1&uuid=[\w-]+$/);
    expect(other.request.path).to.not.equal(one.request.path);
    expect(http.match(one, expectation, { backends })).to.deep.equal([]);
  });

  it('are found in the log of any pod of the backend', async () => {
    const made = await send('/p');
    expect(await match(made, wanted, () => running.logs)).to.deep.equal([]);
    expect(await match(made, wanted, () => [])).to.deep.equal([
      {
        path: 'copy to backend copy',
        expected: `a request with ${made.request.marker} in its log`,
        observed: 'none',
      },
    ]);
  });

  it('must look as they were sent, or as the expectation says', async () => {
    const made = await send('/p');
    const saw = (headers: Record<string, string | null>, path?: string): HttpExpectation => ({
      backend: 'v1',
      mirrored: { to: ['copy'], saw: { headers, ...(path === undefined ? {} : { path }) } },
    });
    expect(await match(made, saw({ 'x-a': '1', 'x-b': null }), () => running.logs)).to.deep.equal([]);
    const told = await match(made, saw({ 'x-a': '2' }, '/other'), () => running.logs);
    expect(told?.map(({ path }) => path)).to.deep.equal([
      'copy to backend copy saw path',
      'copy to backend copy saw header[x-a]',
    ]);
  });

  it('are counted by the log, which is read until it tells of no more', async () => {
    const { copies } = http;
    const ask = async () =>
      sendHttp(
        { dial: () => running.dial(3000), clock: systemClock },
        { address: '10.9.8.7', port: 80 },
        resolveHttp(copies?.mark({ path: '/p' }) ?? {}, env),
        { timeoutMs: 10_000, signal: new AbortController().signal },
      );
    const made = [await ask(), await ask(), await ask()];
    const lines = made.map(({ request }) => `Echoing back request made to ${request.path} to client`);
    let looks = 0;
    let now = 0;
    const sleepAtOnce = async (ms: number): Promise<void> => {
      now += ms;
    };
    const found = await copies?.find(made, 'copy', {
      backends,
      clock: { ...systemClock, now: () => now, sleep: sleepAtOnce },
      signal: new AbortController().signal,
      readLog: async ({ pod }) => {
        looks += 1;
        return pod === 'copy-2' ? lines.slice(0, looks > 2 ? 2 : 1) : [];
      },
    });
    expect(found).to.deep.equal([true, true, false]);
  });

  it('cannot be looked at where the log tells the path alone', async () => {
    const made = await send('/p');
    const log = () => [`Request made to ${made.request.path}`];
    expect(await match(made, wanted, log)).to.deep.equal([]);
    const looked = match(made, { backend: 'v1', mirrored: { to: ['copy'], saw: { method: 'GET' } } }, log);
    const error = await looked.catch((failure: unknown) => failure);
    expect(error).to.be.instanceOf(HarnessError);
  });
});

import { expect } from 'chai';
import { kinds } from '../../kinds/index.ts';
import type { TrafficClient } from '../../protocols/client.ts';
import type { Exchange } from '../../protocols/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { createPolicies, eventually, eventuallyAll, fakeClock, watchUntil } from '../../wait/index.ts';
import { createGauge } from './gauge.ts';
import { adaptPolicies, startLoadMonitor, throttleClient } from './index.ts';

describe('the gauge of slowness', () => {
  const feed = (count: number, apiMs: number, delayMs = 0) => {
    const gauge = createGauge(4);
    for (let at = 0; at < count; at += 1) gauge.add({ at: at * 1000, apiMs, delayMs });
    return gauge.slowness(count * 1000);
  };

  it('is 1 where nothing was measured, and on a quiet cluster, near or far', () => {
    expect(createGauge(4).slowness(0)).to.equal(1);
    expect(feed(10, 5, 3)).to.equal(1);
    expect(feed(10, 200)).to.equal(1);
  });

  it('grows with the API server’s answers and with what holds up the process, to no more than the patience', () => {
    const gauge = createGauge(4);
    gauge.add({ at: 0, apiMs: 4, delayMs: 0 });
    gauge.add({ at: 1000, apiMs: 596, delayMs: 0 });
    expect(gauge.slowness(1000)).to.equal(3);
    expect(feed(10, 5, 150)).to.equal(2.5);
    gauge.add({ at: 2000, apiMs: 60_000, delayMs: 0 });
    expect(gauge.slowness(2000)).to.equal(4);
  });

  it('forgets after half a minute', () => {
    const gauge = createGauge(4);
    gauge.add({ at: 0, apiMs: 4, delayMs: 0 });
    gauge.add({ at: 1000, apiMs: 5000, delayMs: 0 });
    expect(gauge.slowness(30_000)).to.equal(4);
    expect(gauge.slowness(31_001)).to.equal(1);
  });
});

describe('the load monitor', () => {
  const still = () => ({ enable: () => true, disable: () => true, reset() {}, percentile: () => 20e6 });
  const pod = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'a' } });

  function start(answerMs: () => number, pending: () => readonly KubeObject[] = () => []) {
    const clock = fakeClock();
    const asked: unknown[] = [];
    const api = {
      async serverVersion() {
        await clock.sleep(answerMs(), new AbortController().signal);
        return 'v1.34.0';
      },
      async list(...query: unknown[]) {
        asked.push(query);
        return [...pending()];
      },
    };
    const monitor = startLoadMonitor({ api, clock, patience: 4, observeDelay: still });
    const pass = (ms: number) => clock.sleep(ms, new AbortController().signal);
    return { monitor, pass, asked };
  }

  it('stretches while the API server answers slowly, and records the worst', async () => {
    let answerMs = 10;
    const { monitor, pass } = start(() => answerMs);
    await pass(5_000);
    expect(monitor.slowness()).to.equal(1);
    answerMs = 900;
    await pass(60_000);
    expect(monitor.slowness()).to.equal(4);
    answerMs = 10;
    await pass(60_000);
    expect(monitor.slowness()).to.equal(1);
    monitor.stop();
    expect(monitor.record()).to.deep.equal({ slowness: 4, apiMs: 900, delayMs: 0, pendingPods: 0 });
  });

  it('counts an answer that does not come at all', async () => {
    let answerMs = 10;
    const { monitor, pass } = start(() => answerMs);
    await pass(3_000);
    answerMs = 1_000_000;
    await pass(20_000);
    expect(monitor.slowness()).to.be.greaterThan(3);
    monitor.stop();
  });

  it('is crowded while the same pods wait for a place', async () => {
    let pods: readonly KubeObject[] = [];
    const { monitor, pass, asked } = start(
      () => 0,
      () => pods,
    );
    await pass(2_500);
    expect(asked[0]).to.deep.equal([kinds.Pod, { fieldSelector: 'status.phase=Pending,spec.nodeName=' }]);
    pods = [pod('one'), pod('two')];
    await pass(1_000);
    expect(monitor.isCrowded()).to.equal(false);
    await pass(3_000);
    expect(monitor.isCrowded()).to.equal(true);
    pods = [];
    await pass(1_500);
    expect(monitor.isCrowded()).to.equal(false);
    monitor.stop();
    expect(monitor.record().pendingPods).to.equal(2);
  });

  it('asks no more once stopped', async () => {
    const { monitor, pass, asked } = start(() => 0);
    await pass(2_500);
    monitor.stop();
    const count = asked.length;
    await pass(5_000);
    expect(asked.length).to.equal(count);
  });
});

describe('policies that follow the load', () => {
  const bad = { mismatches: [{ path: 'a', expected: 'b', observed: 'c' }] };

  it('stretch every time-out at the moment of reading, and nothing else', () => {
    let slowness = 1;
    const figures = createPolicies();
    const policies = adaptPolicies(figures, { slowness: () => slowness });
    expect(policies.status.timeoutMs).to.equal(figures.status.timeoutMs);
    slowness = 2.5;
    expect(policies.status).to.deep.include({ ...figures.status, timeoutMs: figures.status.timeoutMs * 2.5 });
    expect(policies.request.timeoutMs).to.equal(figures.request.timeoutMs * 2.5);
  });

  it('give the time to whoever waits already when the cluster becomes slow', async () => {
    const clock = fakeClock();
    const policies = adaptPolicies(createPolicies(), { slowness: () => (clock.now() > 30_000 ? 3 : 1) });
    const tools = { clock, signal: new AbortController().signal };
    const slowState = async function* () {
      yield 'old';
      await clock.sleep(150_000, tools.signal);
      yield 'new';
    };
    const test = (state: string) => (state === 'new' ? [] : bad.mismatches);
    const started = clock.now();
    const watched = await watchUntil(policies.status, slowState(), test, tools);
    expect(watched).to.include({ satisfied: true });
    expect(clock.now() - started).to.be.within(150_000, 151_000);
    const late = () => Promise.resolve(clock.now() > 300_000 ? { mismatches: [] } : bad);
    expect(await eventually(policies.traffic, late, tools)).to.include({ satisfied: true });
    const later = () => Promise.resolve(clock.now() > 460_000 ? { mismatches: [] } : bad);
    const [row] = await eventuallyAll(policies.traffic, policies.settle, [later], tools);
    expect(row).to.include({ satisfied: true });
    const never = await eventually(policies.traffic, () => Promise.resolve(bad), tools);
    expect(Math.round(never.elapsedMs)).to.be.within(180_000, 182_000);
  });
});

describe('the throttled client', () => {
  it('lets fewer requests run at the same time the slower the cluster is', async () => {
    let running = 0;
    let most = 0;
    let slowness = 1;
    const client: TrafficClient = {
      reach: async () => {},
      async send() {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return {} as Exchange;
      },
    };
    const throttled = throttleClient(client, { slowness: () => slowness });
    const remote = { address: '127.0.0.1', port: 80 };
    const options = { timeoutMs: 1, signal: new AbortController().signal };
    const send = () => Promise.all(Array.from({ length: 100 }, () => throttled.send('http', remote, {}, options)));
    expect(await send()).to.have.length(100);
    expect(most).to.equal(48);
    most = 0;
    slowness = 4;
    await send();
    expect(most).to.equal(12);
  });
});

import { expect } from 'chai';
import type { RunListener } from '../../result/listener.ts';
import type { CustomContext } from '../../scenario/custom.ts';
import { custom, http } from '../../scenario/define.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { FakeOptions } from './fake-cluster.test.ts';
import { status as answer, type FakeGatewayOptions } from './fake-gateway.test.ts';
import { define, ONLY_CLASS, outcomes, run } from './fake-run.test.ts';

describe('runConformance: how it ends', () => {
  it('cleans up at the end what could not be before, and tells of what still cannot', async () => {
    let refusals = 0;
    const onDelete = ({ kind }: { kind: string }): void => {
      if (kind !== 'Namespace' || refusals > 0) return;
      refusals += 1;
      throw new Error('the API server is gone');
    };
    const { result, left } = await run([define('A')], {}, {}, { onDelete });
    expect(refusals).to.equal(1);
    expect(result.errors).to.deep.equal([]);
    expect(left).to.deep.equal(ONLY_CLASS);
    const never = ({ kind }: { kind: string }): void => {
      if (kind === 'Namespace') throw new Error('the API server is gone');
    };
    const { result: bad } = await run([define('A')], {}, {}, { onDelete: never });
    expect(bad.errors[0]?.message).to.match(/^Namespace \S+ could not be deleted: the API server is gone$/);
    expect(bad.exitCode).to.equal(3);
  });

  it('takes away what is served at once where others wait, else with its namespace, but before failures run again', async () => {
    const events: string[] = [];
    const onDelete = ({ kind, name }: { kind: string; name: string }): void => {
      if (kind === 'HTTPRoute' && !name.startsWith('control-')) events.push('route gone');
    };
    const listener: RunListener = {
      onPhase: (name, state) => void (state === 'started' && events.push(name)),
      onScenarioStart: () => void events.push('scenario'),
    };
    const over = { listeners: [listener], settings: { concurrency: 1 } };
    const { left } = await run([define('A'), define('B')], over, {}, { onDelete });
    expect(left).to.deep.equal(ONLY_CLASS);
    expect(events).to.deep.equal(['base', 'scenarios', 'scenario', 'route gone', 'scenario', 'clean-up']);
    events.length = 0;
    const wrong = http([{ name: 'reaches v2', send: {}, expect: { backend: 'v2' } }]);
    const settings = { ...over.settings, rerunFailures: true };
    await run([define('Bad', { steps: [wrong] })], { ...over, settings }, {}, { onDelete });
    expect(events.slice(0, 5)).to.deep.equal(['base', 'scenarios', 'scenario', 'rerun', 'route gone']);
  });

  it('does not fail for what is known to fail, and does for what is known and passes', async () => {
    const wrong = http([{ name: 'reaches v2', send: {}, expect: { backend: 'v2' } }]);
    const scenarios = [define('Bad', { steps: [wrong] }), define('Good')];
    const known = (scenario: string) => ({ profile: { knownFailures: [{ scenario, reason: 'bug 1' }] } });
    const { result } = await run(scenarios, known('Bad'));
    expect(outcomes(result)).to.deep.equal({ Bad: 'failed', Good: 'passed' });
    expect(result.scenarios[0]?.knownFailure).to.equal('bug 1');
    expect([result.exitCode, result.profiles[0]?.core.result]).to.deep.equal([0, 'failure']);
    const other = await run([define('Good')], known('Good'));
    expect(other.result.knownFailures).to.deep.equal([{ scenario: 'Good', reason: 'bug 1', outcome: 'passed' }]);
    expect(other.result.exitCode).to.equal(1);
  });

  it('blames the end of the implementation’s own process, not the implementation', async () => {
    const installation = {
      readProcessLog: () => ['panic: out of ideas'],
      findFailure: () => 'the process gw ended',
      onFailure: () => undefined,
    };
    const wrong = http([{ name: 'reaches v2', send: {}, expect: { backend: 'v2' } }]);
    const profile = { logSources: [{ process: 'gw' }] };
    const { result } = await run([define('Bad', { steps: [wrong] }), define('Good')], { installation, profile });
    expect(outcomes(result)).to.deep.equal({ Bad: 'error', Good: 'passed' });
    expect(result.scenarios[0]?.reason).to.match(/^reaches v2: the process gw ended, so this says nothing: /);
    expect(result.scenarios[0]?.rows[0]?.evidence?.logs).to.deep.equal([
      { source: 'process gw', lines: ['panic: out of ideas'] },
    ]);
    expect(result.exitCode).to.equal(3);
  });

  it('stops at once where the implementation’s own process ends', async () => {
    let fail: (failure: string) => void = () => {};
    const installation = {
      readProcessLog: () => undefined,
      findFailure: () => undefined,
      onFailure: (listen: (failure: string) => void) => {
        fail = listen;
      },
    };
    const scenarios = [define('First'), define('Second'), define('Third')];
    const listener: RunListener = {
      onScenarioEnd: () => fail('The process gw was ended by SIGKILL.\nIts last lines:\n  ouch'),
    };
    const { result, left } = await run(scenarios, {
      installation,
      listeners: [listener],
      settings: { concurrency: 1 },
    });
    expect(Object.values(outcomes(result)).sort()).to.deep.equal(['passed', 'skipped', 'skipped']);
    for (const { outcome, reason } of result.scenarios)
      if (outcome !== 'passed') expect(reason).to.equal('not run: The process gw was ended by SIGKILL');
    expect(result.errors).to.deep.equal([
      { phase: 'scenarios', message: 'The process gw was ended by SIGKILL.\nIts last lines:\n  ouch' },
    ]);
    expect(result.exitCode).to.equal(3);
    expect(left).to.deep.equal(ONLY_CLASS);
  });

  it('runs a failure again alone, with fresh names, and calls it flaky where it passes then', async () => {
    const hosts = new Set<string>();
    const notices: string[] = [];
    const onNotice = (message: string): void => void notices.push(message);
    const flaky: FakeGatewayOptions['answer'] = ({ host }) => {
      hosts.add(host);
      return hosts.size === 1 ? answer(503) : undefined;
    };
    const { result } = await run(
      [define('F')],
      { settings: { rerunFailures: true }, listeners: [{ onNotice }] },
      { answer: flaky },
    );
    expect(result.scenarios[0]).to.include({ outcome: 'failed', flaky: true, attempts: 2 });
    expect(result.exitCode).to.equal(1);
    expect(hosts.size).to.equal(2);
    expect(notices).to.deep.equal(['F failed, and passed when it was run again without the others: it is flaky']);
  });

  it('reruns many at the same time without a warning of Node’s', async () => {
    const warnings: string[] = [];
    const note = ({ message }: Error): void => void warnings.push(message);
    process.on('warning', note);
    try {
      const ids = Array.from({ length: 14 }, (_, index) => `F${index}`);
      const over = { settings: { rerunFailures: true, concurrency: 14 } };
      const { result } = await run(
        ids.map((id) => define(id)),
        over,
        { answer: () => answer(503) },
      );
      expect(result.scenarios.every(({ attempts }) => attempts === 2)).to.equal(true);
      await new Promise((resolve) => setImmediate(resolve));
      expect(warnings).to.deep.equal([]);
    } finally {
      process.off('warning', note);
    }
  });

  /** A cluster that cannot make routes while `isBusy`. */
  const breaking = (isBusy: (routes: number) => boolean): FakeOptions => {
    let routes = 0;
    return {
      onApply(object) {
        if (object.kind !== 'HTTPRoute') return object;
        routes += 1;
        if (isBusy(routes)) throw new HarnessError('etcdserver: no leader');
        return object;
      },
    };
  };

  it('judges what ended in an error by a second attempt, and tells what the error was', async () => {
    const notices: string[] = [];
    const settings = { rerunFailures: true };
    const over = { settings, listeners: [{ onNotice: (message: string) => void notices.push(message) }] };
    const { result } = await run(
      [define('E')],
      over,
      {},
      breaking((routes) => routes === 1),
    );
    expect(result.scenarios[0]).to.include({ outcome: 'passed', flaky: false, attempts: 2 });
    expect(result.exitCode).to.equal(0);
    expect(notices).to.have.length(1);
    expect(notices[0]).to.match(/^E ended in an error, and passed .*no leader/);
    const gateway: FakeGatewayOptions = { answer: () => answer(503) };
    const failing = (
      await run(
        [define('E')],
        { settings },
        gateway,
        breaking((routes) => routes === 1),
      )
    ).result;
    expect(failing.scenarios[0]).to.include({ outcome: 'failed', flaky: false, attempts: 2 });
    expect(failing.exitCode).to.equal(1);
  });

  it('leaves an error an error where it comes again, or where nothing is to be rerun', async () => {
    const again = await run(
      [define('E')],
      { settings: { rerunFailures: true } },
      {},
      breaking(() => true),
    );
    expect(again.result.scenarios[0]).to.include({ outcome: 'error', attempts: 2 });
    expect(again.result.exitCode).to.equal(3);
    const { result } = await run(
      [define('E')],
      {},
      {},
      breaking((routes) => routes === 1),
    );
    expect(result.scenarios[0]).to.include({ outcome: 'error', attempts: 1 });
  });

  it('does not call a failure flaky that fails again', async () => {
    const { result } = await run([define('F')], { settings: { rerunFailures: true } }, { answer: () => answer(503) });
    expect(result.scenarios[0]).to.include({ outcome: 'failed', flaky: false, attempts: 2 });
  });

  it('starts nothing new after a failure with --fail-fast', async () => {
    const settings = { failFast: true, concurrency: 1 };
    const { result } = await run([define('A'), define('B'), define('C')], { settings }, { answer: () => answer(503) });
    const byOutcome = (outcome: string) => result.scenarios.filter((one) => one.outcome === outcome);
    expect(byOutcome('failed')).to.have.length(1);
    expect(byOutcome('skipped').map(({ reason }) => reason?.replace(/since \w+/, 'since X'))).to.deep.equal([
      'not run: --fail-fast, since X did not pass',
      'not run: --fail-fast, since X did not pass',
    ]);
  });

  it('stops what runs beside a failure with --fail-fast', async () => {
    const settings = { failFast: true, concurrency: 3 };
    const hang = ({ signal }: CustomContext): Promise<void> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
    const hangs = define('B', { steps: [custom({ name: 'hangs', reason: 'to be stopped', run: hang })] });
    const { result } = await run([define('A'), hangs], { settings }, { answer: () => answer(503) });
    expect(outcomes(result)).to.deep.equal({ A: 'failed', B: 'skipped' });
    expect(result.scenarios.find(({ id }) => id === 'B')?.reason).to.equal(
      'not run: --fail-fast, since A did not pass',
    );
    expect(result.exitCode).to.equal(1);
  });

  it('stops when interrupted, cleans up, and still tells what was done', async () => {
    const controller = new AbortController();
    let ended = 0;
    const onScenarioEnd = (): void => {
      ended += 1;
    };
    const onRow: RunListener['onRow'] = (id, row) => {
      if (ended === 1 && row.kind === 'status' && id !== '') controller.abort(new Error('Ctrl-C'));
    };
    const { result, left } = await run([define('A'), define('B'), define('C')], {
      settings: { concurrency: 1 },
      signal: controller.signal,
      listeners: [{ onScenarioEnd, onRow }],
    });
    expect(result.scenarios.map(({ outcome }) => outcome).sort()).to.deep.equal(['passed', 'skipped', 'skipped']);
    for (const { outcome, reason } of result.scenarios)
      if (outcome !== 'passed') expect(reason).to.equal('interrupted');
    expect(result.exitCode).to.equal(130);
    expect(left).to.deep.equal(ONLY_CLASS);
  });

  it('tells of base resources that do not get ready, and cleans up', async () => {
    const stuck: FakeOptions['onApply'] = (object) => (object.kind === 'Gateway' ? { ...object, status: {} } : object);
    const waiting = { reason: 'ErrImagePull', message: 'no such image' };
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'proxy', namespace: 'gw', labels: { app: 'gw' } },
      status: { containerStatuses: [{ name: 'main', state: { waiting } }] },
    };
    const profile = { logSources: [{ labelSelector: 'app=gw' }] };
    const { result, left } = await run([define('A')], { profile }, {}, { onApply: stuck, present: [pod] });
    expect(outcomes(result)).to.deep.equal({ A: 'skipped' });
    expect(result.errors[0]?.phase).to.equal('base');
    expect(result.errors[0]?.message).to.match(
      /^the shared Gateway .* was not ready within 180000 ms: .*no condition Programmed.*; Pod gw\/proxy: container main ErrImagePull: no such image; is the/,
    );
    expect(result.exitCode).to.equal(3);
    expect(left.filter((name) => name !== '/Pod/gw/proxy')).to.deep.equal(ONLY_CLASS);
  });

  it('keeps what a failed scenario made, with the base, and removes the others', async () => {
    const bad = define('Bad', { steps: [http([{ name: 'x', send: {}, expect: { backend: 'v2' } }])] });
    const { result, left } = await run([bad, define('Good')], { settings: { keep: 'on-failure' } });
    const [kept] = result.scenarios.find(({ id }) => id === 'Bad')?.namespaces ?? [];
    const [gone] = result.scenarios.find(({ id }) => id === 'Good')?.namespaces ?? [];
    expect(left).to.include(`/Namespace/${kept}`).and.not.include(`/Namespace/${gone}`);
    expect(left.filter((name) => name.includes('/Deployment/'))).to.have.length(3);
  });
});

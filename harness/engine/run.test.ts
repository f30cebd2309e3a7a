import { expect } from 'chai';
import { createNames } from '../names/index.ts';
import type { RunListener } from '../result/listener.ts';
import type { RunResult } from '../result/types.ts';
import { checkRunResult } from '../result/validate.ts';
import { apply, custom, http, patch, type ScenarioDefinition, scenario, status } from '../scenario/define.ts';
import { HarnessError, UsageError } from '../scenario/errors.ts';
import { createPolicies } from '../wait/policies.ts';
import { fakeGateway, fakeRoute } from './fake-base.test.ts';
import { createFakeCluster, type FakeOptions, fakeInput, quietMonitor } from './fake-cluster.test.ts';
import { status as answer, createFakeClient, echoBy, type FakeGatewayOptions } from './fake-gateway.test.ts';
import { runConformance } from './run.ts';

type Over = Parameters<typeof fakeInput>[2];
const ATTACHED = { conditions: { Accepted: 'True', ResolvedRefs: 'True' } } as const;

function define(id: string, over: Partial<ScenarioDefinition> = {}): ScenarioDefinition {
  return scenario({
    id,
    title: `the title of ${id}`,
    requirements: ['r.one'],
    features: ['Gateway', 'HTTPRoute'],
    since: 'v1.0',
    resources: (env) => [fakeRoute(env, 'route', 'v1')],
    steps: [status('HTTPRoute/route', ATTACHED), http([{ name: 'reaches v1', send: {}, expect: { backend: 'v1' } }])],
    ...over,
  });
}

async function run(
  scenarios: readonly ScenarioDefinition[],
  over: Over = {},
  gateway: FakeGatewayOptions = {},
  options: FakeOptions = {},
): Promise<{ result: RunResult; left: string[]; sent: string[] }> {
  const cluster = createFakeCluster(options);
  const client = createFakeClient(cluster, gateway);
  const parts = { createHttpClient: () => client, createPolicies, startLoadMonitor: () => quietMonitor() };
  const result = await runConformance(fakeInput(cluster, scenarios, over), parts);
  expect(checkRunResult(result)).to.deep.equal([]);
  return { result, left: [...cluster.memory.objects.keys()].sort(), sent: client.sent };
}

const outcomes = ({ scenarios }: RunResult): Record<string, string> =>
  Object.fromEntries(scenarios.map(({ id, outcome }) => [id, outcome]));

const ONLY_CLASS = ['gateway.networking.k8s.io/GatewayClass/fake'];

describe('runConformance', () => {
  it('passes what holds, and leaves nothing behind', async () => {
    const { result, left } = await run([define('A'), define('B')]);
    expect(outcomes(result)).to.deep.equal({ A: 'passed', B: 'passed' });
    expect(result.exitCode).to.equal(0);
    expect(result.scenarios[0]?.rows.map(({ name, outcome }) => [name, outcome])).to.deep.equal([
      ['HTTPRoute/route has Accepted True, ResolvedRefs True', 'passed'],
      ['reaches v1', 'passed'],
    ]);
    expect(result.profiles.map(({ name, core }) => [name, core.result, core.passed])).to.deep.equal([
      ['GATEWAY-HTTP', 'success', 2],
    ]);
    expect(result.features).to.deep.equal({ supported: ['Gateway', 'HTTPRoute'], exempt: [], source: 'published' });
    expect(result.phases.map(({ name }) => name)).to.deep.equal(['base', 'scenarios', 'clean-up']);
    expect(left).to.deep.equal(ONLY_CLASS);
  });

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

  it('evaluates all rows of a failed step, gives evidence, and does not reach later steps', async () => {
    const bad = define('Bad', {
      steps: [
        http([
          { name: 'reaches v2', send: {}, expect: { backend: 'v2' } },
          { name: 'reaches v1', send: {}, expect: { backend: 'v1' } },
        ]),
        status('HTTPRoute/route', ATTACHED),
        http([{ name: 'later', send: {}, expect: { backend: 'v1' } }]),
      ],
    });
    const { result } = await run([bad, define('Good')]);
    expect(outcomes(result)).to.deep.equal({ Bad: 'failed', Good: 'passed' });
    expect(result.exitCode).to.equal(1);
    const [first, second, , later] = result.scenarios[0]?.rows ?? [];
    expect([first?.outcome, second?.outcome, later?.outcome]).to.deep.equal(['failed', 'passed', 'skipped']);
    expect(first?.message).to.match(/^backend: expected an answer by backend v2, got an answer by backend v1/);
    expect(first?.evidence?.exchanges).to.not.equal(undefined);
    expect(first?.evidence?.exchanges.length).to.be.greaterThan(0);
    expect(JSON.stringify(first?.evidence?.objects)).to.contain('HTTPRoute');
    expect(later?.message).to.equal("not reached: 'reaches v2' failed");
    expect(result.scenarios[0]?.reason).to.match(/^reaches v2: /);
    expect(result.scenarios[0]?.reproduce).to.equal('gwconf run --only Bad --seed seed');
  });

  it('tries the rows of neighbouring http steps together, each against its own Gateway', async () => {
    const two = define('Two', {
      resources: (env) => [fakeRoute(env, 'route', 'v1'), fakeGateway(env, 'own')],
      steps: [
        http([{ name: 'shared', send: {}, expect: { backend: 'v1' } }]),
        http([{ name: 'own', send: {}, expect: { backend: 'v1' } }], { gateway: 'Gateway/own' }),
        http([{ name: 'none', send: {}, expect: { backend: 'v1' } }], { gateway: 'Gateway/missing' }),
      ],
    });
    const { result } = await run([two]);
    expect(result.scenarios[0]?.rows.map(({ step, outcome }) => [step, outcome])).to.deep.equal([
      [0, 'passed'],
      [1, 'failed'],
      [2, 'failed'],
    ]);
    expect(result.scenarios[0]?.rows[2]?.message).to.contain('got no address within 180000 ms');
  });

  it('fails on a status that does not come', async () => {
    const { result } = await run([
      define('S', { steps: [status('HTTPRoute/route', { conditions: { Accepted: 'False' } })] }),
    ]);
    expect(outcomes(result)).to.deep.equal({ S: 'failed' });
    expect(result.scenarios[0]?.rows[0]?.message).to.contain('Accepted');
  });

  it('tells what the API server refused as an error, not as a failure', async () => {
    const refuse: FakeOptions['onApply'] = (object) => {
      if (object.kind === 'HTTPRoute') throw new HarnessError('apply HTTPRoute: admission webhook denied it');
      return object;
    };
    const { result, left } = await run([define('R')], {}, {}, { onApply: refuse });
    expect(outcomes(result)).to.deep.equal({ R: 'error' });
    expect(result.scenarios[0]?.rows.map(({ outcome }) => outcome)).to.deep.equal(['error', 'skipped']);
    expect(result.scenarios[0]?.reason).to.contain('admission webhook denied it');
    expect(result.exitCode).to.equal(3);
    expect(left).to.deep.equal(ONLY_CLASS);
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

  it('gives each backend a pod of its own namespace where the implementation needs it', async () => {
    const pods: string[] = [];
    const onApply: FakeOptions['onApply'] = (object) => {
      if (object.kind === 'Pod') pods.push(`${object.metadata.namespace}/${object.metadata.name}`);
      return object;
    };
    const scenarios = [define('A', { backends: { v1: {}, v2: {} } })];
    const { result, left } = await run(scenarios, { profile: { needsOwnPods: true } }, {}, { onApply });
    expect(outcomes(result)).to.deep.equal({ A: 'passed' });
    expect(pods).to.have.length(2);
    expect(pods.every((pod) => pod.startsWith(`${result.scenarios[0]?.namespaces[0]}/`))).to.equal(true);
    expect(left).to.deep.equal(ONLY_CLASS);
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

  it('infers what is supported where the profile says so', async () => {
    const { result } = await run([define('Good')], { profile: { supportedFeatures: 'inferred' } });
    expect(result.features).to.deep.equal({ supported: ['Gateway', 'HTTPRoute'], exempt: [], source: 'inferred' });
  });

  it('names the reason of every scenario that does not run', async () => {
    const { result } = await run(
      [
        define('Run'),
        define('Skip'),
        define('Unclaimed', { features: ['Gateway', 'Extra'] }),
        define('Old', { until: 'v1.5' }),
      ],
      { selection: { skip: ['Skip'] } },
    );
    expect(result.scenarios.map(({ id, outcome, reason }) => [id, outcome, reason])).to.deep.equal([
      ['Run', 'passed', undefined],
      ['Skip', 'skipped', 'named by --skip'],
      ['Unclaimed', 'unsupported', 'feature Extra is not claimed'],
      ['Old', 'unsupported', 'holds up to Gateway API v1.5; the cluster has v1.7.0'],
    ]);
    expect(result.profiles[0]?.core).to.include({ result: 'partial', passed: 1, skipped: 1 });
    expect(result.exitCode).to.equal(0);
  });

  it('counts a provisional scenario in its profile, unless they are left out', async () => {
    const definitions = [define('A'), define('P', { provisional: true })];
    const counted = (await run(definitions)).result;
    expect(counted.profiles[0]?.core).to.include({ result: 'success', passed: 2, skipped: 0 });
    expect(counted.provisional.succeeded).to.deep.equal(['P']);
    const left = (await run(definitions, { selection: { skipProvisional: true } })).result;
    expect(left.scenarios[1]?.reason).to.equal('provisional, left out by --skip-provisional-tests');
    expect(left.profiles[0]?.core).to.include({ result: 'success', passed: 1, skipped: 0 });
  });

  it('refuses to run nothing, and says why nothing is left', async () => {
    const error = await run([define('A'), define('B')], { selection: { skip: ['A', 'B'] } }).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(UsageError);
    expect(String(error)).to.contain('nothing to run: named by --skip (2 scenarios)');
  });

  it('takes a scenario without any assertion for an error', async () => {
    const idle = define('Idle', { steps: [custom({ name: 'idle', reason: 'a test', run: async () => {} })] });
    const { result } = await run([idle]);
    expect(result.scenarios[0]).to.include({ outcome: 'error', reason: 'the scenario made no assertion' });
    expect(result.exitCode).to.equal(3);
  });

  it('counts the assertions of custom steps, and takes a Mismatch for a failure', async () => {
    const asks = (backend: string) =>
      custom({ name: 'asks', reason: 'a test', run: (context) => context.expectHttp({}, { backend }) });
    const { result } = await run([define('Yes', { steps: [asks('v1')] }), define('No', { steps: [asks('v3')] })]);
    expect(outcomes(result)).to.deep.equal({ Yes: 'passed', No: 'failed' });
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
    expect(notices).to.deep.equal(['F failed, and passed when it was run again alone: it is flaky']);
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
    expect(result.exitCode).to.equal(3);
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

  it('sends only the rows that --grep matches, and calls that run in part', async () => {
    const two = define('Two', {
      steps: [
        http([
          { name: 'first', send: { path: '/first' }, expect: { backend: 'v1' } },
          { name: 'second', send: { path: '/second' }, expect: { backend: 'v1' } },
        ]),
      ],
    });
    const { result, sent } = await run([two, define('Other')], { selection: { grep: 'Two second' } });
    expect(sent.some((line) => line.endsWith('/first'))).to.equal(false);
    expect(result.scenarios[0]).to.include({ outcome: 'skipped' });
    expect(result.scenarios[0]?.rows.map(({ outcome }) => outcome)).to.deep.equal(['skipped', 'passed']);
    expect(result.scenarios[1]?.reason).to.equal('no row matches --grep Two second');
    expect(result.exitCode).to.equal(0);
  });

  describe('rows that expect an absence', () => {
    const absence = (over: Partial<ScenarioDefinition> = {}) =>
      define('Absence', {
        steps: [http([{ name: 'no such path', send: { path: '/nothing' }, expect: { status: 404 } }])],
        ...over,
      });

    it('count only once a control route is served', async () => {
      // The route wrongly takes every path, but only once it is served: before that the row holds by chance.
      const { result } = await run([absence()], {}, { delayMs: 3_000 });
      expect(outcomes(result)).to.deep.equal({ Absence: 'failed' });
    });

    it('pass where they hold, and the control route is gone afterwards', async () => {
      const { result, sent } = await run([absence({ resources: () => [] })], {}, { delayMs: 3_000 });
      expect(outcomes(result)).to.deep.equal({ Absence: 'passed' });
      expect(sent.filter((line) => line.includes('control-1')).length).to.be.greaterThan(3);
    });

    it('fail where nothing is served at all', async () => {
      const { result } = await run([absence()], {}, { answer: () => answer(404) });
      expect(result.scenarios[0]?.outcome).to.equal('failed');
      expect(result.scenarios[0]?.rows[0]?.message).to.match(/^control route GET .* expected to be served/);
    });

    it('are tried for longer where the Gateway takes no control route, and say so', async () => {
      const own = absence({
        resources: (env) => [fakeGateway(env, 'own', { allowedRoutes: { kinds: [{ kind: 'TLSRoute' }] } })],
        steps: [http([{ name: 'x', send: {}, expect: { status: 404 } }], { gateway: 'Gateway/own' })],
      });
      const { result } = await run([own], {}, { delayMs: 500 });
      expect(result.scenarios[0]?.rows[0]).to.include({
        outcome: 'passed',
        message: 'proven live by a control route on the shared Gateway, and confirmed for a longer time',
      });
    });

    it('are proven anew after a change, even beside rows that hold before and after', async () => {
      const changed = define('Changed', {
        steps: (env) => [
          http([{ name: 'before', send: {}, expect: { backend: 'v1' } }]),
          apply('another route', [fakeRoute(env, 'more', 'v1', { hostnames: [env.host('more')] })]),
          http([
            { name: 'still', send: {}, expect: { backend: 'v1' } },
            { name: 'not more', send: { host: env.host('more') }, expect: { status: 404 } },
          ]),
        ],
      });
      const { result } = await run([changed], {}, { delayMs: 3_000 });
      expect(result.scenarios[0]?.rows.map(({ outcome }) => outcome)).to.deep.equal([
        'passed',
        'passed',
        'passed',
        'failed',
      ]);
    });
  });

  it('runs a scenario that catches all hosts alone where Gateways share an address', async () => {
    const alive = new Set<string>();
    const beside: string[][] = [];
    const listener: RunListener = {
      onScenarioStart: (id) => {
        alive.add(id);
        if (id === 'All') beside.push([...alive]);
        else if (alive.has('All')) beside.push([...alive]);
      },
      onScenarioEnd: ({ id }) => void alive.delete(id),
    };
    const own = (id: string, over: Partial<ScenarioDefinition> = {}) =>
      define(id, {
        resources: (env) => [
          fakeGateway(env, 'own'),
          fakeRoute(env, 'route', 'v1', { parentRefs: [{ name: env.name('own'), namespace: env.namespace }] }),
        ],
        steps: [http([{ name: 'x', send: {}, expect: { backend: 'v1' } }], { gateway: 'Gateway/own' })],
        ...over,
      });
    const scenarios = [own('All', { catchesAllHosts: 'a test' }), own('B'), own('C'), define('D')];
    const { result } = await run(scenarios, { listeners: [listener] }, {}, { addressOf: () => '10.0.0.1' });
    expect(result.exitCode).to.equal(0);
    expect(beside).to.deep.equal([['All']]);
  });

  it('tells an unknown backend of a row as an error', async () => {
    const { result } = await run([
      define('U', { steps: [http([{ name: 'x', send: {}, expect: { backend: 'v9' } }])] }),
    ]);
    expect(result.scenarios[0]?.reason).to.contain('"v9"');
    expect(result.scenarios[0]?.outcome).to.equal('error');
  });

  it('lets one scenario that cannot be prepared spoil no other', async () => {
    const steps: ScenarioDefinition['steps'] = (env) => {
      if (env.runId !== 'explain') throw new Error('no such thing');
      return [http([{ name: 'x', send: {}, expect: { backend: 'v1' } }])];
    };
    const { result } = await run([define('Broken', { steps }), define('Good')]);
    expect(outcomes(result)).to.deep.equal({ Broken: 'error', Good: 'passed' });
    expect(result.scenarios[0]?.reason).to.equal('no such thing');
  });

  it('refuses a Mocha reporter that there is not, before anything is made', async () => {
    const error = await run([define('A')], { settings: { mochaReporter: 'fancy' } }).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(UsageError);
  });

  it('judges a share of answers by the sequential test', async () => {
    const split = (weights: Record<string, number>): ScenarioDefinition =>
      define(`Split${Object.values(weights).join('')}`, {
        steps: [{ kind: 'distribution', name: 'shares', send: {}, target: {}, weights, tolerance: 0.1 }],
      });
    let count = 0;
    const { result } = await run(
      [split({ v1: 1, v2: 1 }), split({ v1: 3, v2: 1 })],
      {},
      {
        answer: (request) => {
          count += 1;
          // A step of seven visits both in no fixed pattern with batches of eight.
          return echoBy((count * 7) % 13 < 6.5 ? 'pod-1' : 'pod-2', createNames('seed', false).baseNamespace, request);
        },
      },
    );
    expect(outcomes(result)).to.deep.equal({ Split11: 'passed', Split31: 'failed' });
    expect(result.scenarios[0]?.rows[0]?.distribution?.requests).to.be.greaterThan(100);
  });

  it('sends a request again whose connection was lost, but not many of them', async () => {
    const step = { kind: 'distribution', name: 'shares', send: {}, target: {}, tolerance: 0.1 } as const;
    const split = define('Split', { steps: [{ ...step, weights: { v1: 1, v2: 1 } }] });
    const lose = async (isLost: (count: number) => boolean) => {
      let count = 0;
      const reply: FakeGatewayOptions['answer'] = (request) => {
        count += 1;
        if (isLost(count)) return { error: { code: 'ETIMEDOUT', message: 'no answer in time' } };
        return echoBy(count % 2 === 0 ? 'pod-1' : 'pod-2', createNames('seed', false).baseNamespace, request);
      };
      const { result } = await run([split], {}, { answer: reply });
      return result.scenarios[0]?.rows[0];
    };
    expect((await lose((count) => count === 100))?.outcome).to.equal('passed');
    const often = await lose((count) => count > 50 && count % 20 === 0);
    expect(often?.outcome).to.equal('failed');
    expect(often?.message).to.match(/^answer: expected to each request, got none to 4 of \d+ \(ETIMEDOUT\)/);
  });

  it('patches by the merged object and goes on', async () => {
    const { result } = await run([
      define('P', {
        steps: [
          patch('marks it', 'HTTPRoute/route', { metadata: { name: 'x' } }, 'status'),
          http([{ name: 'x', send: {}, expect: { oneOf: ['v1', 'v2'] } }]),
        ],
      }),
    ]);
    expect(result.scenarios[0]?.rows[0]?.outcome).to.equal('passed');
  });
});

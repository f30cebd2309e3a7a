import { expect } from 'chai';
import type { RunListener } from '../../result/listener.ts';
import { apply, http, patch, type ScenarioDefinition, status } from '../../scenario/define.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import { fakeGateway, fakeRoute } from './fake-base.test.ts';
import { createFakeCluster, type FakeOptions, fakeInput } from './fake-cluster.test.ts';
import { status as answer } from './fake-gateway.test.ts';
import { define, ONLY_CLASS, outcomes, run } from './fake-run.test.ts';

describe('runConformance: Gateways and pods', () => {
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

  it('begins with what must come up, and ends with Gateways that need not serve', async () => {
    const started: string[] = [];
    const gateway = { resources: (env: ScenarioEnv) => [fakeGateway(env, 'own')] };
    const programmed = (status: 'True' | 'False') => ({ conditions: { Programmed: status } });
    const scenarios = [
      define('Idle', { ...gateway, steps: [status('Gateway/own', { conditions: { Accepted: 'True' } })] }),
      define('Plain'),
      define('Serving', { ...gateway, steps: [status('Gateway/own', programmed('True'))] }),
    ];
    const listeners = [{ onScenarioStart: (id: string) => void started.push(id) }];
    await run(scenarios, { listeners, settings: { concurrency: 1 } });
    expect(started).to.deep.equal(['Serving', 'Plain', 'Idle']);
  });

  describe('rows that stay wrong', () => {
    const row = { name: 'the wrong backend', send: {}, expect: { backend: 'v2' } } as const;
    const right = { name: 'the right one', send: {}, expect: { backend: 'v1' } } as const;
    const backends = { v1: {}, v2: {} };

    it('are given up soon where a route made later is served', async () => {
      const { result, left } = await run([define('Wrong', { backends, steps: [http([row, right])] })]);
      const [wrong, other] = result.scenarios[0]?.rows ?? [];
      expect([wrong?.outcome, other?.outcome]).to.deep.equal(['failed', 'passed']);
      expect(wrong?.message).to.match(
        / in \d+\.\d s, the same answer each time, while a route made later was served\); v1 is behind rule 1 of HTTPRoute route-\w+$/,
      );
      expect(left).to.deep.equal(ONLY_CLASS);
    });

    it('are waited for to the end after a change, but not after a route more', async () => {
      const changing = (label: string): ScenarioDefinition['steps'] => {
        return (env) => [apply('changes', [fakeRoute(env, label, 'v1')]), http([row, right])];
      };
      const { result } = await run([
        define('Changed', { backends, steps: changing('route') }),
        define('OneMore', { backends, steps: changing('other') }),
      ]);
      const messages = result.scenarios.map(({ rows }) => rows[1]?.message);
      expect(messages[0]).to.match(
        / in 6\d\.\d s\); v1 is behind rule 1 of HTTPRoute route-\w+; changed last: 'changes'$/,
      );
      expect(messages[1]).to.match(
        /, the same answer each time, while a route made later was served\); v1 is .*; changed last: 'changes'$/,
      );
    });
  });

  it('gives up a status that stays wrong while a route made later is accepted, and leaves none of it', async () => {
    const wrong = status('HTTPRoute/route', { conditions: { Accepted: 'False' } });
    const { result, left } = await run([define('Wrong', { steps: [wrong] })]);
    expect(result.scenarios[0]?.rows[0]?.message).to.match(
      /Accepted.* in 1\d\.\d s, the last unchanged while a route made later was accepted\)$/,
    );
    expect(left).to.deep.equal(ONLY_CLASS);
    const changed = patch('changes', 'HTTPRoute/route', { metadata: { labels: { a: 'b' } } });
    const after = await run([define('Changed', { steps: [changed, wrong] })]);
    expect(after.result.scenarios[0]?.rows[1]?.message).to.match(/ in 6\d\.\d s\); changed last: 'changes'$/);
  });

  it('removes nothing from a cluster that goes with the run', async () => {
    const { cluster } = fakeInput(createFakeCluster(), []);
    const { left } = await run([define('A')], { cluster: { ...cluster, disposable: true } });
    expect(left.filter((name) => name.includes('/Namespace/'))).to.have.length(2);
    expect(left.some((name) => name.includes('/HTTPRoute/'))).to.equal(true);
    expect((await run([define('A')])).left).to.deep.equal(ONLY_CLASS);
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

    it('lead the control route to a backend of the scenario, or to one of the engine’s own where it changes that', async () => {
      const absent = http([{ name: 'no such path', send: { path: '/nothing' }, expect: { status: 404 } }]);
      const services = async (steps: ScenarioDefinition['steps']): Promise<string[]> => {
        const made: string[] = [];
        const onApply: FakeOptions['onApply'] = (object) => {
          if (object.kind === 'Service') made.push(object.metadata.name.split('-')[0] ?? '');
          return object;
        };
        const scenario = absence({ backends: { v1: {} }, resources: () => [], steps });
        const { result } = await run([scenario], {}, {}, { onApply });
        expect(outcomes(result)).to.deep.equal({ Absence: 'passed' });
        return made;
      };
      expect(await services([absent])).to.deep.equal(['v1']);
      const labels = { metadata: { labels: { a: 'b' } } };
      expect(await services([patch('changes it', 'Service/v1', labels), absent])).to.deep.equal(['v1', 'gwconf']);
    });

    it('take the control route away before what comes next, and leave the last one to its namespace', async () => {
      const absent = http([{ name: 'no such path', send: { path: '/nothing' }, expect: { status: 404 } }]);
      const taken = async (...steps: Extract<ScenarioDefinition['steps'], readonly unknown[]>): Promise<number> => {
        let count = 0;
        const onDelete: FakeOptions['onDelete'] = ({ name }) => {
          if (name.startsWith('control-')) count += 1;
        };
        const { result, left } = await run([absence({ resources: () => [], steps })], {}, {}, { onDelete });
        expect([outcomes(result), left]).to.deep.equal([{ Absence: 'passed' }, ONLY_CLASS]);
        return count;
      };
      expect(await taken(absent)).to.equal(0);
      expect(await taken(absent, status('Gateway/shared', { conditions: { Accepted: 'True' } }))).to.equal(1);
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
});

import { expect } from 'chai';
import { http, type ScenarioDefinition } from '../../scenario/define.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { createPolicies } from '../../wait/policies.ts';
import { fakeGateway, fakeRoute } from './fake-base.test.ts';
import {
  conditions,
  createFakeCluster,
  type FakeOptions,
  fakeInput,
  noRechecks,
  quietMonitor,
} from './fake-cluster.test.ts';
import { createFakeClient } from './fake-gateway.test.ts';
import { define, outcomes, run } from './fake-run.test.ts';
import { runConformance } from './run.ts';

describe('runConformance: what is made, and in which order', () => {
  it('makes routes in the end where the shared Gateway waits for one', async () => {
    const pending: KubeObject[] = [];
    const onApply: FakeOptions['onApply'] = (object) => {
      if (object.kind === 'Gateway') {
        pending.push(object);
        return { ...object, status: {} };
      }
      for (const one of object.kind === 'HTTPRoute' ? pending.splice(0) : []) {
        const addresses = [{ type: 'IPAddress', value: '10.0.0.1' }];
        cluster.memory.put({ ...one, status: { addresses, conditions: conditions('Accepted', 'Programmed') } });
      }
      return object;
    };
    const cluster = createFakeCluster({ onApply });
    const parts = {
      createTrafficClient: () => createFakeClient(cluster),
      createPolicies,
      startLoadMonitor: () => quietMonitor(),
      startRechecks: noRechecks,
    };
    const result = await runConformance(fakeInput(cluster, [define('A')]), parts);
    expect([outcomes(result), result.errors]).to.deep.equal([{ A: 'passed' }, []]);
  });

  it('makes what others refer to first, then Gateways, then routes, both in their order', async () => {
    const applied: string[] = [];
    const onApply: FakeOptions['onApply'] = (object) => {
      if (['Secret', 'Gateway', 'HTTPRoute'].includes(object.kind))
        applied.push(object.metadata.name.split('-')[0] ?? '');
      return object;
    };
    const resources: ScenarioDefinition['resources'] = (env) => [
      fakeRoute(env, 'route', 'v1'),
      fakeRoute(env, 'another', 'v1', { hostnames: [env.host('another')] }),
      fakeGateway(env, 'gateway'),
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'secret' } },
    ];
    const { result } = await run([define('A', { resources })], {}, {}, { onApply });
    expect(outcomes(result)).to.deep.equal({ A: 'passed' });
    expect(applied).to.deep.equal(['shared', 'secret', 'gateway', 'route', 'another']);
  });

  it('makes Gateways and Services while the shared pods come up', async () => {
    const waiting: KubeObject[] = [];
    const early: string[] = [];
    const onApply: FakeOptions['onApply'] = (object) => {
      if (object.kind === 'Deployment') waiting.push(object);
      if (waiting.length > 0 && (object.metadata.name.startsWith('own') || object.kind === 'Service')) {
        early.push(object.kind);
      }
      if (early.includes('Gateway') && early.includes('Service')) {
        for (const [index, { metadata }] of waiting.splice(0).entries()) {
          const status = { podIP: `10.1.0.${index + 1}`, conditions: conditions('Ready') };
          cluster.memory.put({
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { ...metadata, name: `pod-${index + 1}` },
            status,
          });
        }
      }
      // Of itself no pod comes up.
      return object.kind === 'Deployment' ? { ...object, status: {} } : object;
    };
    const cluster = createFakeCluster({ onApply });
    const parts = {
      createTrafficClient: () => createFakeClient(cluster),
      createPolicies,
      startLoadMonitor: () => quietMonitor(),
      startRechecks: noRechecks,
    };
    const scenarios = [define('Own', { resources: (env) => [fakeRoute(env, 'route', 'v1'), fakeGateway(env, 'own')] })];
    const result = await runConformance(fakeInput(cluster, scenarios), parts);
    expect([outcomes(result), result.errors]).to.deep.equal([{ Own: 'passed' }, []]);
    expect(new Set(early)).to.deep.equal(new Set(['Namespace', 'Service', 'Gateway']));
  });

  it('makes routes once the shared Gateway serves', async () => {
    const events: string[] = [];
    const onApply: FakeOptions['onApply'] = (object) => {
      if (object.kind === 'HTTPRoute') events.push(object.kind);
      if (object.kind !== 'Gateway') return object;
      void input.clock.sleep(5_000, input.signal).then(() => {
        events.push('served');
        const addresses = [{ type: 'IPAddress', value: '10.0.0.1' }];
        cluster.memory.put({ ...object, status: { addresses, conditions: conditions('Accepted', 'Programmed') } });
      });
      return { ...object, status: {} };
    };
    const cluster = createFakeCluster({ onApply });
    const input = fakeInput(cluster, [define('A')]);
    const parts = {
      createTrafficClient: () => createFakeClient(cluster),
      createPolicies,
      startLoadMonitor: () => quietMonitor(),
      startRechecks: noRechecks,
    };
    expect(outcomes(await runConformance(input, parts))).to.deep.equal({ A: 'passed' });
    expect(events.slice(0, 2)).to.deep.equal(['served', 'HTTPRoute']);
  });

  it('waits for no more of the shared pods than a scenario has backends for', async () => {
    const events: string[] = [];
    const onApply: FakeOptions['onApply'] = (object) => {
      if (object.kind === 'EndpointSlice') events.push(object.metadata.namespace?.split('-')[0] ?? '');
      if (object.metadata.name !== 'echo-2') return object;
      void input.clock.sleep(5_000, input.signal).then(() => {
        events.push('second pod');
        const status = { podIP: '10.1.0.2', conditions: conditions('Ready') };
        cluster.memory.put({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { ...object.metadata, name: 'pod-2' },
          status,
        });
      });
      return { ...object, kind: 'ReplicaSet' };
    };
    const cluster = createFakeCluster({ onApply });
    const withBackends = (id: string, backends: ScenarioDefinition['backends']): ScenarioDefinition =>
      define(id, {
        backends,
        resources: (env) => [fakeRoute(env, id.toLowerCase(), 'v1')],
        steps: [http([{ name: 'reaches v1', send: {}, expect: { backend: 'v1' } }])],
      });
    const input = fakeInput(cluster, [
      withBackends('Two', { v1: {}, v2: {} }),
      withBackends('One', { v1: {} }),
      withBackends('Own', { v1: {}, own: { own: true } }),
    ]);
    const parts = {
      createTrafficClient: () => createFakeClient(cluster),
      createPolicies,
      startLoadMonitor: () => quietMonitor(),
      startRechecks: noRechecks,
    };
    expect(outcomes(await runConformance(input, parts))).to.deep.equal({ Two: 'passed', One: 'passed', Own: 'passed' });
    expect([...events.slice(0, 3).sort(), ...events.slice(3)]).to.deep.equal([
      'one',
      'own',
      'own',
      'second pod',
      'two',
      'two',
    ]);
  });

  it('makes routes while the shared pods start, and judges only once what leads to these is made', async () => {
    const events: string[] = [];
    const onApply: FakeOptions['onApply'] = (object) => {
      if (object.kind === 'HTTPRoute' || object.kind === 'EndpointSlice') events.push(object.kind);
      if (object.kind !== 'Deployment') return object;
      void input.clock.sleep(5_000, input.signal).then(() => {
        events.push('pod');
        const status = { podIP: '10.1.0.1', conditions: conditions('Ready') };
        const metadata = { ...object.metadata, name: 'pod-1' };
        cluster.memory.put({ apiVersion: 'v1', kind: 'Pod', metadata, status });
      });
      // Of itself no pod comes up.
      return { ...object, status: {} };
    };
    const cluster = createFakeCluster({ onApply });
    const listeners = [{ onRow: () => void events.push('row') }];
    const input = fakeInput(cluster, [define('A', { backends: { v1: {} } })], { listeners });
    const parts = {
      createTrafficClient: () => createFakeClient(cluster),
      createPolicies,
      startLoadMonitor: () => quietMonitor(),
      startRechecks: noRechecks,
    };
    expect(outcomes(await runConformance(input, parts))).to.deep.equal({ A: 'passed' });
    expect(events).to.deep.equal(['HTTPRoute', 'pod', 'EndpointSlice', 'row', 'row']);
  });
});

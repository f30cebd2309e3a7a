import { expect } from 'chai';
import { apply, http, type ScenarioDefinition, status } from '../../scenario/define.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { fakeGateway, fakeRoute } from './fake-base.test.ts';
import type { FakeOptions } from './fake-cluster.test.ts';
import { define, outcomes, run } from './fake-run.test.ts';

/** Runs scenarios, and gives what was applied, in order. */
async function runAndNote(scenarios: readonly ScenarioDefinition[], profile: { needsOwnPods?: boolean } = {}) {
  const applied: KubeObject[] = [];
  const onApply: FakeOptions['onApply'] = (object) => {
    applied.push(object);
    return object;
  };
  const { result } = await run(scenarios, { profile }, {}, { onApply });
  return { result, applied };
}

const names = (applied: readonly KubeObject[], kind: string): string[] =>
  applied.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name.split('-')[0] ?? '');

const toBackend = (label: string) => ({
  resources: (env: Parameters<NonNullable<ScenarioDefinition['resources']>>[0]) => [fakeRoute(env, 'route', label)],
  steps: [http([{ name: `reaches ${label}`, send: {}, expect: { backend: label } }])],
});

describe('runConformance: backends', () => {
  it('gives a backend the pod of another one, whoever made that', async () => {
    const { result, applied } = await runAndNote([
      define('Shared', { backends: { v1: {}, twin: { podOf: 'v1' } }, ...toBackend('twin') }),
      define('Own', { backends: { v1: {}, mine: { own: true }, twin: { podOf: 'mine' } }, ...toBackend('v1') }),
    ]);
    expect(outcomes(result)).to.deep.equal({ Shared: 'passed', Own: 'passed' });
    expect(names(applied, 'Deployment')).to.deep.equal(['echo']);
    expect(names(applied, 'Pod')).to.deep.equal(['mine']);
  });

  it('writes endpoints by hand for a pod of its own where no selector is wanted, also where all pods are', async () => {
    const written: ScenarioDefinition['backends'] = { v1: { selector: false } };
    const { result, applied } = await runAndNote([define('A', { backends: written })], { needsOwnPods: true });
    expect(outcomes(result)).to.deep.equal({ A: 'passed' });
    const service = applied.find(({ kind }) => kind === 'Service');
    const slice = applied.findLast(({ kind }) => kind === 'EndpointSlice');
    expect(service?.spec).to.deep.equal({});
    expect(slice?.endpoints).to.be.an('array').with.length(1);
  });

  it('leaves late backends to the step that names them', async () => {
    const backends = { v1: {}, later: { late: 'service', podOf: 'v1' } } as const;
    const steps: ScenarioDefinition['steps'] = [
      http([{ name: 'not yet', send: {}, expect: { status: 500 } }]),
      apply('it comes', [], ['later']),
      http([{ name: 'now', send: {}, expect: { backend: 'later' } }]),
    ];
    const resources: ScenarioDefinition['resources'] = (env) => [fakeRoute(env, 'route', 'later')];
    const { result, applied } = await runAndNote([define('A', { backends, steps, resources })]);
    expect(result.scenarios[0]?.rows.map(({ outcome }) => outcome)).to.deep.equal(['passed', 'passed', 'passed']);
    expect(names(applied, 'Service').at(-1)).to.equal('later');
  });

  it('makes a shared Gateway only where a scenario uses it', async () => {
    const shared = (applied: readonly KubeObject[]) => names(applied, 'Gateway');
    expect(shared((await runAndNote([define('A')])).applied)).to.have.length(1);
    const both = define('B', { gateways: ['http', 'tls'] });
    expect((await runAndNote([define('A'), both])).applied.filter(({ kind }) => kind === 'Gateway')).to.have.length(2);
    const own = define('C', {
      gateways: [],
      resources: (env) => [fakeGateway(env, 'own')],
      steps: [status('Gateway/own', { conditions: { Accepted: 'True' } })],
    });
    expect(shared((await runAndNote([own])).applied)).to.deep.equal(['own']);
  });

  it('tells the scenario of a backend that it does not declare', async () => {
    const { result } = await runAndNote([define('A', toBackend('nobody'))]);
    expect(result.scenarios[0]?.reason ?? result.scenarios[0]?.rows[0]?.message).to.include("no backend 'nobody'");
  });

  it('gives up pods whose image does not come, and says why', async () => {
    const waiting = { reason: 'ImagePullBackOff', message: 'no such image' };
    const status = { phase: 'Pending', containerStatuses: [{ name: 'echo', state: { waiting } }] };
    const explain = async (kind: string, backends: ScenarioDefinition['backends']) => {
      const onApply: FakeOptions['onApply'] = (object, put) => {
        if (object.kind !== kind) return object;
        if (kind === 'Deployment') {
          put({ ...object, apiVersion: 'v1', kind: 'Pod', metadata: { ...object.metadata, name: 'pod-1' }, status });
        }
        return { ...object, status };
      };
      const { result } = await run([define('A', { backends })], {}, {}, { onApply });
      return JSON.stringify([result.errors, result.scenarios]);
    };
    const why = 'do(es)? not start: .*ImagePullBackOff: no such image';
    expect(await explain('Deployment', { v1: {} })).to.match(new RegExp(`echo pods .* ${why}`));
    expect(await explain('Pod', { v1: { own: true } })).to.match(new RegExp(`Pod .*v1.* ${why}`));
  });
});

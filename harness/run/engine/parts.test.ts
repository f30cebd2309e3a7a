import { expect } from 'chai';
import { samplePassingResult, sampleRow, sampleScenario } from '../../result/sample.ts';
import type { ProfileResult, RunResult, ScenarioResult } from '../../result/types.ts';
import { http, scenario, status } from '../../scenario/define.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { Step } from '../../scenario/steps.ts';
import { createExplainEnv } from './explain-env.ts';
import { fakeBase, fakeGateway, fakeRoute } from './fake-base.test.ts';
import { createFakeCluster, fakeCatalogue, fakeInput } from './fake-cluster.test.ts';
import { claimFeatures } from './features.ts';
import { chooseExitCode, judgeScenario } from './outcome.ts';
import { describeReproduction } from './reproduce.ts';
import { surveyScenario } from './survey.ts';

describe('chooseExitCode', () => {
  const passed = sampleScenario({ outcome: 'passed' });
  const failed = sampleScenario({ outcome: 'failed' });
  const error = sampleScenario({ outcome: 'error' });

  it('puts a failure before an error before all else', () => {
    const choose = (scenarios: readonly ScenarioResult[], errors: readonly string[] = []) =>
      chooseExitCode({ scenarios, errors });
    expect(choose([passed])).to.equal(0);
    expect(choose([passed, failed, error], ['x'])).to.equal(1);
    expect(choose([passed, error])).to.equal(3);
    expect(choose([passed], ['x'])).to.equal(3);
    expect(choose([sampleScenario({ outcome: 'skipped', rows: [] })])).to.equal(3);
    expect(choose([passed, sampleScenario({ outcome: 'failed', provisional: true })])).to.equal(1);
  });

  it('asks for whole profiles, and for one at least, where they must be', () => {
    const { profiles } = samplePassingResult();
    const [whole] = profiles;
    const partial = profiles.map((profile) => ({ ...profile, core: { ...profile.core, result: 'partial' as const } }));
    const choose = (some: RunResult['profiles']) => chooseExitCode({ scenarios: [passed], errors: [], profiles: some });
    expect(choose(profiles)).to.equal(0);
    expect([choose(partial), choose([])]).to.deep.equal([1, 1]);
    expect(choose([{ ...partial[0], core: whole?.core, extended: partial[0]?.core } as ProfileResult])).to.equal(1);
    expect(chooseExitCode({ scenarios: [passed], errors: ['x'], profiles: partial })).to.equal(3);
  });
});

describe('judgeScenario', () => {
  it('takes the worst row, and tells how many more there are', () => {
    const rows = [
      sampleRow({ name: 'a', outcome: 'error', message: 'broken' }),
      sampleRow({ name: 'b', outcome: 'failed', message: 'wrong' }),
      sampleRow({ name: 'c', outcome: 'failed', message: 'wrong too' }),
    ];
    expect(judgeScenario(rows, 3)).to.include({ outcome: 'failed', reason: 'b: wrong (and 1 more row)' });
    expect(judgeScenario(rows.slice(0, 1), 1)).to.include({ outcome: 'error', reason: 'a: broken' });
    expect(judgeScenario([], 0, 'interrupted')).to.include({ outcome: 'skipped', reason: 'interrupted' });
  });
});

describe('claimFeatures', () => {
  const selection = fakeInput(createFakeCluster(), []).settings.selection;
  const claim = (
    over: Partial<typeof selection>,
    published: string[] = [],
    profile: 'published' | string[] = 'published',
  ) =>
    claimFeatures(
      fakeCatalogue([]),
      { ...selection, profiles: [], ...over },
      { supportedFeatures: profile },
      { supportedFeatures: published },
      'v1.7.0',
    );

  it('takes what nobody claims for claimed where a scenario that needs it is named', () => {
    const large = { ...fakeCatalogue([]).scenarios[0], id: 'Large', features: ['Gateway', 'Scale'] };
    const scale = { name: 'Scale', resources: ['Scale'], support: 'Extended', channel: 'standard' } as const;
    const catalogue = fakeCatalogue([]);
    const known = {
      ...catalogue,
      scenarios: [large] as unknown as typeof catalogue.scenarios,
      features: [...catalogue.features, scale],
    };
    const supported = (only: string[]) =>
      claimFeatures(
        known,
        { ...selection, profiles: [], allFeatures: true, only },
        { supportedFeatures: 'published' },
        { supportedFeatures: [] },
        'v1.7.0',
      ).supported.includes('Scale');
    expect(supported(['Large'])).to.equal(true);
    expect(supported([])).to.equal(false);
  });

  it('trusts flags, then the profile or what is published', () => {
    expect(claim({ allFeatures: true })).to.include({ source: 'all' });
    expect(claim({ supportedFeatures: ['Extra'] }, ['Gateway'])).to.deep.equal({
      supported: ['Extra'],
      source: 'flags',
      unknown: [],
    });
    expect(claim({}, ['Gateway'])).to.deep.equal({ supported: ['Gateway'], source: 'published', unknown: [] });
    expect(claim({}, ['Gateway'], ['HTTPRoute'])).to.include({ source: 'profile' });
  });

  it('adds the core of the profiles asked for, takes exempt ones out, and tells unknown ones apart', () => {
    const { supported, unknown } = claim({ profiles: ['GATEWAY-HTTP'], exemptFeatures: ['Gateway'] }, [
      'Extra',
      'Mesh',
    ]);
    expect(supported).to.deep.equal(['Extra', 'HTTPRoute']);
    expect(unknown).to.deep.equal(['Mesh']);
  });
});

describe('describeReproduction', () => {
  it('adds the scenario, the seed and a folder of its own to what the user asked for, ready to paste', () => {
    const input = fakeInput(createFakeCluster(), [], { rerun: ['gwconf', 'run', '--set', 'faults=a b'] });
    expect(describeReproduction(input, 'A')).to.equal(
      "gwconf run --set 'faults=a b' --only A --seed seed --output-dir gwconf-rerun/A",
    );
  });
});

describe('surveyScenario', () => {
  const survey = (over: Partial<Parameters<typeof scenario>[0]>) =>
    surveyScenario(
      scenario({
        id: 'S',
        title: 's',
        requirements: ['r.one'],
        features: ['Gateway'],
        since: 'v1.0',
        steps: [],
        ...over,
      }),
      fakeBase,
    );

  it('counts Gateways, also those applied later, each once', async () => {
    const found = await survey({
      resources: (env) => [fakeGateway(env, 'a'), fakeRoute(env, 'r', 'v1')],
      steps: (env) => [{ kind: 'apply', name: 'x', objects: [fakeGateway(env, 'a'), fakeGateway(env, 'b')] }],
    });
    expect(found).to.deep.include({ gateways: 2, serves: false, cost: 0, catchesShared: false });
  });

  it('tells Gateways that must serve from those of which the status alone is judged', async () => {
    const resources = (env: ScenarioEnv) => [fakeGateway(env, 'a')];
    const serves = async (...steps: Step[]) => (await survey({ resources, steps })).serves;
    const row = { name: 'x', send: {}, expect: { backend: 'v1' } } as const;
    expect(await serves(status('Gateway/a', { conditions: { Accepted: 'True', Programmed: 'False' } }))).to.equal(
      false,
    );
    expect(await serves(http([row]))).to.equal(false);
    expect(await serves(http([row], { gateway: 'Gateway/a' }))).to.equal(true);
    expect(await serves(status('Gateway/a', { conditions: { Programmed: { status: 'True' } } }))).to.equal(true);
  });

  it('tells what is judged by status alone, and what asks again after a change', async () => {
    const row = { name: 'x', send: {}, expect: { backend: 'v1' } } as const;
    const change: Step = { kind: 'delete', name: 'x', ref: 'HTTPRoute/r' };
    const judge = status('Gateway/a', { conditions: { Accepted: 'True' } });
    const facts = async (steps: Step[], resources: (env: ScenarioEnv) => KubeObject[] = () => []) => {
      const { idle, revises } = await survey({ resources, steps });
      return { idle, revises };
    };
    const gateway = (env: ScenarioEnv) => [fakeGateway(env, 'a')];
    expect(await facts([judge], gateway)).to.deep.equal({ idle: true, revises: false });
    expect(await facts([judge, change, judge], gateway)).to.deep.equal({ idle: true, revises: false });
    expect(await facts([http([row])])).to.deep.equal({ idle: false, revises: false });
    expect(await facts([http([row]), change])).to.deep.equal({ idle: false, revises: false });
    expect(await facts([http([row]), change, http([row])])).to.deep.equal({ idle: false, revises: true });
  });

  it('finds routes that catch every hostname of the shared Gateway', async () => {
    const { catchesShared } = await survey({ resources: (env) => [fakeRoute(env, 'r', 'v1', { hostnames: [] })] });
    expect(catchesShared).to.equal(true);
    const own = await survey({
      resources: (env) => [fakeRoute(env, 'r', 'v1', { hostnames: [], parentRefs: [{ name: env.name('own') }] })],
    });
    expect(own.catchesShared).to.equal(false);
  });
});

describe('createExplainEnv', () => {
  it('gives readable names that are always the same, and no cluster', async () => {
    const definition = scenario({
      id: 'HTTPRouteHeaderMatching',
      title: 't',
      requirements: ['r.one'],
      features: ['Gateway'],
      since: 'v1.0',
      namespaces: { other: {} },
      backends: { v1: {}, far: { namespace: 'other' } },
      steps: [],
    });
    const env = createExplainEnv(definition, fakeBase);
    expect(env.namespace).to.equal('gwconf-httproute-header-matching');
    expect(env.ns('other')).to.equal('gwconf-httproute-header-matching-other');
    expect(() => env.ns('nowhere')).to.throw(HarnessError, "declares no namespace 'nowhere'");
    expect(env.hostname).to.equal('www.httproute-header-matching.example.com');
    expect(env.backend('far')).to.include({ namespace: env.ns('other'), port: 8080, name: 'far' });
    expect(() => env.backend('fra')).to.throw(HarnessError, "declares no backend 'fra' (declared: v1, far)");
    expect(() => env.shared('tls')).to.throw(HarnessError, "no shared Gateway 'tls'");
    expect((await env.certificate(['a.example'])).certificate).to.contain('a.example');
  });
});

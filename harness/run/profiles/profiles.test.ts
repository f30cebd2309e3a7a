import { expect } from 'chai';
import { sampleScenario } from '../../result/sample.ts';
import type { Outcome, ProfileResult, ScenarioResult } from '../../result/types.ts';
import type { OfficialTest } from '../../scenario/catalogue.ts';
import { computeProfiles, describeOfficial, type FoundRelease, listProvisional, listTestable } from './index.ts';
import { accompanies } from './membership.ts';

const CORE = ['Gateway', 'HTTPRoute'];
const EXTRA = [...CORE, 'Extra'];

const test = (name: string, features = CORE, over: Partial<OfficialTest> = {}): OfficialTest => ({
  name,
  kind: 'gateway',
  features,
  ...over,
});
const release = (...tests: OfficialTest[]): FoundRelease => ({
  version: 'v1.7',
  known: true,
  tests,
  profiles: [
    { name: 'GATEWAY-GRPC', coreFeatures: ['Gateway', 'GRPCRoute'], extendedFeatures: ['Extra'] },
    { name: 'GATEWAY-HTTP', coreFeatures: CORE, extendedFeatures: ['Extra', 'Other'] },
  ],
});
const result = (id: string, outcome: Outcome, over: Partial<ScenarioResult> = {}): ScenarioResult =>
  sampleScenario({ id, outcome, reason: `why ${id}`, ...over });

interface Claims {
  supported?: string[];
  exempt?: string[];
  skipProvisional?: boolean;
}

function compute(tests: OfficialTest[], scenarios: ScenarioResult[], claims: Claims = {}, known = true): ProfileResult {
  const coverage = { release: { ...release(...tests), known }, scenarios, supported: CORE, exempt: [], ...claims };
  const [first] = computeProfiles({ ...coverage, profiles: ['GATEWAY-HTTP'] });
  if (!first) throw new Error('no profile');
  return first;
}

describe('computeProfiles', () => {
  it('calls all passed a success', () => {
    const tests = [test('A'), test('B')];
    expect(compute(tests, [result('A', 'passed'), result('B', 'passed')])).to.deep.equal({
      name: 'GATEWAY-HTTP',
      core: { result: 'success', passed: 2, failed: 0, skipped: 0, failedTests: [], skippedTests: [], untried: [] },
    });
  });

  it('is partial, with the reason, for whatever was not tried', () => {
    const tests = ['Passed', 'Skipped', 'Missing', 'Broken'].map((name) => test(name));
    const scenarios = [result('Passed', 'passed'), result('Skipped', 'skipped'), result('Broken', 'error')];
    const { core } = compute(tests, scenarios);
    expect(core).to.deep.include({ result: 'partial', passed: 1, failed: 0, skipped: 3 });
    expect(core.untried).to.deep.equal([
      { test: 'Broken', reason: 'ended in an error: why Broken' },
      { test: 'Missing', reason: 'has no scenario in gwconf yet' },
      { test: 'Skipped', reason: 'why Skipped' },
    ]);
    expect(core.skippedTests).to.deep.equal(['Broken', 'Missing', 'Skipped']);
    expect(compute([], []).core.result).to.equal('partial');
  });

  it('calls a failed one a failure whatever else', () => {
    const { core } = compute([test('Z'), test('A'), test('B')], [result('Z', 'failed'), result('A', 'failed')]);
    expect(core).to.deep.include({ result: 'failure', failed: 2, failedTests: ['A', 'Z'], skippedTests: ['B'] });
  });

  it('counts official rows alone, and no scenario that is no official test', () => {
    const strict = result('A', 'failed', { official: 'passed' });
    const own = result('Own', 'failed', { level: 'spec' });
    expect(compute([test('A')], [strict, own]).core).to.deep.include({ result: 'success', passed: 1, failed: 0 });
  });

  it('counts a test as extended where one of its features is, whether it exists here or not', () => {
    const tests = [test('A'), test('E', EXTRA), test('Missing', EXTRA), test('Unclaimed', [...CORE, 'Other'])];
    const both = compute(tests, [result('A', 'passed'), result('E', 'passed')], { supported: EXTRA });
    expect(both.core).to.include({ result: 'success', passed: 1 });
    expect(both.extended).to.deep.include({
      result: 'partial',
      passed: 1,
      skippedTests: ['Missing'],
      supportedFeatures: ['Extra'],
      unsupportedFeatures: ['Other'],
    });
  });

  it('has no extended part where no extended feature is supported', () => {
    const tests = [test('A'), test('E', EXTRA)];
    const scenarios = [result('A', 'passed'), result('E', 'unsupported')];
    expect(compute(tests, scenarios)).to.not.have.property('extended');
    expect(compute(tests, scenarios, { supported: EXTRA })).to.not.have.property('extended');
  });

  it('does not count what was declined among the extended, but does among the core', () => {
    const tests = [test('A'), test('E', EXTRA)];
    const declined = compute(tests, [result('A', 'passed'), result('E', 'skipped')], { exempt: ['Extra'] });
    expect(declined).to.not.have.property('extended');
    const core = compute([test('A'), test('G', ['Gateway'])], [result('A', 'skipped'), result('G', 'passed')], {
      supported: ['Gateway'],
      exempt: ['HTTPRoute'],
    });
    expect(core.core).to.deep.include({ result: 'partial', passed: 1, skippedTests: ['A'] });
  });

  it('is no success where the tests of the release are not known', () => {
    expect(compute([test('A')], [result('A', 'passed')], {}, false).core.result).to.equal('partial');
  });

  it('counts provisional tests as any other unless they are left out, and lists them beside', () => {
    const tests = [test('A'), test('P', CORE, { provisional: true })];
    const failed = result('P', 'failed', { provisional: true });
    const scenarios = [result('A', 'passed'), failed];
    expect(compute(tests, scenarios).core).to.deep.include({ result: 'failure', failedTests: ['P'] });
    expect(compute(tests, scenarios, { skipProvisional: true }).core).to.include({ result: 'success', passed: 1 });
    expect(listProvisional([...scenarios, result('Q', 'passed', { provisional: true })])).to.deep.equal({
      succeeded: ['Q'],
      failed: ['P'],
    });
  });

  it('gives the profiles whose core is supported where none was asked for', () => {
    const namesOf = (supported: string[]): string[] =>
      computeProfiles({ release: release(), scenarios: [], supported, exempt: [] }).map(({ name }) => name);
    expect(namesOf(CORE)).to.deep.equal(['GATEWAY-HTTP']);
    expect(namesOf(['Gateway'])).to.deep.equal([]);
  });
});

describe('official tests', () => {
  const both = test('Both', ['Gateway', 'HTTPRoute', 'GRPCRoute']);
  const mesh = test('Mesh', ['Mesh', 'HTTPRoute'], { kind: 'mesh' });
  const suite = release(test('A'), test('Missing'), both, mesh);

  it('are told of that have no scenario, or are in no profile', () => {
    const scenarios = [result('A', 'passed'), result('Both', 'passed')];
    const supported = ['Gateway', 'HTTPRoute', 'GRPCRoute'];
    expect(describeOfficial({ release: suite, scenarios, supported, exempt: [] })).to.deep.equal({
      release: 'v1.7',
      known: true,
      missing: ['Missing'],
      inNoProfile: ['Both'],
    });
  });

  it('of no profile go with those profiles that they are about', () => {
    const [grpc, http] = suite.profiles;
    if (!grpc || !http) throw new Error('no profiles');
    expect([accompanies(both, http, suite), accompanies(both, grpc, suite)]).to.deep.equal([true, true]);
    expect([accompanies(mesh, http, suite), accompanies(test('A'), http, suite)]).to.deep.equal([false, false]);
  });

  it('make a profile testable by a core test that is its own', () => {
    const shared = test('Shared', ['Gateway']);
    expect(listTestable(release(shared, test('A')), new Set(['Shared']))).to.deep.equal([]);
    expect(listTestable(release(shared, test('A')), new Set(['Shared', 'A']))).to.deep.equal(['GATEWAY-HTTP']);
  });
});

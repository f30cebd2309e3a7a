import { expect } from 'chai';
import { sampleScenario } from '../../result/sample.ts';
import type { Outcome, ScenarioResult } from '../../result/types.ts';
import { fakeCatalogue } from '../engine/fake-cluster.test.ts';
import { computeProfiles, listProvisional } from './index.ts';

const result = (
  id: string,
  outcome: Outcome,
  features = ['Gateway', 'HTTPRoute'],
  provisional = false,
): ScenarioResult => sampleScenario({ id, outcome, features, provisional });
const extra = (id: string, outcome: Outcome): ScenarioResult => result(id, outcome, ['Gateway', 'Extra']);

const compute = (scenarios: ScenarioResult[], supported = ['Gateway', 'HTTPRoute'], exempt: string[] = []) =>
  computeProfiles(fakeCatalogue([]), scenarios, { supported, exempt }, ['GATEWAY-HTTP'])[0];

describe('computeProfiles', () => {
  it('calls all passed a success', () => {
    expect(compute([result('A', 'passed'), result('B', 'passed')])).to.deep.equal({
      name: 'GATEWAY-HTTP',
      core: { result: 'success', passed: 2, failed: 0, skipped: 0, failedTests: [], skippedTests: [] },
    });
  });

  it('calls a skipped one partial, and a failed one a failure whatever else', () => {
    expect(compute([result('A', 'passed'), result('B', 'skipped')])?.core).to.include({
      result: 'partial',
      skipped: 1,
    });
    const core = compute([result('Z', 'failed'), result('A', 'failed'), result('B', 'skipped')])?.core;
    expect(core).to.include({ result: 'failure', failed: 2 });
    expect(core?.failedTests).to.deep.equal(['A', 'Z']);
    expect(core?.skippedTests).to.deep.equal(['B']);
  });

  it('takes an error for nothing shown, and nothing shown for no success', () => {
    expect(compute([result('A', 'passed'), result('B', 'error')])?.core).to.include({ result: 'partial', skipped: 1 });
    expect(compute([])?.core.result).to.equal('partial');
  });

  it('counts a scenario as extended where one of its features is', () => {
    const both = compute([result('A', 'passed'), extra('E', 'failed')], ['Gateway', 'HTTPRoute', 'Extra']);
    expect(both?.core).to.include({ result: 'success', passed: 1 });
    expect(both?.extended).to.deep.equal({
      result: 'failure',
      passed: 0,
      failed: 1,
      skipped: 0,
      failedTests: ['E'],
      skippedTests: [],
      supportedFeatures: ['Extra'],
      unsupportedFeatures: [],
    });
  });

  it('has no extended part where no extended feature is supported', () => {
    expect(compute([result('A', 'passed'), extra('E', 'unsupported')])).to.not.have.property('extended');
  });

  it('does not count what was declined among the extended, but does among the core', () => {
    const declined = compute([result('A', 'passed'), extra('E', 'skipped')], ['Gateway', 'HTTPRoute'], ['Extra']);
    expect(declined).to.not.have.property('extended');
    const core = compute([result('A', 'passed'), result('R', 'skipped')], ['Gateway'], ['HTTPRoute'])?.core;
    expect(core?.result).to.equal('partial');
  });

  it('counts no strangers', () => {
    const scenarios = [result('A', 'passed'), result('S', 'failed', ['Stranger'])];
    expect(compute(scenarios)?.core).to.include({ result: 'success', passed: 1, failed: 0 });
  });

  it('counts provisional scenarios as any other, and lists them beside', () => {
    const scenarios = [result('A', 'passed'), result('P', 'failed', undefined, true)];
    expect(compute(scenarios)?.core).to.deep.include({ result: 'failure', passed: 1, failed: 1, failedTests: ['P'] });
    expect(listProvisional([...scenarios, result('Q', 'passed', undefined, true)])).to.deep.equal({
      succeeded: ['Q'],
      failed: ['P'],
    });
  });

  it('gives the profiles whose core is supported where none was asked for', () => {
    const features = { supported: ['Gateway', 'HTTPRoute'], exempt: [] };
    expect(computeProfiles(fakeCatalogue([]), [], features).map(({ name }) => name)).to.deep.equal(['GATEWAY-HTTP']);
    expect(computeProfiles(fakeCatalogue([]), [], { supported: ['Gateway'], exempt: [] })).to.deep.equal([]);
  });
});

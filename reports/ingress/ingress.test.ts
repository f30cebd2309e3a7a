import { expect } from 'chai';
import type { ScenarioResult } from '../../harness/result/types.ts';
import { compareIngress, type IngressSource } from './compare.ts';
import { renderIngressComparison } from './render.ts';

type Outcome = ScenarioResult['outcome'];

function source(project: string, outcomes: readonly (readonly [string, readonly string[], Outcome])[]): IngressSource {
  const scenarios = outcomes.map(([id, features, outcome]) => ({ id, features, outcome }) as ScenarioResult);
  const implementation = { organization: 'acme', project, version: 'v1' } as IngressSource['result']['implementation'];
  return { file: `${project}.json`, result: { implementation, scenarios } };
}

const rewrite = ['Ingress', 'IngressRewriteTarget'];
const one = source('one', [
  ['IngressHosts', ['Ingress'], 'passed'],
  ['IngressPathExact', ['Ingress'], 'failed'],
  ['IngressTLS', ['Ingress'], 'passed'],
  ['IngressRewriteTarget', rewrite, 'passed'],
]);
const two = source('two', [
  ['IngressHosts', ['Ingress'], 'passed'],
  ['IngressRewriteTarget', rewrite, 'unsupported'],
]);
const gateway = source('gateway', [
  ['HTTPRouteHeaderMatching', ['Gateway', 'HTTPRoute'], 'passed'],
  ['BackendTLSPolicy', ['Gateway', 'HTTPRoute', 'BackendTLSPolicy'], 'unsupported'],
]);

describe('the comparison of Ingress with the Gateway API', () => {
  const comparison = compareIngress([one, two, gateway]);

  it('counts the scenarios of each line', () => {
    expect(comparison.ingress).to.deep.equal(['acme/one v1', 'acme/two v1']);
    expect(comparison.gateway).to.deep.equal(['acme/gateway v1']);
    const routing = comparison.lines.find(({ name }) => name === 'Traffic routing');
    expect(routing?.ingress[0]).to.deep.equal({ passed: 1, tried: 2, untried: 0, failed: ['IngressPathExact'] });
    expect(routing?.gateway[0]).to.deep.equal({ passed: 1, tried: 1, untried: 0, failed: [] });
    const security = comparison.lines.find(({ name }) => name === 'Security');
    expect(security?.gateway[0]).to.deep.equal({ passed: 0, tried: 0, untried: 1, failed: [] });
  });

  it('tells on how many implementations an annotation gives the same answer', () => {
    const line = comparison.annotations.find(({ annotation }) => annotation === 'rewrite-target');
    expect(line).to.deep.equal({ annotation: 'rewrite-target', answers: ['same', 'none'], same: 1 });
  });

  it('is a table on the console and in Markdown, and data in JSON', () => {
    expect(renderIngressComparison(comparison, 'console')).to.match(/^Traffic routing +1\/2 +1\/1 +1\/1$/m);
    expect(renderIngressComparison(comparison, 'markdown')).to.contain('| rewrite-target | same | no | 1 of 2 |');
    expect(JSON.parse(renderIngressComparison(comparison, 'json'))).to.deep.equal(comparison);
  });
});

import { expect } from 'chai';
import { readManifests } from '../../apimachinery/manifests/index.ts';
import { checkMigration } from './index.ts';
import { sampleExpression } from './requests/sample-expression.ts';

const gateway = readManifests(
  'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g}\nspec: {gatewayClassName: g, listeners: [{name: h, port: 80, protocol: HTTP}]}\n',
  'to.yaml',
).manifests;

function check(paths: readonly string[], annotations = 'nginx.ingress.kubernetes.io/use-regex: "true"') {
  const list = paths.map(
    (path) =>
      `{path: ${JSON.stringify(path)}, pathType: ImplementationSpecific, backend: {service: {name: s, port: {number: 80}}}}`,
  );
  const text = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: x, annotations: {${annotations}}}\nspec: {rules: [{host: a.example, http: {paths: [${list.join(', ')}]}}]}\n`;
  const { manifests, faults } = readManifests(text, 'from.yaml');
  expect(faults).to.deep.equal([]);
  return checkMigration(manifests, gateway, { regularExpressions: 'whole', seed: 1, requests: 500 });
}

describe('hostile Ingresses', () => {
  it('with expressions that run away elsewhere are compared', () => {
    for (const path of ['/(a+)+$', '/(a|a)*b', '/(.*)*(.*)*x', '/((((((((((x+)+)+)+)+)+)+)+)+)+)$'])
      expect(check([path]).requests.asked, path).to.be.greaterThan(0);
  });

  it('with what is no expression, or too large a one, are told of and not compared', () => {
    for (const path of [
      '/[',
      '/(a',
      '/(?=x)',
      '/a**',
      '/(((a{1000}){1000}){1000})',
      `/${'('.repeat(500)}a${')'.repeat(500)}`,
    ]) {
      const { notes, findings } = check([path]);
      expect(notes.length + findings.length, path).to.be.greaterThan(0);
    }
  });

  it('have few samples, however many an expression has', () => {
    for (const source of [
      '/(a|b|c|d)(a|b|c|d)(a|b|c|d)(a|b|c|d)(a|b|c|d)',
      '/a{1000}',
      `/${'(a?)'.repeat(200)}`,
      `${'('.repeat(900)}`,
      '/[^a-z]+/\\d{3}(?:x|y)?',
    ])
      expect(sampleExpression(source).length, source).to.be.lessThan(13);
    expect(sampleExpression('/v[0-9]+/(users|teams)/?$')).to.include('/v0/users');
    expect(sampleExpression('(?i)/a(/|$)(.*)')).to.include('/a/').and.to.include('/a/x');
    expect(sampleExpression('/(?=x)')).to.deep.equal([]);
  });

  it('with targets of groups that are not there keep to what is', () => {
    const [finding] = check(['/a'], 'nginx.ingress.kubernetes.io/rewrite-target: "/$9$1$x"').findings;
    expect(finding?.example?.ingress).to.contain('which receives path /$x');
  });
});

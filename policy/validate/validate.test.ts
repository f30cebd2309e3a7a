import { expect } from 'chai';
import { loadReleaseJudge, type ReleaseJudge, type ValidateOptions, validate } from './index.ts';

const head = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: shop}
`;

/** Each finding as `line:column rule: message`. */
function find(text: string, options: ValidateOptions = {}): string[] {
  return validate([{ name: 'a.yaml', text }], options).findings.map(
    ({ line, column, rule, message }) => `${line}:${column} ${rule}: ${message}`,
  );
}

describe('validation', () => {
  let judge: ReleaseJudge;
  before(async function () {
    this.timeout(60_000);
    judge = await loadReleaseJudge('bundled');
  });

  it('tells where each finding stands, in the order of the text, with the nearest name of a field', () => {
    const text = `${head}spec:
  parentRefs: [{name: edge}]
  hostname: [a.example]
  rules:
  - backendRefs:
    - {name: a, port: 80, weight: many}
    timeouts: {}
    timeouts: {}
`;
    expect(find(text, { judge })).to.deep.equal([
      '6:3 unknown-field: unknown field "spec.hostname"; did you mean hostnames?',
      '9:27 schema: Invalid value: "string": spec.rules[0].backendRefs[0].weight in body must be of type integer: "string"',
      '11:5 repeated-key: spec.rules[0].timeouts is written more than once; the last one counts',
    ]);
  });

  it('reads every document that can be read, and tells of the others', () => {
    const text = `${head}spec: {parentRefs: [{name: edge}, rules: []}\n---\njust a text\n---\n${head}spec: {}\n`;
    const rules = validate([{ name: 'a.yaml', text }], { judge }).findings.map(({ rule, line }) => `${line} ${rule}`);
    expect(rules[0]).to.match(/^4 syntax/);
    expect(rules.slice(1)).to.deep.equal(['6 no-object', '11 route-without-parents']);
  });

  it('leaves other kinds alone, and says how many there are', () => {
    const text = 'apiVersion: v1\nkind: Service\nmetadata: {name: 5}\nspec: {ports: many, ports: few}\n';
    const { findings, objects } = validate([{ name: 'a.yaml', text }], { judge });
    expect(findings).to.deep.equal([]);
    expect(objects).to.deep.equal({ judged: 0, others: 1 });
  });

  it('asks only the parts that it is to ask', () => {
    const text = `${head}spec: {hostname: a}\n`;
    const rules = (only: ('schema' | 'cel' | 'meaning')[]) =>
      find(text, { judge, only: new Set(only) }).map((each) => each.split(' ')[1]);
    expect(rules(['schema'])).to.deep.equal(['unknown-field:']);
    expect(rules(['meaning'])).to.deep.equal(['route-without-parents:']);
    expect(rules(['cel'])).to.deep.equal([]);
  });

  it('finds what is applied twice, and points at the first', () => {
    const [finding] = validate([
      { name: 'a.yaml', text: `${head}spec: {parentRefs: [{name: edge}]}\n` },
      { name: 'b.yaml', text: `\n${head}spec: {parentRefs: [{name: edge}]}\n` },
    ]).findings;
    expect(finding).to.include({ rule: 'duplicate-object', source: 'b.yaml', line: 2, level: 'warning' });
    expect(finding?.related).to.deep.equal([{ message: 'the one before', source: 'a.yaml', line: 1, column: 1 }]);
  });

  it('takes the rest of the world for reference, and tells nothing of it', () => {
    const text = `${head}spec: {parentRefs: [{name: edge, sectionName: x}]}\n`;
    const gateway = (name: string) => ({
      ...{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name, namespace: 'shop' } },
      spec: { gatewayClassName: 'c', listeners: [{ name: 'y', port: 80, protocol: 'HTTP' }] },
    });
    const lost = { ...gateway('r'), kind: 'HTTPRoute', metadata: { name: 'lost', namespace: 'shop' }, spec: {} };
    expect(find(text, { around: [gateway('edge'), lost], closed: true })).to.deep.equal([
      '4:34 parent-section: Gateway shop/edge has no listener x; it has y',
    ]);
    expect(find(text, { closed: true })).to.deep.equal(['4:22 parent-missing: Gateway shop/edge does not exist']);
    expect(validate([{ name: 'a.yaml', text }]).outside).to.equal(1);
  });

  it('tells of a file that is no text', () => {
    const { findings } = validate([{ name: 'a.yaml', text: '', fault: 'the text is not UTF-8' }]);
    expect(findings).to.have.length(1);
    expect(findings[0]).to.include({ rule: 'syntax', line: 1, message: 'the text is not UTF-8' });
  });
});

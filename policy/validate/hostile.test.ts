import { expect } from 'chai';
import { loadReleaseJudge, type ReleaseJudge, validate } from './index.ts';

const head = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: shop}\n';

describe('hostile manifests', function () {
  this.timeout(60_000);
  let judge: ReleaseJudge;
  before(async () => {
    judge = await loadReleaseJudge('auto');
  });

  /** Each finding as `rule: message`. */
  const find = (text: string) =>
    validate([{ name: 'a.yaml', text }], { judge }).findings.map(({ rule, message }) => `${rule}: ${message}`);

  const bomb = (() => {
    const levels = [...'bcdefghijk'].map(
      (name, index) =>
        `${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcdefghij'[index]}`).join(', ')}]\n`,
    );
    return `${head}a: &a x\n${levels.join('')}`;
  })();
  const refused: readonly [string, string, RegExp][] = [
    ['a bomb of aliases', bomb, /repeats itself too often by aliases/],
    ['an anchor that contains itself', `${head}spec: &a {b: *a}\n`, /the anchor &a contains itself/],
    ['an alias of nothing', `${head}spec: *nobody\n`, /names no anchor/],
    [
      'lists that are nested deeply',
      `${head}spec: ${'['.repeat(5000)}${']'.repeat(5000)}\n`,
      /nested (too deeply|deeper)/,
    ],
    [
      'lists of JSON that are nested deeply',
      `{"apiVersion": "v1", "kind": "X", "a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      /nested (too deeply|deeper)/,
    ],
    ['JSON that ends early', '{"apiVersion": "gateway.networking.k8s.io/v1", "kind": ', /./],
    ['maps that never end', `${head}spec: ${'{a: '.repeat(3000)}\n`, /./],
    ['a tab for blanks', `${head}spec:\n\tparentRefs: []\n`, /./],
    ['an unknown tag of a number', `${head}spec: !!int x\n`, /is no int/],
    ['a key that is a list', `${head}? [a]\n: b\n`, /a key is neither/],
  ];
  for (const [name, text, message] of refused)
    it(`are told in one sentence: ${name}`, () => {
      const found = validate([{ name: 'a.yaml', text }], { judge }).findings.filter(({ rule }) => rule === 'syntax');
      expect(found).to.have.length(1);
      expect(found[0]?.message).to.match(message).and.not.contain('\n');
      expect(found[0]?.line).to.be.greaterThan(0);
    });

  it('may not name the fields that JavaScript treats specially', () => {
    const text = `${head}spec: {parentRefs: [{name: edge}], __proto__: {x: 1}, constructor: a, hasOwnProperty: b}\n`;
    const fields = validate([{ name: 'a.yaml', text }], { judge }).findings.map(({ field }) => field);
    expect(fields).to.include.members(['spec.__proto__', 'spec.constructor', 'spec.hasOwnProperty']);
    expect(({} as { x?: unknown }).x).to.equal(undefined);
  });

  it('may hold regular expressions that explode: none is asked about any text', () => {
    const text = `${head}spec:\n  parentRefs: [{name: edge}]\n  hostnames: [a.example]\n  rules: [{backendRefs: [{name: a, port: 80}], matches: [{path: {type: RegularExpression, value: '/(a+)+$'}}, {path: {type: RegularExpression, value: '/${'(a?){50}'.repeat(40)}'}}]}]\n`;
    expect(find(text).filter((each) => !each.startsWith('match-regex'))).to.deep.equal([]);
  });

  it('may be many: ten thousand documents, of which most hold nothing', () => {
    const text = `${'---\n# nothing\n'.repeat(10_000)}---\n${head}spec: {parentRefs: [{name: edge}]}\n`;
    const { findings, objects } = validate([{ name: 'a.yaml', text }], { judge });
    expect(findings).to.deep.equal([]);
    expect(objects).to.deep.equal({ judged: 1, others: 0 });
  });

  it('may hold a value of megabytes, a number that is none of JSON, and thousands of unknown fields', () => {
    expect(
      find(`${head}spec: {hostnames: ['${'a'.repeat(5_000_000)}']}\n`).some((each) => each.startsWith('schema')),
    ).to.equal(true);
    expect(find(`${head}spec: {rules: .inf}\n`).join()).to.contain('JSON has no number');
    const fields = Array.from({ length: 3000 }, (_, index) => `  x${index}: 1\n`).join('');
    expect(find(`${head}spec:\n${fields}`)).to.have.length.greaterThan(2999);
  });

  it('may repeat a route thousands of times, each of which is told once', () => {
    const route = `${head}spec: {parentRefs: [{name: edge}], hostnames: [a.example], rules: [{backendRefs: [{name: a, port: 80}]}]}\n`;
    const edge =
      'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: shop}\nspec: {gatewayClassName: a, listeners: [{name: http, port: 80, protocol: HTTP}]}\n';
    const found = find(
      [edge, ...Array.from({ length: 3000 }, (_, index) => route.replace('name: r,', `name: r${index},`))].join(
        '---\n',
      ),
    );
    expect(found.filter((each) => each.startsWith('match-shared'))).to.have.length(2999);
  });

  it('may lie in their names: what is printed is one line', () => {
    const found = find(
      `${head.replace('name: r', 'name: "r\\u001b[31m\\n::error::x"')}spec: {parentRefs: [{name: edge}]}\n`,
    );
    expect(found.length).to.be.greaterThan(0);
  });
});

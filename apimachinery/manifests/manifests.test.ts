import { expect } from 'chai';
import { decodeText, readManifests } from './index.ts';

function read(text: string): unknown[] {
  const { manifests, faults } = readManifests(text, 'a.yaml');
  expect(faults).to.deep.equal([]);
  return manifests.map(({ value }) => value);
}

function readFaults(text: string): string[] {
  return readManifests(text, 'a.yaml').faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const head = 'apiVersion: v1\nkind: ConfigMap\n';
const config = (fields: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', ...fields });

describe('manifests', () => {
  it('take words and numbers as YAML 1.1 has them', () => {
    const text = `${head}a: [yes, No, on, OFF, y, n, True, ~, "yes", 'off', !!str no]\n`;
    expect(read(text)).to.deep.equal([
      config({ a: [true, false, true, false, true, false, true, null, 'yes', 'off', 'no'] }),
    ]);
    const numbers = `${head}a: [0400, 0o17, 0x1F, 0b11, 08, 1_000, 1e3, .5, 5., +5, -0x10, 2001-01-01, 1:30, 1.2.3]\n`;
    expect(read(numbers)).to.deep.equal([
      config({ a: [256, 15, 31, 3, 8, 1000, 1000, 0.5, 5, 5, -16, '2001-01-01', '1:30', '1.2.3'] }),
    ]);
  });

  it('have keys that are texts', () => {
    expect(read(`${head}on: a\n1: b\n1.5: c\n0x10: d\n__proto__: e\n`)[0]).to.have.all.keys(
      'apiVersion',
      'kind',
      'true',
      '1',
      '1.5',
      '16',
      '__proto__',
    );
    expect(readFaults(`${head}? [a]\n: b\n`)).to.deep.equal(['3:3 a key is neither a text nor a number nor a boolean']);
  });

  it('are merged where they say <<, what comes later over what comes before', () => {
    const text = `${head}b: &b {x: 1, v: 2}\nc: &c {x: 3, z: 4}\nd: {<<: *b, x: 0}\ne: {x: 0, <<: *b}\nf: {<<: [*c, *b], w: 9}\ng: {'<<': 1}\n`;
    expect(read(text)[0]).to.deep.include({
      d: { x: 0, v: 2 },
      e: { x: 1, v: 2 },
      f: { x: 3, v: 2, z: 4, w: 9 },
      g: { '<<': 1 },
    });
    expect(readFaults(`${head}a: {<<: 5}\n`)).to.deep.equal(['3:9 what << merges is no map']);
  });

  it('decode !!binary, and keep to other tags', () => {
    expect(read(`${head}a: !!binary aGVsbG8=\nb: !!int '7'\nc: !!float 3\nd: !own x\n`)).to.deep.equal([
      config({ a: 'hello', b: 7, c: 3, d: 'x' }),
    ]);
    expect(readFaults(`${head}a: !!int x\n`)).to.deep.equal(['3:10 "x" is no int']);
  });

  it('are parted by lines that begin with ---, marks of byte order and comments aside', () => {
    const text = `--- # first\n${head}a: 1\n---\n# nothing\n---\n\ufeff${head}a: 2\n--- \n`;
    expect(read(text)).to.deep.equal([config({ a: 1 }), config({ a: 2 })]);
    expect(readFaults(`${head}--- x\n${head}`)).to.deep.equal(['3:1 after --- may stand a comment only, not "x"']);
  });

  it('may be JSON, several objects one after another, or the first document of a YAML stream', () => {
    const [a, b] = [config({ a: 1 }), config({ a: '}"{' })];
    expect(read(`${JSON.stringify(a)}\n${JSON.stringify(b, null, '\t')}${JSON.stringify(a)}`)).to.deep.equal([a, b, a]);
    expect(read(`${JSON.stringify(a)}\n---\n${head}a: 2\n`)).to.deep.equal([a, config({ a: 2 })]);
    expect(read('{apiVersion: v1, kind: ConfigMap, a: yes}\n')).to.deep.equal([config({ a: true })]);
    expect(readFaults(`${JSON.stringify(a)}${JSON.stringify(b)}{bad`)[0]).to.match(/^1:\d+ it is no JSON: /);
  });

  it('are taken out of lists, whose kind says that of items without one', () => {
    const typed =
      'apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n- kind: Secret\n  apiVersion: v1\n';
    expect(read(typed)).to.deep.equal([config({ metadata: { name: 'a' } }), { apiVersion: 'v1', kind: 'Secret' }]);
    expect(read('apiVersion: v1\nkind: List\nitems:\n')).to.deep.equal([]);
    const nested = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: List, items: [{kind: A}]}\n`;
    expect(read(nested)).to.deep.equal([{ kind: 'A' }]);
  });

  it('take more than a hundred aliases, and no bomb of them', () => {
    const aliases = Array.from({ length: 500 }, () => '*a').join(', ');
    expect((read(`${head}a: &a x\nb: [${aliases}]\n`)[0] as { b: string[] }).b).to.have.length(500);
    const levels = [...'bcdefghij'].map((name, index) => {
      const above = `*${'abcdefghi'[index]}`;
      return `${name}: &${name} [${Array.from({ length: 10 }, () => above).join(', ')}]\n`;
    });
    expect(readFaults(`${head}a: &a x\n${levels.join('')}`).join()).to.contain('repeats itself too often by aliases');
  });

  it('tell what cannot be read and where, and read the rest', () => {
    const text = `${head}a: [1\n---\n${head}---\nfoo\n---\n${head}a: *x\n`;
    const { manifests, faults } = readManifests(text, 'a.yaml');
    expect(manifests.map(({ document, start }) => [document, start])).to.deep.equal([[2, { line: 5, column: 1 }]]);
    expect(faults.map(({ line }) => line)).to.deep.equal([4, 8, 12]);
    expect(faults[2]?.message).to.equal('the alias *x names no anchor before it');
    expect(readFaults(`${head}a: &x [*x]\n`)).to.deep.equal(['3:8 the anchor &x contains itself']);
    expect(readFaults(`${head}a: .inf\n`)).to.deep.equal(['3:4 JSON has no number .inf']);
    for (const deep of [`${head}a: ${'['.repeat(20_000)}`, `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`]) {
      expect(readFaults(deep).join()).to.match(/nested|must|end with/);
    }
  });

  it('know where their fields stand', () => {
    const text = `# first\n${head}\n---\n# a remark\napiVersion: v1\nkind: Route\nmetadata:\n  labels:\n    a.b/c: d\nspec:\n  rules:\n  - name: x\n    match: [{path: /a}]\n`;
    const [, route] = readManifests(text, 'a.yaml').manifests;
    const at = (path: string) => {
      const { line, column } = route?.locate(path) ?? { line: 0, column: 0 };
      return `${line}:${column}`;
    };
    expect(at('')).to.equal('7:1');
    expect(at('kind')).to.equal('8:1');
    expect(at('metadata.labels[a.b/c]')).to.equal('11:5');
    expect(at('metadata.labels.a.b/c')).to.equal('11:5');
    expect(at('spec.rules[0]')).to.equal('14:5');
    expect(at('spec.rules[0].match[0].path')).to.equal('15:14');
    expect(at('spec.rules[0].match[0].nothing.there')).to.equal('15:13');
    expect(at('status')).to.equal('7:1');
  });

  it('know that also within lists and JSON', () => {
    const [, second] = readManifests(
      '{"kind":"List","items":[\n{"kind":"A"},\n{"kind":"B",\n "spec":{"a":1}}]}',
      '-',
    ).manifests;
    expect(second?.start).to.deep.equal({ line: 3, column: 1 });
    expect(second?.locate('spec.a')).to.deep.equal({ line: 4, column: 10 });
  });

  it('tell fields that are named twice; the last counts', () => {
    const [one] = readManifests(`${head}data:\n  a: 1\n  b: 2\n  a: 3\n`, 'a.yaml').manifests;
    expect(one?.value.data).to.deep.equal({ a: 3, b: 2 });
    expect(one?.repeated).to.deep.equal([{ path: 'data.a', line: 6, column: 3 }]);
  });
});

describe('the text of a file', () => {
  it('may be UTF-16 where its mark says so, and is else UTF-8', () => {
    expect(decodeText(Buffer.from('\ufeffé', 'utf16le'))).to.equal('é');
    expect(decodeText(Buffer.from('é'))).to.equal('é');
    expect(decodeText(Buffer.from([0x61, 0xff]))).to.deep.equal({
      line: 1,
      column: 1,
      code: 'syntax',
      message: 'the text is not UTF-8',
    });
  });
});

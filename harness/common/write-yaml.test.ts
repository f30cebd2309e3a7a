import { expect } from 'chai';
import { parse } from 'yaml';
import { readManifests } from '../../apimachinery/manifests/index.ts';
import { writeYaml, writeYamlDocuments } from './write-yaml.ts';

/** Texts that YAML 1.1, YAML 1.2 or kubectl's reader takes for something else where they stand without quotes. */
const TEXTS = [
  ...['yes', 'no', 'on', 'off', 'Y', 'n', '~', 'null', '', 'true', 'TRUE', '=', '<<', '.inf', '-.Inf', '.NaN'],
  ...['0777', '0o17', '0XFF', '0x1f', '0b11', '1_000', '12:30', '12:30:45', '2026-01-01', '1e3', '.5', '+1', '-1'],
  ...['08', '1.10', 'a: b', 'x:', '#x', 'a #b', '- a', '*x', '&y', '!z', '%w', '@q', '`v', '?', '? a', '{a}', '[b]'],
  ...["it's", '"q"', '---', '...', '|', '>', 'a\nb', 'a\n', 'a\n\n', '\n', '  lead', 'trail ', ' a\n b', 'a\tb', '\t'],
  ...['a\r\nb', '\u0007', '\u0085', 'a\u2028b', '\ufeffx', '😀', 'long '.repeat(60), 'x'.repeat(300)],
];

describe('the YAML that is written', () => {
  const value = {
    list: TEXTS,
    // A merge key and the empty text are no keys that anybody has.
    keys: Object.fromEntries(TEXTS.filter((text) => !['<<', ''].includes(text)).map((text) => [text, text])),
    mode: 0o644,
    real: true,
    nothing: null,
    empty: [{}, []],
  };

  for (const version of ['1.1', '1.2'] as const) {
    it(`is what was meant to a reader of YAML ${version}`, () => {
      expect(parse(writeYaml(value), { version })).to.deep.equal(value);
    });
  }

  it('is what was meant to who reads as kubectl does, document by document', () => {
    const objects = [value, { ...value, mode: 1 }];
    const { manifests, faults } = readManifests(writeYamlDocuments(objects), 'written.yaml');
    expect(faults).to.deep.equal([]);
    expect(manifests.map((manifest) => manifest.value)).to.deep.equal(objects);
  });

  it('quotes what would be read otherwise, and nothing else', () => {
    expect(writeYaml({ a: 'yes', b: 'plain', c: '0777', d: '1.2.3', e: 7, f: ['x'] })).to.equal(
      'a: "yes"\nb: plain\nc: "0777"\nd: "1.2.3"\ne: 7\nf:\n- x\n',
    );
  });

  it('has neither aliases nor folded lines', () => {
    const shared = { text: 'word '.repeat(50).trim() };
    expect(writeYaml([shared, shared])).to.equal(`- text: ${shared.text}\n`.repeat(2));
  });
});

import { expect } from 'chai';
import { parseYaml, YamlFault } from './yaml.ts';

describe('a text that is no YAML', () => {
  const cases: readonly [string, string][] = [
    ['a: b\n  c: d', 'yaml: line 2: mapping values are not allowed in this context'],
    ['a: [', 'yaml: line 1: did not find expected node content'],
    ['a:\n- [b', "yaml: line 2: did not find expected ',' or ']'"],
    ['a: {b: c', "yaml: line 1: did not find expected ',' or '}'"],
  ];
  for (const [text, expected] of cases) {
    it(`is told in the words of a real server: ${JSON.stringify(text)}`, () => {
      expect(() => parseYaml(text))
        .to.throw(YamlFault)
        .with.property('detail', expected);
    });
  }
});

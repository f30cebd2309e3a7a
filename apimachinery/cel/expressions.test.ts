import { expect } from 'chai';
import type { JsonSchema } from '../types.ts';
import { compileExpression } from './compile/compile.ts';
import { CompileError, InstantiationError } from './compile/issues.ts';
import { FUNCTIONS } from './functions/index.ts';
import { declareType } from './schema/declare.ts';
import { wrapDynamic } from './schema/dynamic.ts';
import { wrapValue } from './schema/wrap.ts';
import { DYN } from './types/type.ts';

const text = { type: 'string' };
const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    text,
    count: { type: 'integer' },
    tags: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
    parts: {
      type: 'array',
      items: { type: 'object', properties: { key: text, size: { type: 'integer' } } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['key'],
    },
    labels: { type: 'object', additionalProperties: text },
    port: { 'x-kubernetes-int-or-string': true },
    namespace: text,
    'x-y': text,
    span: { type: 'string', format: 'duration' },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};
const VALUE = {
  text: 'abc',
  count: 2,
  tags: ['b', 'a'],
  parts: [{ key: 'k', size: 1 }, { key: 'l' }],
  labels: { a: 'x' },
  port: 'http',
  namespace: 'n',
  'x-y': 'z',
  span: '90s',
  free: { anything: [1] },
};

function evaluate(expression: string): unknown {
  const type = declareType(SCHEMA, false, 'self');
  if (!type) throw new Error('the schema has no type');
  return compileExpression(expression, { self: type }, FUNCTIONS).run({ self: wrapValue(VALUE, SCHEMA) });
}

describe('CEL expressions over a schema', () => {
  const holds = [
    'self.text.size() == 3 && size(self.labels) == 1',
    'has(self.text) && !has(self.labels.b) && has(self.parts[0].size) && !has(self.parts[1].size)',
    'self.tags == ["a", "b"] && self.tags + ["a", "c"] == ["c", "b", "a"]',
    'self.parts == [self.parts[1], self.parts[0]]',
    'self.parts.exists_one(p, p.key == "k") && self.parts.all(p, p.key != "")',
    'self.labels.all(k, self.labels[k] == "x") && "a" in self.labels',
    'type(self.port) == string ? self.port == "http" : self.port > 0',
    'self.__namespace__ == "n" && self.namespace == "n" && self.x__dash__y == "z"',
    'self.span == duration("1m30s") && self.span < duration("1h")',
    'self.text.matches("^(?i)ABC$") && !self.text.matches("B")',
    'self.?text.orValue("") == "abc" && self.parts[?9].hasValue() == false',
    'true || 1 / 0 == 1',
    '1 / 0 == 1 || true',
    '!(false && self.parts[9].key == "x")',
    'dyn(1) == 1.0 && 1 < 1.5 && 2u > 1',
    'isIP("::1") && !isIP("1.2.3") && cidr("10.0.0.0/8").containsIP("10.1.1.1")',
    'quantity("1Ki") == quantity("1024") && quantity("0.1").isLessThan(quantity("200m"))',
    'url("https://a.example:8443/x?q=1").getPort() == "8443"',
    '!format.dns1123Label().validate("a").hasValue() && format.dns1123Label().validate("A").hasValue()',
    '"%s-%d".format(["a", 1]) == "a-1" && [3, 1].min() == 1 && ["a"].join(",") == "a"',
    'self.free == self.free',
  ];
  for (const expression of holds) it(`holds: ${expression}`, () => expect(evaluate(expression)).to.equal(true));

  const fails: [string, string][] = [
    ['self.labels["b"] == "x"', 'no such key: b'],
    ['self.parts[5].key == "x"', 'index out of bounds: 5'],
    ['self.port > 1', 'no such overload'],
    ['1 / (self.count - 2) == 0', 'division by zero'],
    ['9223372036854775807 + self.count > 0', 'integer overflow'],
    ['self.parts.exists(p, p.size > 5)', 'no such key: size'],
  ];
  for (const [expression, message] of fails) {
    it(`fails when it runs: ${expression}`, () => expect(() => evaluate(expression)).to.throw(message));
  }

  const refused: [string, string][] = [
    ['self.nothing == 1', "undefined field 'nothing'"],
    ['has(self.nothing)', "undefined field 'nothing'"],
    ['self.free.anything == 1', "undefined field 'anything'"],
    ['self.text == 1', "no matching overload for '_==_' applied to '(string, int)'"],
    ['self.text.nothing()', "undeclared reference to 'nothing'"],
    ['nothing', "undeclared reference to 'nothing'"],
    ['self.parts.all(p, p.key)', "expected type 'bool' but found 'string'"],
    ['self.text.matches("[")', 'invalid matches argument'],
    ['duration("x") == self.span', 'invalid duration argument'],
    ['[1, "a"].size() == 2', "expected type 'int' but found 'string'"],
    ['self.text ==', 'Syntax error'],
  ];
  for (const [expression, message] of refused) {
    it(`does not compile: ${expression}`, () => {
      expect(() => evaluate(expression)).to.throw(CompileError, message);
    });
  }

  it('points to the place of a mistake', () => {
    const lines = "ERROR: <input>:1:5: undefined field 'nope'\n | self.nope\n | ....^";
    expect(() => evaluate('self.nope')).to.throw(CompileError, lines);
  });

  it('runs conversions of literals before the first evaluation', () => {
    expect(() => evaluate('int("x") == 1')).to.throw(InstantiationError, "from 'string' to 'int'");
  });

  it('sees objects without a schema by their JSON', () => {
    const program = compileExpression(
      'object.a[0].b == 1 && object.c == null && !has(object.d)',
      { object: DYN },
      FUNCTIONS,
    );
    expect(program.run({ object: wrapDynamic({ a: [{ b: 1 }], c: null }) })).to.equal(true);
    expect([...program.uses]).to.deep.equal(['object']);
  });
});

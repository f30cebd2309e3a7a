import { expect } from 'chai';
import { compileExpression } from '../compile/compile.ts';
import { CompileError } from '../compile/issues.ts';
import { FUNCTIONS } from '../functions/index.ts';
import { declareType } from '../schema/declare.ts';
import { wrapValue } from '../schema/wrap.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    group: { type: 'string' },
    count: { type: 'integer' },
    items: { type: 'array', items: { type: 'string' } },
  },
};
const VALUE = { group: 'apps', count: 1, items: ['x', 'y'] };

function evaluate(expression: string): unknown {
  const self = declareType(SCHEMA, false, 'self');
  if (!self) throw new Error('the schema has no type');
  return compileExpression(expression, { self }, FUNCTIONS).run({ self: wrapValue(VALUE, SCHEMA) });
}

/** The lines that name a fault. */
function readFaults(expression: string): string[] {
  try {
    evaluate(expression);
    return [];
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return error.message.split('\n').flatMap((line) => /^ERROR: <input>:(.*)/.exec(line)?.[1] ?? []);
  }
}

describe('the syntax of CEL', () => {
  const holding = [
    ".self.group != 'core'",
    'double(self.count) != .5 && 1e3 == 1000.0',
    '[?self.?group].size() == 1 && [1, ?optional.none(), 2,].size() == 2',
    "{?'a': self.?group, 'b': 'c',}.size() == 2 && {?'a': self.?group}.a == 'apps'",
    'google.protobuf.Timestamp{seconds: 1} == timestamp(1)',
    "google.protobuf.Duration{seconds: 60, nanos: 0} == duration('1m')",
    "google.protobuf.StringValue{value: 'x'} == 'x' && google.protobuf.Struct{fields: {'a': 1}}.a == 1",
    'google.protobuf.Timestamp{?seconds: optional.of(5)} == timestamp(5)',
    "'a' == \"a\" && r'\\d' == '\\\\d' && '''b'c''' == \"b'c\" && b'\\xff' == b'\\377'",
    "'\\x41\\u0042\\103\\U00000044' == 'ABCD'",
    '0x1f == 31 && -0x10 == -16 && -9223372036854775808 < 0 && 18446744073709551615u > 1u',
    '!!true && --1 == 1 && - 2 < -1',
    'true ? (false ? false : true) : false',
    '1 + 2 * 3 - 4 / 2 == 5 && 7 % 4 == 3 && 1 < 2 == true',
    '1 // a remark\n == 1',
    "self.items.exists(i, i == 'x') && .size(self.items) == 2",
  ];
  for (const expression of holding) {
    it(`takes ${JSON.stringify(expression)}`, () => {
      expect(evaluate(expression)).to.equal(true);
    });
  }

  const refused: [string, string[]][] = [
    ['self.count in [1, 2, dyn("3")]', ["1:25: expected type 'int' but found 'dyn'"]],
    ['["a", 1].size() == 2', ["1:7: expected type 'string' but found 'int'"]],
    ['9223372036854775808 > self.count', ['1:1: invalid int literal']],
    ['1e999 > 1.0', ['1:1: invalid double literal']],
    ['18446744073709551616u > 1u', ['1:1: invalid uint literal']],
    ["'\\ud800' == ''", ['1:1: invalid unicode code point']],
    ['namespace == 1', ['1:1: reserved identifier: namespace']],
    ['has(self.?group)', ['1:9: invalid argument to has() macro']],
    ['[?1].size() == 1', ["1:3: expected type 'optional_type(int)' but found 'int'"]],
    ['google.protobuf.Timestamp{second: 1} == timestamp(1)', ["1:33: undefined field 'second'"]],
    ['1)', ["1:2: Syntax error: extraneous input ')' expecting <EOF>"]],
    ['(1', ["1:3: Syntax error: missing ')' at '<EOF>'"]],
    ['[1', ["1:3: Syntax error: mismatched input '<EOF>' expecting {']', ','}"]],
    ['self..group', ["1:6: Syntax error: no viable alternative at input '..'"]],
    ['self.`group` == "g"', ["1:6: unsupported syntax: '`'"]],
    ["'%s'.format(['a', 'b']) == 'a'", ['1:12: too many arguments supplied to string.format (expected 1, got 2)']],
    [
      "'%d'.format([self.group]) == 'a'",
      ['1:18: error during formatting: decimal clause can only be used on integers, was given string'],
    ],
  ];
  for (const [expression, faults] of refused) {
    it(`refuses ${JSON.stringify(expression)} where a real server does, in its words`, () => {
      expect(readFaults(expression)).to.deep.equal(faults);
    });
  }

  it('takes no comma after the last argument of a call', () => {
    expect(readFaults("self.items.exists(i, i == 'x',)").join()).to.match(/1:31: Syntax error: mismatched input '\)'/);
    expect(readFaults('size(self.items,) == 2').join()).to.match(/1:17: Syntax error: mismatched input '\)'/);
  });

  it('bounds how deep brackets go', () => {
    expect(evaluate(`${'('.repeat(200)}true${')'.repeat(200)}`)).to.equal(true);
    expect(readFaults(`${'('.repeat(20_000)}true`).join()).to.contain('recursion limit exceeded');
  });
});

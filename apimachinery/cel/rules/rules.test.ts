import { expect } from 'chai';
import type { JsonSchema, KubeObject } from '../../types.ts';
import { checkRules } from './check.ts';
import { evaluateRules } from './evaluate.ts';
import { makeRuleTree } from './tree.ts';

const text = { type: 'string' };

function judge(spec: object, value: unknown, old?: unknown): { errors: string[]; warnings: string[] } {
  const tree = makeRuleTree({ type: 'object', properties: { spec } } as JsonSchema, true);
  if (!tree) throw new Error('no rules');
  const make = (one: unknown) => ({ apiVersion: 'a/v1', kind: 'K', metadata: { name: 'n' }, spec: one }) as KubeObject;
  const { errors, warnings } = evaluateRules(tree, make(value), old === undefined ? undefined : make(old));
  return { errors: errors.map(({ field, message, reason }) => `${reason} ${field} ${message}`), warnings };
}

const rule = (expression: string, more: object = {}) => ({
  'x-kubernetes-validations': [{ rule: expression, ...more }],
});

describe('rules of CRDs', () => {
  it('tell the type in place of the value, and the rule where there is no message', () => {
    const { errors } = judge({ ...text, ...rule("self == 'a'") }, 'b');
    expect(errors).to.deep.equal(['FieldValueInvalid spec Invalid value: "string": failed rule: self == \'a\'']);
  });

  it('take reason, fieldPath and messageExpression', () => {
    const more = { reason: 'FieldValueForbidden', fieldPath: ".a['b-c']", messageExpression: '"has " + self.x' };
    const spec = { type: 'object', properties: { x: text }, ...rule('self.x == "y"', more) };
    expect(judge(spec, { x: 'z' }).errors).to.deep.equal(['FieldValueForbidden spec.a.b-c Forbidden: has z']);
  });

  it('fall back to the message where its expression fails', () => {
    const more = { message: 'plain', messageExpression: 'string(1 / (self.size() - 1))' };
    expect(judge({ ...text, ...rule('self == "y"', more) }, 'z').errors[0]).to.contain('plain');
  });

  it('tell what failed while a rule ran', () => {
    const spec = { type: 'object', additionalProperties: text, ...rule('self["b"] == "x"', { message: 'm' }) };
    expect(judge(spec, { a: 'x' }).errors[0]).to.contain('no such key: b evaluating rule: m');
  });

  it('compare with the old value, of items by their keys', () => {
    const item = {
      type: 'object',
      properties: { k: text, v: text },
      ...rule('self.v == oldSelf.v', { message: 'fixed' }),
    };
    const list = { type: 'array', items: item, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'] };
    const old = [{ k: 'a', v: '1' }];
    expect(judge(list, old).errors).to.deep.equal([]);
    expect(
      judge(
        list,
        [
          { k: 'b', v: '2' },
          { k: 'a', v: '1' },
        ],
        old,
      ).errors,
    ).to.deep.equal([]);
    expect(
      judge(
        list,
        [
          { k: 'b', v: '2' },
          { k: 'a', v: '3' },
        ],
        old,
      ).errors[0],
    )
      .to.contain('spec[1]')
      .and.contain('fixed');
  });

  it('run without an old value where they take an optional one', () => {
    const spec = { ...text, ...rule('oldSelf.hasValue() || self == "new"', { message: 'm', optionalOldSelf: true }) };
    expect(judge(spec, 'other').errors).to.have.length(1);
    expect(judge(spec, 'other', 'old').errors).to.deep.equal([]);
  });

  it('only warn of what did not change', () => {
    const a = { ...text, ...rule('self == "z"', { message: 'a is z' }) };
    const spec = { type: 'object', properties: { a, b: text } };
    const { errors, warnings } = judge(spec, { a: 'x', b: '2' }, { a: 'x', b: '1' });
    expect(errors).to.deep.equal([]);
    expect(warnings).to.deep.equal(['spec.a: Invalid value: "string": a is z']);
    expect(judge(spec, { a: 'y' }, { a: 'x' }).errors).to.have.length(1);
  });

  const forms: [string, object, string][] = [
    ['an empty rule', rule(''), 'rule is not specified'],
    ['an unknown reason', rule('true', { reason: 'Whim' }), 'Unsupported value: "Whim"'],
    ['a path that leads nowhere', rule('true', { fieldPath: '.x' }), 'must be a valid path'],
    ['a rule that does not compile', rule('self.x'), 'compilation failed'],
    ['a rule that gives no bool', rule('self'), 'cel expression must evaluate to a bool'],
    ['a message that is no text', rule('self == "a"', { messageExpression: '1' }), 'must evaluate to a string'],
    ['an optional old value that is not used', rule('self == "a"', { optionalOldSelf: true }), 'may not be set'],
  ];
  for (const [what, rules, message] of forms) {
    it(`are refused with ${what}`, () => {
      const errors = checkRules({ ...text, ...rules }, 'schema');
      expect(errors.map((error) => error.message).join()).to.contain(message);
    });
  }

  it('may not compare what cannot be matched', () => {
    const items = { type: 'array', items: { ...text, ...rule('self == oldSelf') } };
    expect(checkRules(items, 'schema')[0]?.message).to.contain('uncorrelatable portion of the schema within schema');
  });
});

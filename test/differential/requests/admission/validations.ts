import type { Step } from '../../run/steps.ts';
import { bindPolicy, NEVER, rule, selecting } from './policies.ts';

const NOT_BAD = { expression: "object.data.k != 'bad'", message: 'k must not be bad' };

/** Policies, each about objects with its label; the requests that they judge come below. */
export const VALIDATING: readonly Step[] = [
  ...bindPolicy('plain', { validations: [NOT_BAD, { expression: 'has(object.data.k) && object.data.k.size() < 9' }] }),
  ...bindPolicy('reasons', {
    validations: [
      { expression: "object.data.k != 'forbidden'", reason: 'Forbidden' },
      { expression: "object.data.k != 'large'", reason: 'RequestEntityTooLarge', message: ' too large ' },
      { expression: "  object.data.k != 'invalid'  ", reason: 'Invalid' },
    ],
  }),
  ...bindPolicy('messages', {
    validations: [
      { expression: "object.data.k != '1'", messageExpression: "'k is ' + object.data.k", message: 'not this one' },
      { expression: "object.data.k != '2'", messageExpression: "' '", message: 'since that is blank' },
      { expression: "object.data.k != '3'", messageExpression: "'a\\nb'", message: 'since that has two lines' },
      { expression: "object.data.k != '4'", messageExpression: 'object.data.none' },
      { expression: "object.data.k != '5'", messageExpression: "object.data.k.matches('.') ? 'five' : 'none'" },
    ],
  }),
  ...bindPolicy('faults', { validations: [{ expression: "object.data.missing == 'x'" }] }),
  ...bindPolicy('faults-ignored', {
    failurePolicy: 'Ignore',
    validations: [{ expression: 'object.data.k == 1 / 0 + 1' }, NOT_BAD],
  }),
  ...bindPolicy('conditions', {
    matchConditions: [
      { name: 'checked', expression: "has(object.data.k) && object.data.k == 'checked'" },
      { name: 'by/anyone', expression: "request.userInfo.username != 'nobody'" },
    ],
    validations: NEVER,
  }),
  ...bindPolicy('condition-fault', {
    matchConditions: [
      { name: 'one', expression: "object.data.one == '1'" },
      { name: 'two', expression: "object.data.two == '2'" },
    ],
    validations: NEVER,
  }),
  ...bindPolicy('condition-fault-ignored', {
    failurePolicy: 'Ignore',
    matchConditions: [{ name: 'one', expression: "object.data.one == '1'" }],
    validations: NEVER,
  }),
  ...bindPolicy('variables', {
    variables: [
      { name: 'k', expression: "'k' in object.data ? object.data['k'] : 'none'" },
      { name: 'long', expression: 'variables.k.size() > 3' },
      { name: 'fault', expression: 'object.data.nothing' },
    ],
    validations: [
      { expression: '!variables.long', messageExpression: "variables.k + ' is too long'" },
      { expression: "variables.k != 'abc' || variables.fault == ''" },
    ],
  }),
  ...bindPolicy('annotations', {
    auditAnnotations: [
      { key: 'shown', valueExpression: "'k is ' + object.data.k" },
      { key: 'nothing', valueExpression: 'null' },
    ],
  }),
  ...bindPolicy(
    'warned',
    { validations: [NOT_BAD, { expression: 'object.data.k == object.data.none' }] },
    { validationActions: ['Warn', 'Audit'] },
  ),
  ...bindPolicy('audited', { validations: NEVER }, { validationActions: ['Audit'] }),
  ...bindPolicy('deletes', {
    ...selecting('deletes', rule('configmaps', { operations: ['DELETE'] })),
    validations: [
      {
        expression: "object != null || oldObject.data.k != 'kept'",
        messageExpression: "'%s is kept from %s'.format([oldObject.metadata.name, request.operation])",
      },
    ],
  }),
  ...bindPolicy('updates', {
    ...selecting('updates', rule('configmaps', { operations: ['UPDATE'] })),
    validations: [{ expression: 'oldObject.data.k == object.data.k || request.dryRun', message: 'k is for good' }],
  }),
];

import type { Group } from '../../run/steps.ts';
import { PARAM_ACCESS } from './access.ts';
import {
  BINDINGS,
  createBinding,
  createPolicy,
  MAPS_RULE,
  makeBinding,
  makePolicy,
  POLICIES,
  rule,
} from './policies.ts';
import { TYPE_CHECKED } from './typed.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };
const TRUE = [{ expression: 'true' }];
const OK = { validations: TRUE };

function matching(matchConstraints: object): object {
  return { ...OK, matchConstraints };
}

function ruling(...resourceRules: object[]): object {
  return matching({ resourceRules });
}

function validating(...validations: object[]): object {
  return { validations };
}

const many = (count: number, make: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => make(index));

/** What is wrong with policies, by name. */
const POLICY_FAULTS: Readonly<Record<string, object>> = {
  'no-spec': { matchConstraints: undefined },
  'no-constraints': { ...OK, matchConstraints: undefined },
  'no-rules': matching({}),
  'no-validations': {},
  'empty-rule': ruling({}),
  'wrong-operations': ruling(rule('configmaps', { operations: ['create', '*'] })),
  'wrong-stars': ruling({ operations: ['*'], apiGroups: ['*', 'a'], apiVersions: ['*', 'v1'], resources: ['*', 'a'] }),
  'wrong-resources': ruling(
    rule('', { resources: ['', 'a/*', 'a/b', '*/c', 'd/c', '*/*'] }),
    rule('', { resources: ['a', '*'] }),
    rule('', { resources: ['*', 'a/b'], apiVersions: [''] }),
  ),
  'wrong-scope': ruling(rule('configmaps', { scope: 'Everywhere' })),
  'wrong-names': ruling(rule('configmaps', { resourceNames: ['a', 'a', 'b/c', '..'] })),
  'wrong-exclusions': matching({
    resourceRules: [MAPS_RULE],
    excludeResourceRules: [rule('configmaps', { operations: [] })],
  }),
  'wrong-policies': { ...matching({ resourceRules: [MAPS_RULE], matchPolicy: 'Roughly' }), failurePolicy: 'Retry' },
  'wrong-selectors': matching({
    resourceRules: [MAPS_RULE],
    namespaceSelector: { matchLabels: { 'a b': 'c d' } },
    objectSelector: {
      matchExpressions: [
        { key: 'a', operator: 'In' },
        { key: 'a', operator: 'Exists', values: ['b'] },
        { key: '', operator: 'About', values: ['!'] },
      ],
    },
  }),
  'wrong-param-kind': { ...OK, paramKind: { apiVersion: 'a/b/c', kind: 'No Kind' } },
  'wrong-param-version': { ...OK, paramKind: { apiVersion: 'UPPER/1' } },
  'empty-param-kind': { ...OK, paramKind: {} },
  'no-param-version': { ...OK, paramKind: { apiVersion: 'a.b/', kind: 'C' } },
  'does-not-compile': validating(
    { expression: 'object.data.k == nothing' },
    { expression: 'object.data.k.none(1)' },
    { expression: "object.data.k.matches('(')" },
    { expression: "'a' + object.data.k.matches('(')" },
  ),
  'wrong-types': validating(
    { expression: '1' },
    { expression: 'object.flag' },
    { expression: "'a' + 1 == 'b'" },
    { expression: 'true', messageExpression: '1' },
    { expression: 'true', messageExpression: 'object.message' },
  ),
  'no-expression': validating({ expression: ' ' }, { message: 'a' }),
  'blank-messages': validating({ expression: 'true', message: ' ', messageExpression: ' ' }),
  'two-lines': validating({ expression: 'true', message: 'a\nb' }),
  'wrong-reason': validating(
    { expression: 'true', reason: 'Whatever' },
    { expression: 'true', reason: 'Unauthorized' },
  ),
  'params-without-kind': validating({ expression: 'params != null' }),
  'authorizer-in-message': validating({
    expression: 'true',
    messageExpression: "authorizer.path('/').check('get').reason()",
  }),
  'request-fields': validating(
    { expression: 'request.object != null' },
    { expression: 'request.kind.none == ""' },
    { expression: 'namespaceObject.metadata.uid == ""' },
    { expression: 'request.userInfo.groups == "a"' },
    { expression: 'authorizer.none == 1' },
    { expression: "authorizer.group('').check('get').allowed()" },
  ),
  instantiation: validating({ expression: "int('a') == 1" }),
  'wrong-conditions': {
    ...OK,
    matchConditions: [
      { name: 'a', expression: 'true' },
      { name: 'a', expression: '1' },
      { name: '', expression: ' ' },
      { name: 'a b', expression: 'variables.x' },
    ],
  },
  'too-many-conditions': { ...OK, matchConditions: many(65, (index) => ({ name: `c${index}`, expression: 'true' })) },
  'wrong-variables': {
    variables: [
      { name: 'in', expression: 'true' },
      { name: '1a', expression: 'true' },
      { name: 'blank', expression: ' ' },
      { name: ' ', expression: 'true' },
      { name: 'later', expression: 'variables.after' },
      { name: 'after', expression: '1' },
      { name: 'fault', expression: 'none' },
    ],
    validations: [
      { expression: 'variables.after' },
      { expression: 'variables.fault.a' },
      { expression: 'variables.none' },
    ],
  },
  'no-variables': validating({ expression: 'variables.none == 1' }),
  'wrong-annotations': {
    auditAnnotations: [
      { key: 'a', valueExpression: '1' },
      { key: 'a', valueExpression: ' ' },
      { key: 'b c', valueExpression: "'x'" },
      { key: 'dynamic', valueExpression: 'object.a' },
      { key: 'broken', valueExpression: ' none' },
      { key: 'optional', valueExpression: "object.a == 1 ? 'a' : null" },
    ],
  },
  'too-many-annotations': { auditAnnotations: many(21, (index) => ({ key: `k${index}`, valueExpression: "'a'" })) },
};

/** What is wrong with bindings, by name. */
const BINDING_FAULTS: Readonly<Record<string, object>> = {
  'no-policy': { policyName: undefined, validationActions: undefined },
  'wrong-policy': { policyName: 'Not A Name', validationActions: ['Refuse', 'Audit', 'Audit'] },
  'deny-and-warn': { validationActions: ['Deny', 'Warn'] },
  'empty-reference': { paramRef: {} },
  'both-references': {
    paramRef: { name: 'a/b', selector: { matchLabels: { 'a b': '' } }, parameterNotFoundAction: 'Wait' },
  },
  'wrong-match': { matchResources: { matchPolicy: 'x', resourceRules: [{ operations: ['X'] }] } },
};

const ONE = `${POLICIES}/valid.example.com`;

/** Policies and bindings as objects: what is refused, what is filled in, and what their status tells. */
export const admissionInvalid: Group = {
  name: 'admission-invalid',
  steps: [
    ...Object.entries(POLICY_FAULTS).map(([name, spec]) => createPolicy(name, makePolicy(name, spec))),
    ...Object.entries(BINDING_FAULTS).map(([name, spec]) => createBinding(name, makeBinding(name, spec))),
    ...PARAM_ACCESS,
    ...TYPE_CHECKED,
    createPolicy('valid', makePolicy('valid', { ...OK, variables: [{ name: 'a', expression: '1' }] })),
    { until: ONE, field: 'status.observedGeneration', value: 1 },
    { id: 'put-without-revision', method: 'PUT', path: ONE, body: makePolicy('valid', OK) },
    {
      id: 'patched',
      method: 'PATCH',
      path: ONE,
      headers: MERGE,
      body: { spec: { failurePolicy: 'Ignore' }, status: { observedGeneration: 9 } },
    },
    { until: ONE, field: 'status.observedGeneration', value: 2 },
    { id: 'patched-status', method: 'GET', path: ONE },
    {
      id: 'patched-wrong',
      method: 'PATCH',
      path: ONE,
      headers: MERGE,
      body: { spec: { validations: [{ expression: 'none' }] } },
    },
    {
      id: 'status-wrong',
      method: 'PATCH',
      path: `${ONE}/status`,
      headers: MERGE,
      body: { status: { typeChecking: { expressionWarnings: [{ fieldRef: '', warning: '' }] } } },
    },
    {
      id: 'status-set',
      method: 'PATCH',
      path: `${ONE}/status`,
      headers: MERGE,
      body: { spec: { failurePolicy: 'Fail' }, status: { conditions: [] } },
    },
    createBinding('valid', makeBinding('valid', { matchResources: { resourceRules: [MAPS_RULE] } })),
    {
      id: 'binding-put-without-revision',
      method: 'PUT',
      path: `${BINDINGS}/valid.example.com`,
      body: makeBinding('valid'),
    },
    {
      id: 'binding-patched',
      method: 'PATCH',
      path: `${BINDINGS}/valid.example.com`,
      headers: MERGE,
      body: { spec: { validationActions: ['Warn'] } },
    },
    { id: 'binding-deleted', method: 'DELETE', path: `${BINDINGS}/valid.example.com` },
    { id: 'deleted', method: 'DELETE', path: ONE },
  ],
};

import type { Group, RequestStep, Step } from '../../run/steps.ts';
import { CRDS, GROUP, makeCrd, makeNamespace, makeObject, serveCrd } from '../own-crds.ts';
import {
  awaitPolicies,
  BINDINGS,
  bindPolicy,
  createBinding,
  createPolicy,
  makeBinding,
  makeMap,
  makePolicy,
  POLICIES,
  rule,
} from './policies.ts';

const NAMESPACE = '/api/v1/namespaces/admission';
const MAPS = `${NAMESPACE}/configmaps`;
const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };
const ALL = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'];

function selecting(name: string, ...resourceRules: object[]): object {
  return { matchConstraints: { resourceRules, objectSelector: { matchLabels: { policy: name } } } };
}

function create(id: string, policy: string, data: object = {}, more: object = {}): RequestStep {
  return { id, method: 'POST', path: MAPS, body: makeMap(id, policy, data, more) };
}

const NOT_BAD = { expression: "object.data.k != 'bad'", message: 'k must not be bad' };
const NEVER = [{ expression: 'false' }];

/** Policies, each about objects with its label; the requests that they judge come below. */
const POLICY_STEPS: readonly Step[] = [
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
  ...bindPolicy('named', {
    matchConstraints: {
      resourceRules: [rule('configmaps', { resourceNames: ['named-a', 'named-b'] })],
      excludeResourceRules: [rule('configmaps', { resourceNames: ['named-b'] })],
      objectSelector: { matchExpressions: [{ key: 'policy', operator: 'In', values: ['named'] }] },
    },
    validations: NEVER,
  }),
  ...bindPolicy('clustered', { ...selecting('clustered', rule('*', { scope: 'Cluster' })), validations: NEVER }),
  ...bindPolicy('namespaced', { ...selecting('namespaced', rule('*', { scope: 'Namespaced' })), validations: NEVER }),
  ...bindPolicy('elsewhere', {
    matchConstraints: {
      resourceRules: [rule('configmaps'), rule('namespaces')],
      objectSelector: { matchLabels: { policy: 'elsewhere' } },
      namespaceSelector: { matchLabels: { guarded: 'yes' } },
    },
    validations: NEVER,
  }),
  createPolicy('unbound', makePolicy('unbound', { validations: NEVER })),
  createPolicy('bound-twice', makePolicy('bound-twice', { validations: NEVER })),
  createBinding(
    'bound-here',
    makeBinding('bound-twice', { matchResources: { namespaceSelector: { matchLabels: { guarded: 'yes' } } } }, '-here'),
  ),
  createBinding(
    'bound-by-rule',
    makeBinding(
      'bound-twice',
      { matchResources: { resourceRules: [rule('configmaps', { operations: ['UPDATE'] })] } },
      '-rule',
    ),
  ),
  createBinding('of-nothing', makeBinding('nothing')),
];

const PARAM_KIND = { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } };
const ALLOWED = {
  ...PARAM_KIND,
  validations: [
    { expression: 'params == null || object.data.k == params.data.k', messageExpression: "'only ' + params.data.k" },
  ],
};

function refer(paramRef: object): object {
  return { paramRef: { namespace: 'admission', parameterNotFoundAction: 'Deny', ...paramRef } };
}

const PARAM_STEPS: readonly Step[] = [
  { id: 'param-one', method: 'POST', path: MAPS, body: makeMap('param-one', 'params', { k: 'one' }) },
  { id: 'param-two', method: 'POST', path: MAPS, body: makeMap('param-two', 'params', { k: 'one' }) },
  ...bindPolicy('by-name', ALLOWED, refer({ name: 'param-one' })),
  ...bindPolicy('by-selector', ALLOWED, refer({ selector: { matchLabels: { policy: 'params' } } })),
  ...bindPolicy('by-own-namespace', ALLOWED, { paramRef: { name: 'param-one', parameterNotFoundAction: 'Allow' } }),
  ...bindPolicy('param-missing', ALLOWED, refer({ name: 'param-none' })),
  ...bindPolicy(
    'param-missing-allowed',
    { ...PARAM_KIND, validations: NEVER },
    refer({ name: 'param-none', parameterNotFoundAction: 'Allow' }),
  ),
  ...bindPolicy('param-missing-ignored', { ...ALLOWED, failurePolicy: 'Ignore' }, refer({ name: 'param-none' })),
  ...bindPolicy('param-left-out', { ...ALLOWED, validations: [{ expression: 'params != null' }] }),
  ...bindPolicy(
    'param-unknown',
    { ...ALLOWED, paramKind: { apiVersion: 'none.example.com/v1', kind: 'Nothing' } },
    refer({ name: 'x' }),
  ),
  ...bindPolicy(
    'param-namespaced',
    { ...ALLOWED, ...selecting('param-namespaced', rule('namespaces'), rule('persistentvolumes')) },
    { paramRef: { name: 'x', parameterNotFoundAction: 'Deny' } },
  ),
  ...bindPolicy(
    'param-cluster',
    { ...ALLOWED, paramKind: { apiVersion: 'v1', kind: 'Namespace' } },
    refer({ name: 'admission' }),
  ),
  ...bindPolicy(
    'param-kind',
    {
      ...PARAM_KIND,
      validations: [
        { expression: "params.kind + params.apiVersion == ''", messageExpression: 'params.apiVersion + params.kind' },
      ],
    },
    refer({ name: 'param-one' }),
  ),
];

const SCHEMA = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const VERSION = { served: true, schema: { openAPIV3Schema: SCHEMA }, subresources: { status: {} } };
const GADGET = makeCrd('Gadget', SCHEMA, {
  spec: {
    versions: [
      { ...VERSION, name: 'v1', storage: true },
      { ...VERSION, name: 'v2', storage: false },
    ],
  },
});
const gadgetRule = (version: string, more: object = {}) =>
  rule('gadgets', { apiGroups: [GROUP], apiVersions: [version], ...more });
const SHOWN = {
  expression: 'false',
  messageExpression:
    "'%s %s/%s of %s/%s %s'.format([object.apiVersion, request.resource.version, request.kind.version, request.requestResource.version, request.requestKind.version, has(request.subResource) ? request.subResource : 'none'])",
};

const CUSTOM_STEPS: readonly Step[] = [
  ...serveCrd('gadgets', GADGET),
  ...bindPolicy('exact', {
    matchConstraints: {
      ...Reflect.get(selecting('exact', gadgetRule('v1')), 'matchConstraints'),
      matchPolicy: 'Exact',
    },
    validations: [SHOWN],
  }),
  ...bindPolicy('equivalent', { ...selecting('equivalent', gadgetRule('v1')), validations: [SHOWN] }),
  ...bindPolicy('status', {
    ...selecting('status', gadgetRule('*', { resources: ['*/status'] })),
    validations: [SHOWN],
  }),
  ...bindPolicy('connects', {
    matchConstraints: { resourceRules: [rule('pods/*', { operations: ALL, resourceNames: ['connected'] })] },
    validations: [
      {
        expression: "object.kind == 'Pod'",
        messageExpression:
          "'%s %s %s %s %s'.format([request.operation, request.subResource, request.kind.kind, object.kind, has(object.command) ? object.command : []])",
      },
    ],
  }),
  ...bindPolicy('scales', {
    matchConstraints: { resourceRules: [rule('replicationcontrollers/scale')] },
    validations: [
      {
        expression: 'object.spec.replicas < 3',
        messageExpression:
          "'%s: %d is more than %d'.format([object.kind, object.spec.replicas, oldObject.?spec.?replicas.orValue(0)])",
      },
    ],
  }),
  ...bindPolicy('crd-guard', {
    matchConstraints: { resourceRules: [rule('*', { apiGroups: ['apiextensions.k8s.io'] })] },
    validations: [
      {
        expression: `object.spec.group != 'guarded.example.com' || oldObject == null || (has(object.metadata.annotations) && object.metadata.annotations.exists(k, k == 'channel') && object.metadata.annotations['channel'] == 'standard') || (has(oldObject.metadata.annotations) && oldObject.metadata.annotations['channel'] == 'experimental')`,
        message: 'the channel may not change',
        reason: 'Invalid',
      },
      {
        expression: String.raw`object.spec.group != 'guarded.example.com' || (has(object.metadata.annotations) && !matches(object.metadata.annotations['version'], 'v1.[0-6].\\d+') && !matches(object.metadata.annotations['version'], 'v0'))`,
        message: 'too old',
        reason: 'Invalid',
      },
    ],
  }),
];

function gadget(version: string, policy: string): object {
  return {
    ...makeObject('Gadget', `${policy}-${version}`, {}, { labels: { policy } }),
    apiVersion: `${GROUP}/${version}`,
  };
}

function createGadget(id: string, version: string, policy: string): RequestStep {
  return {
    id,
    method: 'POST',
    path: `/apis/${GROUP}/${version}/namespaces/admission/gadgets`,
    body: gadget(version, policy),
  };
}

function guarded(version: string, channel: string): object {
  const crd = makeCrd('Guarded', SCHEMA, {
    spec: { group: 'guarded.example.com', names: { kind: 'Guarded', plural: 'guardeds' } },
  });
  return { ...crd, metadata: { name: 'guardeds.guarded.example.com', annotations: { version, channel } } };
}

const CRD_PATH = `${CRDS}/guardeds.guarded.example.com`;
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'connected' },
  spec: { containers: [{ name: 'c', image: 'i' }] },
};
const CONTROLLER = {
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name: 'scaled' },
  spec: {
    replicas: 1,
    selector: { a: 'b' },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
  },
};

const JUDGED_STEPS: readonly Step[] = [
  create('plain-good', 'plain', { k: 'good' }),
  create('plain-bad', 'plain', { k: 'bad' }),
  create('plain-missing', 'plain'),
  create('plain-both', 'plain', { k: 'much too long' }),
  create('plain-other', 'other', { k: 'bad' }),
  {
    ...create('plain-generated', 'plain', { k: 'bad' }),
    body: makeMap('', 'plain', { k: 'bad' }, { generateName: 'UPPER-' }),
  },
  { ...create('plain-invalid', 'plain', { k: 'bad' }), body: makeMap('In valid', 'plain', { k: 'bad' }) },
  { ...create('plain-dry', 'plain', { k: 'bad' }), path: `${MAPS}?dryRun=All` },
  { id: 'plain-put', method: 'PUT', path: `${MAPS}/plain-good`, body: makeMap('plain-good', 'plain', { k: 'bad' }) },
  { id: 'plain-patch', method: 'PATCH', path: `${MAPS}/plain-good`, headers: MERGE, body: { data: { k: 'bad' } } },
  {
    id: 'plain-relabelled',
    method: 'PATCH',
    path: `${MAPS}/plain-good`,
    headers: MERGE,
    body: { metadata: { labels: null }, data: { k: 'bad' } },
  },
  {
    id: 'plain-apply',
    method: 'PATCH',
    path: `${MAPS}/plain-applied?fieldManager=m`,
    headers: APPLY,
    body: makeMap('plain-applied', 'plain', { k: 'bad' }),
  },
  {
    id: 'plain-apply-over',
    method: 'PATCH',
    path: `${MAPS}/plain-good?fieldManager=m&force=true`,
    headers: APPLY,
    body: makeMap('plain-good', 'plain', { k: 'bad' }),
  },
  { id: 'plain-exists', method: 'POST', path: MAPS, body: makeMap('plain-good', 'plain', { k: 'bad' }) },
  { id: 'plain-same', method: 'PATCH', path: `${MAPS}/plain-good`, headers: MERGE, body: {} },
  {
    id: 'plain-conflict',
    method: 'PUT',
    path: `${MAPS}/plain-good`,
    body: makeMap('plain-good', 'plain', { k: 'bad' }, { resourceVersion: '1' }),
  },
  ...['forbidden', 'large', 'invalid'].map((k) => create(`reasons-${k}`, 'reasons', { k })),
  ...['1', '2', '3', '4', '5'].map((k) => create(`messages-${k}`, 'messages', { k })),
  create('faults', 'faults', { k: 'v' }),
  create('faults-no-data', 'faults'),
  create('faults-ignored', 'faults-ignored', { k: 'good' }),
  create('faults-ignored-bad', 'faults-ignored', { k: 'bad' }),
  create('conditions-met', 'conditions', { k: 'checked' }),
  create('conditions-unmet', 'conditions', { k: 'other' }),
  create('condition-faults', 'condition-fault', { k: 'v' }),
  create('condition-fault-one', 'condition-fault', { one: '1' }),
  create('condition-fault-false', 'condition-fault', { one: '2' }),
  create('condition-fault-ignored', 'condition-fault-ignored', { k: 'v' }),
  create('variables-short', 'variables', { k: 'ab' }),
  create('variables-long', 'variables', { k: 'abcd' }),
  create('variables-fault', 'variables', { k: 'abc' }),
  create('variables-none', 'variables'),
  create('annotations', 'annotations', { k: 'v' }),
  create('annotations-fault', 'annotations'),
  create('warned', 'warned', { k: 'bad' }),
  create('audited', 'audited'),
  create('deletes-kept', 'deletes', { k: 'kept' }),
  create('deletes-gone', 'deletes', { k: 'gone' }),
  { id: 'delete-kept', method: 'DELETE', path: `${MAPS}/deletes-kept` },
  { id: 'delete-gone', method: 'DELETE', path: `${MAPS}/deletes-gone` },
  { id: 'delete-collection', method: 'DELETE', path: `${MAPS}?labelSelector=policy=deletes` },
  {
    id: 'delete-precondition',
    method: 'DELETE',
    path: `${MAPS}/deletes-kept`,
    body: { preconditions: { resourceVersion: '1' } },
  },
  create('updates', 'updates', { k: '1' }),
  { id: 'updates-changed', method: 'PATCH', path: `${MAPS}/updates`, headers: MERGE, body: { data: { k: '2' } } },
  {
    id: 'updates-changed-dry',
    method: 'PATCH',
    path: `${MAPS}/updates?dryRun=All`,
    headers: MERGE,
    body: { data: { k: '2' } },
  },
  create('named-a', 'named'),
  create('named-b', 'named'),
  create('named-c', 'named'),
  create('clustered', 'clustered'),
  create('namespaced', 'namespaced'),
  {
    id: 'clustered-namespace',
    method: 'POST',
    path: '/api/v1/namespaces',
    body: { ...makeNamespace('x'), metadata: { name: 'clustered-ns', labels: { policy: 'clustered' } } },
  },
  {
    id: 'namespaced-namespace',
    method: 'POST',
    path: '/api/v1/namespaces',
    body: { ...makeNamespace('x'), metadata: { name: 'namespaced-ns', labels: { policy: 'namespaced' } } },
  },
  create('elsewhere', 'elsewhere'),
  {
    id: 'elsewhere-there',
    method: 'POST',
    path: MAPS.replace('admission', 'admission-guarded'),
    body: makeMap('m', 'elsewhere'),
  },
  {
    id: 'elsewhere-namespace',
    method: 'POST',
    path: '/api/v1/namespaces',
    body: {
      ...makeNamespace('x'),
      metadata: { name: 'elsewhere-ns', labels: { policy: 'elsewhere', guarded: 'yes' } },
    },
  },
  {
    id: 'elsewhere-unguarded',
    method: 'POST',
    path: '/api/v1/namespaces',
    body: { ...makeNamespace('x'), metadata: { name: 'elsewhere-open', labels: { policy: 'elsewhere' } } },
  },
  create('unbound', 'unbound'),
  create('bound-twice', 'bound-twice'),
  {
    id: 'bound-twice-update',
    method: 'PATCH',
    path: `${MAPS}/bound-twice`,
    headers: MERGE,
    body: { data: { k: '2' } },
  },
  {
    id: 'bound-twice-there',
    method: 'POST',
    path: MAPS.replace('admission', 'admission-guarded'),
    body: makeMap('m', 'bound-twice'),
  },
];

const PARAM_JUDGED: readonly Step[] = [
  ...['by-name', 'by-selector', 'by-own-namespace'].flatMap((policy) => [
    create(`${policy}-good`, policy, { k: 'one' }),
    create(`${policy}-bad`, policy, { k: 'two' }),
  ]),
  {
    id: 'by-own-namespace-there',
    method: 'POST',
    path: MAPS.replace('admission', 'admission-guarded'),
    body: makeMap('n', 'by-own-namespace', { k: 'two' }),
  },
  ...[
    'param-missing',
    'param-missing-allowed',
    'param-missing-ignored',
    'param-left-out',
    'param-unknown',
    'param-cluster',
    'param-kind',
  ].map((policy) => create(policy, policy, { k: 'two' })),
  {
    id: 'param-namespaced',
    method: 'POST',
    path: '/api/v1/persistentvolumes',
    body: {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'param-pv', labels: { policy: 'param-namespaced' } },
      spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } },
    },
  },
];

const CUSTOM_JUDGED: readonly Step[] = [
  createGadget('exact-v1', 'v1', 'exact'),
  createGadget('exact-v2', 'v2', 'exact'),
  createGadget('equivalent-v1', 'v1', 'equivalent'),
  createGadget('equivalent-v2', 'v2', 'equivalent'),
  createGadget('status-v1', 'v1', 'status'),
  {
    id: 'status-patched',
    method: 'PATCH',
    path: `/apis/${GROUP}/v2/namespaces/admission/gadgets/status-v1/status`,
    headers: MERGE,
    body: { status: { a: 1 } },
  },
  { id: 'pod', method: 'POST', path: `${NAMESPACE}/pods?dryRun=All`, body: POD },
  { id: 'exec', method: 'POST', path: `${NAMESPACE}/pods/connected/exec?command=ls&command=-l&stdout=true` },
  { id: 'attach', method: 'POST', path: `${NAMESPACE}/pods/connected/attach?stdin=true` },
  { id: 'port-forward', method: 'POST', path: `${NAMESPACE}/pods/connected/portforward?ports=80` },
  { id: 'controller', method: 'POST', path: `${NAMESPACE}/replicationcontrollers`, body: CONTROLLER },
  {
    id: 'scaled',
    method: 'PATCH',
    path: `${NAMESPACE}/replicationcontrollers/scaled/scale`,
    headers: MERGE,
    body: { spec: { replicas: 2 } },
  },
  {
    id: 'scaled-too-far',
    method: 'PATCH',
    path: `${NAMESPACE}/replicationcontrollers/scaled/scale`,
    headers: MERGE,
    body: { spec: { replicas: 3 } },
  },
  { id: 'guarded-old', method: 'POST', path: CRDS, body: guarded('v1.6.3', 'standard') },
  { id: 'guarded', method: 'POST', path: CRDS, body: guarded('v1.7.0', 'standard') },
  { until: CRD_PATH, field: 'status.conditions.1.status', value: 'True' },
  { id: 'guarded-channel', method: 'PATCH', path: CRD_PATH, headers: MERGE, body: guarded('v1.7.0', 'experimental') },
  { id: 'guarded-back', method: 'PATCH', path: CRD_PATH, headers: MERGE, body: guarded('v1.5.0', 'standard') },
  { id: 'guarded-bare', method: 'PATCH', path: CRD_PATH, headers: MERGE, body: { metadata: { annotations: null } } },
  { id: 'guarded-removed', method: 'DELETE', path: CRD_PATH },
];

const LATER: readonly Step[] = [
  { id: 'policies-free', method: 'DELETE', path: `${BINDINGS}/plain.example.com` },
  { until: `${MAPS}?dryRun=All`, body: makeMap('probe', 'plain', { k: 'bad' }), code: 201 },
  { id: 'unbound-now', method: 'POST', path: MAPS, body: makeMap('unbound-now', 'plain', { k: 'bad' }) },
  {
    id: 'policy-changed',
    method: 'PATCH',
    path: `${POLICIES}/reasons.example.com`,
    headers: MERGE,
    body: { spec: { validations: [{ expression: "object.data.k != 'changed'" }] } },
  },
  { until: `${MAPS}?dryRun=All`, body: makeMap('probe', 'reasons', { k: 'changed' }), code: 422 },
  create('changed', 'reasons', { k: 'changed' }),
  create('changed-forbidden', 'reasons', { k: 'forbidden' }),
];

/** Requests that policies allow and refuse. */
export const admission: Group = {
  name: 'admission',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('admission') },
    {
      id: 'guarded-namespace',
      method: 'POST',
      path: '/api/v1/namespaces',
      body: { ...makeNamespace('x'), metadata: { name: 'admission-guarded', labels: { guarded: 'yes' } } },
    },
    { until: `${NAMESPACE}/serviceaccounts/default`, code: 200 },
    ...POLICY_STEPS,
    ...PARAM_STEPS,
    ...CUSTOM_STEPS,
    ...awaitPolicies(MAPS, 'admission'),
    ...JUDGED_STEPS,
    ...PARAM_JUDGED,
    ...CUSTOM_JUDGED,
    ...LATER,
  ],
};

import type { Group, Step } from '../../run/steps.ts';
import { makeNamespace } from '../own-crds.ts';
import { awaitPolicies, bindPolicy, makeMap, rule } from './policies.ts';

const NAMESPACE = '/api/v1/namespaces/admission-expressions';
const MAPS = `${NAMESPACE}/configmaps`;
const RBAC = '/apis/rbac.authorization.k8s.io/v1/namespaces/admission-expressions';
const WARN = { validationActions: ['Warn'] };

/** What is shown of each variable: a warning says it. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  object: [
    'object.kind + object.apiVersion',
    'object.metadata.name + object.metadata.namespace',
    'string(has(object.metadata.uid)) + string(has(object.metadata.resourceVersion)) + string(has(object.metadata.generation))',
    'string(type(object.metadata.creationTimestamp)) + string(size(object.data))',
    'string(oldObject == null)',
    'object.spec.none',
    'string(has(object.spec))',
    'string(has(object.spec.none))',
    'string(has(oldObject.metadata))',
    'oldObject.metadata.name',
    "object.data['none']",
    "object.?data.?none.orValue('nothing')",
    'object.data.k.none',
    'string(has(object.data.k.none))',
    'string(object.data.k > 1)',
    'string(object.data.k + 1)',
    "string(object.data.map(k, k + '=' + object.data[k]).size())",
    "string(object.metadata.labels.exists(k, k == 'policy'))",
    'string(object.metadata.managedFields[0].manager)',
    "string(object.data.k in ['v', 'w'])",
    "object.data.k.matches(object.data.k + '(') ? 'a' : 'b'",
    'string(object.metadata.labels.size() / 0)',
    '[1, 2][int(object.data.n)] == 1 ? "a" : "b"',
    "string(quantity('1Gi').isGreaterThan(quantity(object.data.q)))",
  ],
  request: [
    "'%s %s %s'.format([request.kind.group, request.kind.version, request.kind.kind])",
    "'%s %s %s'.format([request.resource.group, request.resource.version, request.resource.resource])",
    "'%s %s %s'.format([request.name, request.namespace, request.operation])",
    "request.userInfo.username + ' ' + request.userInfo.groups.join(',')",
    'string(has(request.userInfo.uid)) + string(has(request.userInfo.extra)) + string(has(request.subResource))',
    'string(request.dryRun)',
    'request.options.kind + request.options.apiVersion',
    "'%s'.format([request.options])",
    'request.subResource',
    'request.userInfo.uid',
    'string(request.userInfo.extra.size())',
  ],
  namespace: [
    'namespaceObject.metadata.name',
    "namespaceObject.metadata.labels['kubernetes.io/metadata.name']",
    'namespaceObject.status.phase + namespaceObject.spec.finalizers[0]',
    'string(has(namespaceObject.metadata.annotations))',
    'string(namespaceObject.metadata.creationTimestamp < timestamp("2040-01-01T00:00:00Z"))',
    'string(namespaceObject.metadata.generation)',
    'string(has(namespaceObject.status.conditions))',
  ],
};

const DELETED: readonly string[] = [
  'string(object == null)',
  'oldObject.metadata.name',
  "'%s'.format([request.options])",
  "'%s %s'.format([request.name, request.operation])",
  'string(has(object.metadata))',
  'object.metadata.name',
];

/** Conditions of who may do what; the first that does not hold is told. */
const ASKED: readonly string[] = [
  "authorizer.group('').resource('configmaps').namespace('admission-expressions').check('create').allowed()",
  "!authorizer.group('').resource('configmaps').namespace('admission-expressions').check('delete').allowed()",
  "authorizer.group('').resource('configmaps').namespace('admission-expressions').name('only').check('delete').allowed()",
  "!authorizer.group('').resource('configmaps').subresource('status').namespace('admission-expressions').check('create').allowed()",
  "!authorizer.group('apps').resource('configmaps').namespace('admission-expressions').check('create').allowed()",
  "authorizer.path('/healthz').check('get').allowed()",
  "!authorizer.path('/metrics').check('get').allowed()",
  "authorizer.requestResource.check('create').allowed()",
  "!authorizer.requestResource.check('custom').allowed()",
  "authorizer.requestResource.check('custom').reason() == ''",
  "authorizer.requestResource.check('create').reason() == 'x'",
  "!authorizer.requestResource.check('create').errored() && authorizer.requestResource.check('create').error() == ''",
  "!authorizer.serviceAccount('kube-system', 'default').group('').resource('secrets').check('list').allowed()",
  "authorizer.serviceAccount('UPPER', 'default').path('/healthz').check('get').allowed()",
  "authorizer.serviceAccount('kube-system', '-').path('/healthz').check('get').allowed()",
  "authorizer.path(' ').check('get').allowed()",
  "authorizer.group('').resource('').check('get').allowed()",
  "authorizer.group('').resource('configmaps').labelSelector('a=b').namespace('admission-expressions').check('create').allowed()",
];

function show(expressions: readonly string[]): object[] {
  return expressions.map((expression, index) => ({
    expression: `${index} < 0 || (${expression}) == '\\n'`,
    message: `${index}`,
  }));
}

function say(expressions: readonly string[]): object[] {
  return expressions.map((messageExpression, index) => ({
    expression: 'false',
    messageExpression: `'${index}: ' + (${messageExpression})`,
    message: `${index} has no message`,
  }));
}

function ask(id: string, policy: string, more: object = {}): Step {
  return {
    id,
    method: 'POST',
    path: `${MAPS}?fieldValidation=Strict&fieldManager=tester`,
    body: makeMap(id, policy, { k: 'v', n: '7', q: '2Gi' }),
    as: 'jane',
    ...more,
  };
}

/** What expressions see, and what they say where they cannot be evaluated. */
export const admissionExpressions: Group = {
  name: 'admission-expressions',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('admission-expressions') },
    { until: `${NAMESPACE}/serviceaccounts/default`, code: 200 },
    {
      id: 'role',
      method: 'POST',
      path: `${RBAC}/roles`,
      body: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'writer' },
        rules: [
          { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'get', 'update'] },
          { apiGroups: [''], resources: ['configmaps'], resourceNames: ['only'], verbs: ['delete'] },
          { apiGroups: [''], resources: ['configmaps'], resourceNames: ['deletes-shown'], verbs: ['delete'] },
        ],
      },
    },
    {
      id: 'role-binding',
      method: 'POST',
      path: `${RBAC}/rolebindings`,
      body: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'writer' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'writer' },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'jane' }],
      },
    },
    ...Object.entries(SHOWN).flatMap(([name, expressions]) => [
      ...bindPolicy(`shows-${name}`, { validations: show(expressions) }, WARN),
      ...bindPolicy(`says-${name}`, { validations: say(expressions) }, WARN),
    ]),
    ...bindPolicy('asks', { validations: ASKED.map((expression) => ({ expression })) }, WARN),
    ...bindPolicy(
      'deletes-shown',
      {
        matchConstraints: {
          resourceRules: [rule('configmaps', { operations: ['DELETE'] })],
          objectSelector: { matchLabels: { policy: 'deletes-shown' } },
        },
        validations: [...say(DELETED), ...show(DELETED)],
      },
      WARN,
    ),
    ...awaitPolicies(MAPS, 'admission-expressions'),
    ...Object.keys(SHOWN).flatMap((name) => [
      ask(`shows-${name}`, `shows-${name}`),
      ask(`says-${name}`, `says-${name}`),
    ]),
    ask('says-dry', 'says-request', { path: `${MAPS}?dryRun=All` }),
    ask('asked', 'asks'),
    ask('asked-by-admin', 'asks', { as: undefined }),
    ask('deletes-shown', 'deletes-shown'),
    {
      id: 'deleted',
      method: 'DELETE',
      path: `${MAPS}/deletes-shown`,
      body: { propagationPolicy: 'Background', gracePeriodSeconds: 3, dryRun: ['All'] },
    },
    { id: 'deleted-plainly', method: 'DELETE', path: `${MAPS}/deletes-shown` },
    ask('deletes-shown-again', 'deletes-shown'),
    { id: 'deleted-all', method: 'DELETE', path: `${MAPS}?labelSelector=policy=deletes-shown` },
  ],
};

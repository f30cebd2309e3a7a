import type { RequestStep, Step } from '../../run/steps.ts';
import { CRDS, GROUP, makeCrd, makeObject, serveCrd } from '../own-crds.ts';
import { bindPolicy, NAMESPACE, rule, selecting } from './policies.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };
const ALL = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'];

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

/** Policies about kinds and subresources, versions and definitions. */
export const KINDS_GUARDED: readonly Step[] = [
  ...serveCrd('gadgets', GADGET),
  ...bindPolicy('exact', {
    matchConstraints: {
      ...selecting('exact', gadgetRule('v1')).matchConstraints,
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
  ...bindPolicy('evictions', {
    matchConstraints: { resourceRules: [rule('pods/eviction', { resourceNames: ['evicted'] })] },
    validations: [
      {
        expression: "object.kind != 'Eviction'",
        messageExpression:
          "'%s %s of %s, %s'.format([request.kind.group, object.kind, object.metadata.name, request.subResource])",
      },
    ],
  }),
  ...bindPolicy('pod-deletes', {
    matchConstraints: {
      resourceRules: [rule('pods', { operations: ['DELETE'], resourceNames: ['evicted-too', 'deleted'] })],
    },
    validations: [{ expression: 'false' }],
  }),
  ...bindPolicy('tokens', {
    matchConstraints: {
      resourceRules: [rule('serviceaccounts/token')],
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'admission' } },
    },
    validations: [
      {
        expression: 'object.spec.expirationSeconds < 4000',
        messageExpression: "'%s %s %d'.format([request.name, object.kind, object.spec.expirationSeconds])",
      },
    ],
  }),
  ...bindPolicy('scales', {
    matchConstraints: { resourceRules: [rule('deployments/scale', { apiGroups: ['apps'] })] },
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
const DEPLOYMENTS = '/apis/apps/v1/namespaces/admission/deployments';
const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'scaled' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
  },
};

function makePod(name: string): object {
  const spec = { automountServiceAccountToken: false, containers: [{ name: 'c', image: 'i' }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec };
}

function evict(name: string): object {
  return { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } };
}

function requestToken(expirationSeconds: number): object {
  return { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds } };
}

/** Requests that these judge. */
export const KINDS: readonly Step[] = [
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
  { id: 'exec', method: 'POST', path: `${NAMESPACE}/pods/connected/exec?command=ls&command=-l&stdout=true` },
  { id: 'attach', method: 'POST', path: `${NAMESPACE}/pods/connected/attach?stdin=true` },
  { id: 'port-forward', method: 'POST', path: `${NAMESPACE}/pods/connected/portforward?ports=80` },
  ...['evicted', 'evicted-too', 'deleted'].flatMap((name): Step[] => [
    { id: `pod-${name}`, method: 'POST', path: `${NAMESPACE}/pods`, body: makePod(name) },
    { id: `evict-${name}`, method: 'POST', path: `${NAMESPACE}/pods/${name}/eviction?dryRun=All`, body: evict(name) },
  ]),
  { id: 'evicted-too', method: 'POST', path: `${NAMESPACE}/pods/evicted-too/eviction`, body: evict('evicted-too') },
  { id: 'delete-deleted', method: 'DELETE', path: `${NAMESPACE}/pods/deleted` },
  { id: 'token', method: 'POST', path: `${NAMESPACE}/serviceaccounts/default/token`, body: requestToken(4000) },
  { id: 'deployment', method: 'POST', path: DEPLOYMENTS, body: DEPLOYMENT },
  {
    id: 'scaled',
    method: 'PATCH',
    path: `${DEPLOYMENTS}/scaled/scale`,
    headers: MERGE,
    body: { spec: { replicas: 2 } },
  },
  {
    id: 'scaled-too-far',
    method: 'PATCH',
    path: `${DEPLOYMENTS}/scaled/scale`,
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

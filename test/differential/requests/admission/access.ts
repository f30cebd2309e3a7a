import type { Step } from '../../run/steps.ts';
import { createBinding, createPolicy, makeBinding, makePolicy, POLICIES } from './policies.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const OK = { validations: [{ expression: 'true' }] };
const MAPS = { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } };
const SECRETS = { paramKind: { apiVersion: 'v1', kind: 'Secret' } };
const NOTHINGS = { paramKind: { apiVersion: 'none.example.com/v1', kind: 'Nothing' } };

function refer(paramRef: object): object {
  return { paramRef: { parameterNotFoundAction: 'Deny', ...paramRef } };
}

function as(step: ReturnType<typeof createPolicy>): Step {
  return { ...step, as: 'clerk' };
}

const policy = (name: string, spec: object): Step =>
  as(createPolicy(`by-clerk-${name}`, makePolicy(`clerk-${name}`, { ...OK, ...spec })));
const binding = (name: string, of: string, spec: object): Step =>
  as(createBinding(`by-clerk-${name}`, makeBinding(`clerk-${of}`, spec, `-${name}`)));

/** A user who may write policies, and read ConfigMaps, but no Secrets. */
export const PARAM_ACCESS: readonly Step[] = [
  {
    id: 'clerk-role',
    method: 'POST',
    path: `${RBAC}/clusterroles`,
    body: {
      apiVersion: `${GROUP}/v1`,
      kind: 'ClusterRole',
      metadata: { name: 'clerk' },
      rules: [
        { apiGroups: ['admissionregistration.k8s.io'], resources: ['*'], verbs: ['*'] },
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] },
      ],
    },
  },
  {
    id: 'clerk-binding',
    method: 'POST',
    path: `${RBAC}/clusterrolebindings`,
    body: {
      apiVersion: `${GROUP}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'clerk' },
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'clerk' },
      subjects: [{ apiGroup: GROUP, kind: 'User', name: 'clerk' }],
    },
  },
  { until: POLICIES, code: 200 },
  policy('plain', {}),
  policy('maps', MAPS),
  policy('secrets', SECRETS),
  policy('nothings', NOTHINGS),
  policy('secrets-and-faults', { ...SECRETS, validations: [{ expression: '1' }] }),
  {
    id: 'clerk-to-secrets',
    method: 'PATCH',
    path: `${POLICIES}/clerk-maps.example.com`,
    headers: MERGE,
    body: { spec: SECRETS },
    as: 'clerk',
  },
  {
    id: 'clerk-to-ignore',
    method: 'PATCH',
    path: `${POLICIES}/clerk-maps.example.com`,
    headers: MERGE,
    body: { spec: { failurePolicy: 'Ignore' } },
    as: 'clerk',
  },
  createPolicy('for-clerk', makePolicy('clerk-secret', { ...OK, ...SECRETS })),
  createPolicy('for-clerk-unknown', makePolicy('clerk-unknown', { ...OK, ...NOTHINGS })),
  binding('map', 'maps', refer({ name: 'a', namespace: 'default' })),
  binding('all-maps', 'maps', refer({ selector: {} })),
  binding('secret', 'secret', refer({ name: 'a', namespace: 'default' })),
  binding('secrets', 'secret', refer({ selector: { matchLabels: { a: 'b' } } })),
  binding('unknown', 'unknown', refer({ name: 'a' })),
  binding('missing', 'missing', refer({ name: 'a' })),
  binding('none', 'plain', refer({ name: 'a' })),
];

import type { Step } from '../../run/steps.ts';
import { bindPolicy, create, GUARDED_MAPS, MAPS, makeMap, NEVER, rule, selecting } from './policies.ts';

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

/** Policies that take parameters. */
export const PARAMETERISED: readonly Step[] = [
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

/** Requests that these judge. */
export const PARAMS: readonly Step[] = [
  ...['by-name', 'by-selector', 'by-own-namespace'].flatMap((policy) => [
    create(`${policy}-good`, policy, { k: 'one' }),
    create(`${policy}-bad`, policy, { k: 'two' }),
  ]),
  {
    id: 'by-own-namespace-there',
    method: 'POST',
    path: GUARDED_MAPS,
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

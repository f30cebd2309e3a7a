import type { Step } from '../../run/steps.ts';
import {
  bindPolicy,
  create,
  createBinding,
  createNamespace,
  createPolicy,
  GUARDED_MAPS,
  MAPS,
  makeBinding,
  makeMap,
  makePolicy,
  NEVER,
  rule,
  selecting,
} from './policies.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };

/** Policies and bindings that are about some names, scopes and namespaces only. */
export const PLACED: readonly Step[] = [
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

/** Requests within these, and beyond. */
export const PLACES: readonly Step[] = [
  create('named-a', 'named'),
  create('named-b', 'named'),
  create('named-c', 'named'),
  create('clustered', 'clustered'),
  create('namespaced', 'namespaced'),
  createNamespace('clustered-namespace', 'clustered-ns', { policy: 'clustered' }),
  createNamespace('namespaced-namespace', 'namespaced-ns', { policy: 'namespaced' }),
  create('elsewhere', 'elsewhere'),
  {
    id: 'elsewhere-there',
    method: 'POST',
    path: GUARDED_MAPS,
    body: makeMap('m', 'elsewhere'),
  },
  createNamespace('elsewhere-namespace', 'elsewhere-ns', { policy: 'elsewhere', guarded: 'yes' }),
  createNamespace('elsewhere-unguarded', 'elsewhere-open', { policy: 'elsewhere' }),
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
    path: GUARDED_MAPS,
    body: makeMap('m', 'bound-twice'),
  },
];

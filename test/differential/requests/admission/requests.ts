import type { Group, Step } from '../../run/steps.ts';
import { makeNamespace } from '../own-crds.ts';
import { KINDS, KINDS_GUARDED } from './kinds.ts';
import { PARAMETERISED, PARAMS } from './params.ts';
import { PLACED, PLACES } from './places.ts';
import { awaitPolicies, BINDINGS, create, createNamespace, MAPS, makeMap, NAMESPACE, POLICIES } from './policies.ts';
import { VALIDATED, WRITTEN } from './validated.ts';
import { VALIDATING } from './validations.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };

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
    createNamespace('guarded-namespace', 'admission-guarded', { guarded: 'yes' }),
    { until: `${NAMESPACE}/serviceaccounts/default`, code: 200 },
    ...VALIDATING,
    ...PLACED,
    ...PARAMETERISED,
    ...KINDS_GUARDED,
    ...awaitPolicies(MAPS, 'admission'),
    ...WRITTEN,
    ...VALIDATED,
    ...PLACES,
    ...PARAMS,
    ...KINDS,
    ...LATER,
  ],
};

import type { Step } from '../../run/steps.ts';
import { create, MAPS, makeMap } from './policies.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };

/** Each way to write an object that a policy is about. */
export const WRITTEN: readonly Step[] = [
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
];

/** What policies say of ConfigMaps. */
export const VALIDATED: readonly Step[] = [
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
  create('updates', 'updates', { k: '1' }),
  { id: 'updates-changed', method: 'PATCH', path: `${MAPS}/updates`, headers: MERGE, body: { data: { k: '2' } } },
  {
    id: 'updates-changed-dry',
    method: 'PATCH',
    path: `${MAPS}/updates?dryRun=All`,
    headers: MERGE,
    body: { data: { k: '2' } },
  },
];

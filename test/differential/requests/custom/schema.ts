import type { Group, RequestStep } from '../../run/steps.ts';
import { MERGE } from '../common.ts';
import { GROUP, makeCrd, makeNamespace, makeObject, serveCrd } from '../own-crds.ts';
import { SCHEMA } from './sample.ts';
import { CASES } from './sample-cases.ts';

const PATH = `/apis/${GROUP}/v1/namespaces/schema/samples`;
const create = (id: string, spec: unknown, query = '?dryRun=All'): RequestStep => ({
  id,
  method: 'POST',
  path: `${PATH}${query}`,
  body: makeObject('Sample', id, { spec }),
});
const good = (id: string, fields: object): RequestStep => create(id, { needed: 'n', ...fields });

/** What CRD schemas refuse, prune and default. */
export const schema: Group = {
  name: 'schema',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('schema') },
    ...serveCrd('crd', makeCrd('Sample', SCHEMA, { version: { subresources: { status: {} } } })),
    ...Object.entries(CASES).map(([id, fields]) => good(id, fields)),
    create('no-needed', {}),
    create('spec-null', null),
    create('spec-text', 'x'),
    create('spec-list', []),
    { id: 'no-spec', method: 'POST', path: PATH, body: makeObject('Sample', 'no-spec') },
    {
      id: 'unknown-strict',
      method: 'POST',
      path: `${PATH}?fieldValidation=Strict`,
      body: makeObject('Sample', 'u', { spec: { needed: 'n', ...CASES.unknown }, extra: 1 }),
    },
    {
      id: 'unknown-warn',
      method: 'POST',
      path: `${PATH}?fieldValidation=Warn&dryRun=All`,
      body: makeObject('Sample', 'u', { spec: { needed: 'n', ...CASES.unknown }, extra: 1 }, { nothing: 1 }),
    },
    {
      id: 'duplicate-strict',
      method: 'POST',
      path: `${PATH}?fieldValidation=Strict`,
      body: `{"apiVersion":"${GROUP}/v1","kind":"Sample","metadata":{"name":"d"},"spec":{"needed":"n","needed":"m"}}`,
    },
    { id: 'bad-name', method: 'POST', path: PATH, body: makeObject('Sample', 'Bad_Name', { spec: { needed: 'n' } }) },
    { id: 'no-kind', method: 'POST', path: PATH, body: { metadata: { name: 'x' }, spec: { needed: 'n' } } },
    { id: 'wrong-kind', method: 'POST', path: PATH, body: { ...makeObject('Other', 'x'), spec: { needed: 'n' } } },
    {
      id: 'wrong-version',
      method: 'POST',
      path: PATH,
      body: { ...makeObject('Sample', 'x'), apiVersion: `${GROUP}/v2` },
    },
    {
      id: 'finalizer-warned',
      method: 'POST',
      path: `${PATH}?dryRun=All`,
      body: makeObject(
        'Sample',
        'f',
        { spec: { needed: 'n' } },
        { finalizers: ['plain', 'dotted.name', 'good.example.com/x'] },
      ),
    },
    {
      id: 'stored',
      method: 'POST',
      path: PATH,
      body: makeObject('Sample', 's', { spec: { needed: 'n' }, status: { phase: 'ignored' } }),
    },
    {
      id: 'strategic',
      method: 'PATCH',
      path: `${PATH}/s`,
      body: {},
      headers: { 'content-type': 'application/strategic-merge-patch+json' },
    },
    {
      id: 'merged',
      method: 'PATCH',
      path: `${PATH}/s`,
      body: { spec: { counted: 3, nested: { deep: 6 } } },
      headers: MERGE,
    },
    {
      id: 'merged-bad',
      method: 'PATCH',
      path: `${PATH}/s`,
      body: { spec: { counted: 30, short: 'abcd' } },
      headers: MERGE,
    },
    { id: 'merged-null', method: 'PATCH', path: `${PATH}/s`, body: { spec: { needed: null } }, headers: MERGE },
    {
      id: 'status',
      method: 'PATCH',
      path: `${PATH}/s/status`,
      body: { status: { phase: 'Up', count: 1, nothing: 1 }, spec: { counted: 9 } },
      headers: MERGE,
    },
    {
      id: 'status-bad',
      method: 'PATCH',
      path: `${PATH}/s/status`,
      body: { status: { phase: 5, count: 'x' } },
      headers: MERGE,
    },
    {
      id: 'status-incomplete',
      method: 'PATCH',
      path: `${PATH}/s/status`,
      body: { status: { phase: null } },
      headers: MERGE,
    },
    { id: 'status-get', method: 'GET', path: `${PATH}/s/status` },
    {
      id: 'status-put-stale',
      method: 'PUT',
      path: `${PATH}/s/status`,
      body: makeObject('Sample', 's', { spec: { needed: 'n' }, status: { phase: 'x' } }, { resourceVersion: '1' }),
    },
    {
      id: 'status-put',
      method: 'PUT',
      path: `${PATH}/s/status`,
      body: makeObject(
        'Sample',
        's',
        { spec: {}, status: { phase: 'Put' } },
        { resourceVersion: '{{status.metadata.resourceVersion}}', labels: { from: 'status' } },
      ),
    },
    {
      id: 'main-put-status',
      method: 'PUT',
      path: `${PATH}/s`,
      body: makeObject(
        'Sample',
        's',
        { spec: { needed: 'm' }, status: { phase: 'Main' } },
        { resourceVersion: '{{status-put.metadata.resourceVersion}}' },
      ),
    },
    {
      id: 'put-no-revision',
      method: 'PUT',
      path: `${PATH}/s`,
      body: makeObject('Sample', 's', { spec: { needed: 'm' } }),
    },
    {
      id: 'put-conflict',
      method: 'PUT',
      path: `${PATH}/s`,
      body: makeObject('Sample', 's', { spec: { needed: 'm' } }, { resourceVersion: '1' }),
    },
    { id: 'scale', method: 'GET', path: `${PATH}/s/scale` },
    { id: 'status-post', method: 'POST', path: `${PATH}/s/status`, body: {} },
    { id: 'listed', method: 'GET', path: PATH },
    { id: 'deleted', method: 'DELETE', path: `${PATH}/s` },
  ],
};

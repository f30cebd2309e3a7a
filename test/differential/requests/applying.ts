import type { Group, RequestStep } from '../run/steps.ts';
import { GROUP, makeCrd, makeNamespace, makeObject, serveCrd } from './own-crds.ts';

const APPLY = { 'content-type': 'application/apply-patch+yaml' };
const MERGE = { 'content-type': 'application/merge-patch+json' };

function apply(id: string, path: string, manager: string, body: object | string, more = ''): RequestStep {
  return { id, method: 'PATCH', path: `${path}?fieldManager=${manager}${more}`, body, headers: APPLY };
}

function configMap(name: string, fields: object = {}, metadata: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, ...fields };
}

const M = '/api/v1/namespaces/applies/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/applies/deployments';

function deployment(fields: object, template: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: template },
      ...fields,
    },
  };
}

/** Server-side apply: ownership, conflicts, removal, lists by keys. */
export const applies: Group = {
  name: 'applies',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('applies') },
    { id: 'no-manager', method: 'PATCH', path: `${M}/a`, body: configMap('a'), headers: APPLY },
    apply('created', `${M}/a`, 'one', configMap('a', { data: { k: '1', l: '1' } }, { labels: { x: '1' } })),
    apply('same', `${M}/a`, 'one', configMap('a', { data: { k: '1', l: '1' } }, { labels: { x: '1' } })),
    apply('shared', `${M}/a`, 'two', configMap('a', { data: { k: '1' } })),
    apply('conflict', `${M}/a`, 'two', configMap('a', { data: { k: '2' } })),
    apply('conflicts', `${M}/a`, 'three', configMap('a', { data: { k: '3', l: '3' } }, { labels: { x: '3' } })),
    apply('conflict-dry', `${M}/a`, 'two', configMap('a', { data: { k: '2' } }), '&dryRun=All'),
    apply('forced', `${M}/a`, 'two', configMap('a', { data: { k: '2' } }), '&force=true'),
    apply('given-up', `${M}/a`, 'one', configMap('a', { data: { m: '1' } })),
    {
      id: 'updated',
      method: 'PATCH',
      path: `${M}/a?fieldManager=editor`,
      headers: MERGE,
      body: { data: { m: '2', n: '2' } },
    },
    apply('conflict-with-update', `${M}/a`, 'one', configMap('a', { data: { m: '1' } })),
    apply('empty', `${M}/a`, 'two', configMap('a')),
    { id: 'replaced', method: 'PUT', path: `${M}/a?fieldManager=writer`, body: configMap('a', { data: { z: '1' } }) },
    apply('wrong-name', `${M}/a`, 'one', configMap('b')),
    apply('no-name', `${M}/a`, 'one', { apiVersion: 'v1', kind: 'ConfigMap', data: { q: '1' } }),
    apply('wrong-kind', `${M}/a`, 'one', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }),
    apply('no-kind', `${M}/a`, 'one', { metadata: { name: 'a' } }),
    apply('with-managers', `${M}/a`, 'one', configMap('a', {}, { managedFields: [{ manager: 'x' }] })),
    apply('with-revision', `${M}/a`, 'one', configMap('a', {}, { resourceVersion: '1' })),
    apply('with-uid', `${M}/new`, 'one', configMap('new', {}, { uid: '00000000-0000-0000-0000-000000000000' })),
    apply('unknown-field', `${M}/a`, 'one', configMap('a', { nothing: 1 })),
    apply('unknown-strict', `${M}/a`, 'one', configMap('a', { nothing: 1 }), '&fieldValidation=Strict'),
    apply('wrong-type', `${M}/a`, 'one', configMap('a', { data: { k: 1 } })),
    apply('from-yaml', `${M}/yaml`, 'one', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\ndata:\n  k: v\n'),
    apply('bad-yaml', `${M}/yaml`, 'one', 'a: ['),
    apply('dry-created', `${M}/dry`, 'one', configMap('dry'), '&dryRun=All'),
    apply('nulls', `${M}/nulls`, 'one', configMap('nulls', { data: { k: null, l: '1' } })),
    {
      id: 'managers-cleared',
      method: 'PATCH',
      path: `${M}/a`,
      headers: MERGE,
      body: { metadata: { managedFields: [{}] } },
    },
    {
      id: 'managers-wrong',
      method: 'PATCH',
      path: `${M}/a`,
      headers: MERGE,
      body: {
        metadata: {
          managedFields: [{ manager: 'x', operation: 'Wrong', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} }],
        },
      },
    },
    apply('after-clearing', `${M}/a`, 'one', configMap('a', { data: { z: '1' } })),
    apply(
      'deployed',
      `${DEPLOYMENTS}/d`,
      'one',
      deployment(
        { replicas: 2 },
        { containers: [{ name: 'c', image: 'i:1', ports: [{ containerPort: 80 }], env: [{ name: 'A', value: '1' }] }] },
      ),
    ),
    apply('sidecar', `${DEPLOYMENTS}/d`, 'two', deployment({}, { containers: [{ name: 's', image: 's:1' }] })),
    apply(
      'port-added',
      `${DEPLOYMENTS}/d`,
      'two',
      deployment(
        {},
        {
          containers: [
            { name: 's', image: 's:1' },
            { name: 'c', ports: [{ containerPort: 81, protocol: 'UDP' }] },
          ],
        },
      ),
    ),
    apply('image-conflict', `${DEPLOYMENTS}/d`, 'two', deployment({}, { containers: [{ name: 'c', image: 'i:2' }] })),
    apply('sidecar-gone', `${DEPLOYMENTS}/d`, 'two', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
    }),
    {
      id: 'scaled',
      method: 'PATCH',
      path: `${DEPLOYMENTS}/d/scale?fieldManager=scaler`,
      headers: MERGE,
      body: { spec: { replicas: 5 } },
    },
    apply(
      'replicas-conflict',
      `${DEPLOYMENTS}/d`,
      'one',
      deployment({ replicas: 3 }, { containers: [{ name: 'c', image: 'i:1' }] }),
    ),
    apply('status', `${DEPLOYMENTS}/d/status`, 'controller', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      status: { replicas: 2, conditions: [{ type: 'Available', status: 'True' }] },
    }),
    apply('status-more', `${DEPLOYMENTS}/d/status`, 'other', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      status: { conditions: [{ type: 'Progressing', status: 'True' }] },
    }),
    { id: 'read', method: 'GET', path: `${DEPLOYMENTS}/d` },
  ],
};

const text = { type: 'string' };
const part = {
  type: 'object',
  required: ['name'],
  properties: {
    name: text,
    port: { type: 'integer' },
    protocol: { ...text, default: 'TCP' },
    value: text,
    nested: { type: 'array', items: text },
  },
};
const SCHEMA = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        a: text,
        b: text,
        atomic: { type: 'object', 'x-kubernetes-map-type': 'atomic', properties: { x: text, y: text } },
        map: { type: 'object', additionalProperties: text },
        list: { type: 'array', items: text },
        set: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
        parts: {
          type: 'array',
          items: part,
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name', 'protocol'],
        },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
    status: {
      type: 'object',
      properties: {
        phase: text,
        conditions: {
          type: 'array',
          items: { type: 'object', required: ['type'], properties: { type: text, status: text } },
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['type'],
        },
      },
    },
  },
};
const C = `/apis/${GROUP}/v1/namespaces/applies-custom/things`;
const thing = (spec: object): object => makeObject('Thing', 't', { spec });

/** The same on a custom kind, whose schema says how lists and maps merge. */
export const appliesCustom: Group = {
  name: 'applies-custom',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('applies-custom') },
    ...serveCrd('crd', makeCrd('Thing', SCHEMA, { version: { subresources: { status: {} } } })),
    apply(
      'created',
      `${C}/t`,
      'one',
      thing({
        a: '1',
        atomic: { x: '1' },
        map: { k: '1' },
        list: ['a'],
        set: ['a', 'b'],
        parts: [{ name: 'p', port: 1 }],
        free: { q: { r: 1 } },
      }),
    ),
    apply(
      'second',
      `${C}/t`,
      'two',
      thing({
        b: '2',
        map: { l: '2' },
        set: ['b', 'c'],
        parts: [
          { name: 'p', protocol: 'UDP', port: 2 },
          { name: 'q', value: 'v' },
        ],
        free: { s: 1 },
      }),
    ),
    apply('atomic-conflict', `${C}/t`, 'two', thing({ atomic: { y: '2' } })),
    apply('list-conflict', `${C}/t`, 'two', thing({ list: ['a', 'b'] })),
    apply('part-conflict', `${C}/t`, 'two', thing({ parts: [{ name: 'p', port: 9 }] })),
    apply('two-lets-go', `${C}/t`, 'two', thing({ b: '2' })),
    apply('part-merged', `${C}/t`, 'two', thing({ b: '2', parts: [{ name: 'p', value: 'two' }] })),
    apply('one-removes', `${C}/t`, 'one', thing({ a: '1', parts: [] })),
    apply('duplicate-part', `${C}/t`, 'one', thing({ parts: [{ name: 'p' }, { name: 'p' }] })),
    apply('duplicate-item', `${C}/t`, 'one', thing({ set: ['a', 'a'] })),
    apply('wrong-type', `${C}/t`, 'one', thing({ map: 'text' })),
    apply('unknown', `${C}/t`, 'one', thing({ nothing: 1 })),
    apply('unknown-strict', `${C}/t`, 'one', thing({ nothing: 1 }), '&fieldValidation=Strict'),
    {
      id: 'updated',
      method: 'PATCH',
      path: `${C}/t?fieldManager=editor`,
      headers: MERGE,
      body: { spec: { a: 'edited', set: ['z'], free: { t: [1, 2] } } },
    },
    apply(
      'status',
      `${C}/t/status`,
      'controller',
      makeObject('Thing', 't', {
        spec: { a: 'ignored' },
        status: { phase: 'Up', conditions: [{ type: 'A', status: 'True' }] },
      }),
    ),
    apply(
      'status-other',
      `${C}/t/status`,
      'other',
      makeObject('Thing', 't', { status: { conditions: [{ type: 'B', status: 'True' }] } }),
    ),
    apply('status-conflict', `${C}/t/status`, 'other', makeObject('Thing', 't', { status: { phase: 'Down' } })),
    apply('status-in-main', `${C}/t`, 'three', makeObject('Thing', 't', { status: { phase: 'Main' } })),
    {
      id: 'status-put',
      method: 'PUT',
      path: `${C}/t/status?fieldManager=putter`,
      body: makeObject(
        'Thing',
        't',
        { status: { phase: 'Put' } },
        { resourceVersion: '{{status-other.metadata.resourceVersion}}' },
      ),
    },
    { id: 'read', method: 'GET', path: `${C}/t` },
    { id: 'put-without-revision', method: 'PUT', path: `${C}/t`, body: thing({ a: '1' }) },
    apply('other-version', `${C}/t`, 'one', { ...thing({ a: '1' }), apiVersion: `${GROUP}/v2` }),
  ],
};

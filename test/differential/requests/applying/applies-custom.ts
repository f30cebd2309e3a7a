import type { Group } from '../../run/steps.ts';
import { apply, MERGE } from '../common.ts';
import { GROUP, makeCrd, makeNamespace, makeObject, serveCrd } from '../own-crds.ts';

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

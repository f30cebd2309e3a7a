import type { Group, RequestStep } from '../../run/steps.ts';
import { APPLY, MERGE } from '../common.ts';
import { GROUP, makeCrd, makeNamespace, makeObject, serveCrd } from '../own-crds.ts';
import { SCHEMA } from './rule-schema.ts';

const PATH = `/apis/${GROUP}/v1/namespaces/cel-rules/rules`;

function create(id: string, spec: object): RequestStep {
  return { id, method: 'POST', path: `${PATH}?dryRun=All`, body: makeObject('Rule', id.toLowerCase(), { spec }) };
}

function patch(id: string, name: string, body: object, subresource = ''): RequestStep {
  return { id, method: 'PATCH', path: `${PATH}/${name}${subresource}`, body, headers: MERGE };
}

const CREATES: Readonly<Record<string, object>> = {
  fine: { text: 'ok', number: 1, ratio: 0.5, flag: true, target: 3, once: 'first', plain: ['xa'], labels: { a: 'b' } },
  'bad-text': { text: 'bad' },
  'bad-number': { number: -1 },
  'bad-scalars': { ratio: 2, flag: false, target: '5' },
  'bad-target': { target: -5 },
  'bad-once': { once: 'second' },
  'bad-item': {
    named: [
      { name: 'a', size: 5 },
      { name: 'b', size: 500 },
    ],
  },
  'bad-list': { plain: ['a', 'xb', 'xb'] },
  'long-list': { plain: ['xa', 'xb', 'xc', 'xd'] },
  'bad-map': { labels: { bad: 'x', good: '' } },
  'bad-deep': { deep: { one: { 'two-2': 'bad' } } },
  'bad-both': { both: { a: '1', b: '2' } },
  'bad-fit': { text: 'abc', number: 3 },
  'many-bad': { text: 'bad', number: -1, flag: false, labels: { bad: '' } },
  'blocked-type': { text: 'bad', number: 'x' },
  'blocked-length': { text: 'bad', plain: ['xa', 'xb', 'xc', 'xd', 'xe'] },
  'not-blocked-null': { text: null, number: -1 },
  ...Object.fromEntries(
    ['e', 'fails', 'empty', 'lines', '  spaces', 'needs', 'wrong'].map((shown) => [`shown-${shown.trim()}`, { shown }]),
  ),
};

const started = {
  text: 'ok',
  number: 5,
  named: [{ name: 'a', size: 1, mode: 'slow' }],
  plain: ['xa'],
  labels: { a: 'b' },
};

/** Rules as objects are created and changed. */
export const celRules: Group = {
  name: 'cel-rules',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('cel-rules') },
    ...serveCrd('crd', makeCrd('Rule', SCHEMA, { version: { subresources: { status: {} } } })),
    ...Object.entries(CREATES).map(([id, spec]) => create(id, spec)),
    { id: 'bad-name', method: 'POST', path: PATH, body: makeObject('Rule', 'forbidden', { spec: { text: 'bad' } }) },
    { id: 'started', method: 'POST', path: PATH, body: makeObject('Rule', 'moving', { spec: started }) },
    patch('number-up', 'moving', { spec: { number: 6 } }),
    patch('number-down', 'moving', { spec: { number: 4 } }),
    patch('text-gone', 'moving', { spec: { text: null } }),
    patch('mode-changed', 'moving', { spec: { named: [{ name: 'a', mode: 'fast' }] } }),
    patch('item-added', 'moving', {
      spec: {
        named: [
          { name: 'b', mode: 'fast' },
          { name: 'a', mode: 'slow' },
        ],
      },
    }),
    patch('item-replaced', 'moving', { spec: { named: [{ name: 'c', mode: 'fast' }] } }),
    patch('once-later', 'moving', { spec: { once: 'second' } }),
    patch('once-first', 'moving', { spec: { once: 'first' } }),
    patch('once-changed', 'moving', { spec: { once: 'third' } }),
    patch('status-bad', 'moving', { status: { phase: 'Lost' } }, '/status'),
    patch('status-good', 'moving', { status: { phase: 'Found' } }, '/status'),
    patch('status-by-spec', 'moving', { spec: { text: 'bad' } }, '/status'),
    {
      id: 'applied-bad',
      method: 'PATCH',
      path: `${PATH}/moving?fieldManager=tester&force=true`,
      body: makeObject('Rule', 'moving', { spec: { text: 'bad' } }),
      headers: APPLY,
    },
    { id: 'read', method: 'GET', path: `${PATH}/moving` },
  ],
};

import type { Group, RequestStep } from '../../run/steps.ts';
import { MERGE } from '../common.ts';
import { CRDS, GROUP, makeCrd, makeNamespace, makeObject, serveCrd } from '../own-crds.ts';
import { SCHEMA } from './rule-schema.ts';

const text = { type: 'string', maxLength: 32 };
const number = { type: 'integer' };

/** Objects that were stored before their CRD had rules: what does not change is not judged. */
const LOOSE = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        a: text,
        b: text,
        list: { type: 'array', maxItems: 4, items: text },
        parts: {
          ...SCHEMA.properties.spec.properties.named,
          items: { type: 'object', required: ['name'], properties: { name: text, size: number } },
        },
      },
    },
  },
};
const TIGHT = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      required: ['c'],
      properties: {
        c: text,
        a: { ...text, maxLength: 2, 'x-kubernetes-validations': [{ rule: "self == 'z'", message: 'a is z' }] },
        b: { ...text, enum: ['z'], 'x-kubernetes-validations': [{ rule: "self == 'z'", message: 'b is z' }] },
        list: {
          type: 'array',
          maxItems: 4,
          items: {
            ...text,
            pattern: '^z',
            'x-kubernetes-validations': [{ rule: "self == 'z'", message: 'item is z' }],
          },
        },
        parts: {
          ...SCHEMA.properties.spec.properties.named,
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: text, size: { ...number, maximum: 3 } },
            'x-kubernetes-validations': [{ rule: 'self.size < 3', message: 'part is small' }],
          },
        },
      },
      'x-kubernetes-validations': [{ rule: "!has(self.a) || self.a == 'z'", message: 'spec has z' }],
    },
  },
};

const LATE = `/apis/${GROUP}/v1/namespaces/cel-ratchet/lates`;
const late = (id: string, body: object): RequestStep => ({
  id,
  method: 'PATCH',
  path: `${LATE}/old?fieldValidation=Strict`,
  body,
  headers: MERGE,
});

export const celRatchet: Group = {
  name: 'cel-ratchet',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('cel-ratchet') },
    ...serveCrd('crd', makeCrd('Late', LOOSE)),
    {
      id: 'old',
      method: 'POST',
      path: LATE,
      body: makeObject('Late', 'old', {
        spec: {
          a: 'long text',
          b: 'x',
          list: ['a', 'b'],
          parts: [
            { name: 'p', size: 9 },
            { name: 'q', size: 9 },
          ],
        },
      }),
    },
    {
      id: 'tightened',
      method: 'PATCH',
      path: `${CRDS}/lates.${GROUP}`,
      headers: MERGE,
      body: { spec: { versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: TIGHT } }] } },
    },
    // A real server takes up a changed definition within moments.
    {
      until: `${CRDS}/lates.${GROUP}`,
      field: 'spec.versions.0.schema.openAPIV3Schema.properties.spec.required.0',
      value: 'c',
    },
    { id: 'awaited', method: 'POST', path: `${LATE}?dryRun=All`, body: makeObject('Late', 'new', { spec: {} }) },
    late('label', { metadata: { labels: { a: 'b' } } }),
    late('c-added', { spec: { c: 'new' } }),
    late('b-changed', { spec: { c: 'new', b: 'y' } }),
    late('a-changed', { spec: { c: 'new', a: 'still long' } }),
    late('list-changed', { spec: { c: 'new', list: ['a', 'c'] } }),
    late('part-changed', {
      spec: {
        c: 'new',
        parts: [
          { name: 'q', size: 8 },
          { name: 'p', size: 9 },
        ],
      },
    }),
    late('part-moved', {
      spec: {
        c: 'newer',
        parts: [
          { name: 'q', size: 9 },
          { name: 'p', size: 9 },
        ],
      },
    }),
    late('part-added', {
      spec: {
        c: 'new',
        parts: [
          { name: 'p', size: 9 },
          { name: 'q', size: 9 },
          { name: 'r', size: 1 },
        ],
      },
    }),
    { id: 'read', method: 'GET', path: `${LATE}/old` },
  ],
};

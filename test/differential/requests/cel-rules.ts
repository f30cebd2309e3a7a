import type { Group, RequestStep } from '../run/steps.ts';
import { CRDS, GROUP, makeCrd, makeNamespace, makeObject, serveCrd } from './own-crds.ts';

const text = { type: 'string', maxLength: 32 };
const number = { type: 'integer' };

const item = {
  type: 'object',
  required: ['name'],
  properties: { name: text, size: number, mode: { ...text, default: 'slow' } },
  'x-kubernetes-validations': [
    { rule: '!has(self.size) || self.size < 100', message: 'size is bounded', fieldPath: '.size' },
    { rule: 'self.mode == oldSelf.mode', message: 'mode is fixed', reason: 'FieldValueForbidden' },
  ],
};

/** Rules of every form, on places of every kind. */
const SCHEMA = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        text: { ...text, 'x-kubernetes-validations': [{ rule: "self != 'bad'", message: 'text is bad' }] },
        number: {
          ...number,
          'x-kubernetes-validations': [
            { rule: 'self >= 0' },
            {
              rule: 'self >= oldSelf',
              messageExpression: '"must not fall from %d to %d".format([oldSelf, self])',
            },
          ],
        },
        ratio: { type: 'number', 'x-kubernetes-validations': [{ rule: 'self < 1.0', message: 'ratio is small' }] },
        flag: { type: 'boolean', 'x-kubernetes-validations': [{ rule: 'self', message: 'flag is up' }] },
        target: {
          'x-kubernetes-int-or-string': true,
          'x-kubernetes-validations': [
            { rule: 'type(self) == int ? self > 0 : self.endsWith("%")', message: 'target is odd' },
          ],
        },
        once: {
          ...text,
          'x-kubernetes-validations': [
            { rule: 'oldSelf.hasValue() || self == "first"', message: 'begins as first', optionalOldSelf: true },
          ],
        },
        named: {
          type: 'array',
          maxItems: 4,
          items: item,
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
        },
        plain: {
          type: 'array',
          maxItems: 4,
          items: { ...text, 'x-kubernetes-validations': [{ rule: "self.startsWith('x')", message: 'begins with x' }] },
          'x-kubernetes-validations': [
            { rule: 'self.size() < 4', reason: 'FieldValueDuplicate', message: 'few' },
            { rule: 'self.all(a, self.exists_one(b, a == b))', messageExpression: '"%s repeats".format([self])' },
          ],
        },
        labels: {
          type: 'object',
          maxProperties: 4,
          additionalProperties: {
            ...text,
            'x-kubernetes-validations': [{ rule: 'self != ""', message: 'value is missing' }],
          },
          'x-kubernetes-validations': [{ rule: "self.all(key, key != 'bad')", message: 'key is bad' }],
        },
        shown: {
          type: 'string',
          maxLength: 32,
          'x-kubernetes-validations': [
            {
              rule: 'self != "e"',
              messageExpression:
                '"%e|%.3f|%s|%d|%x|%X|%o|%b|%s|%s".format([12345.678, 2.0, 1.5, 7, 255, "hi", 8, true, ["a", 1], {"k": duration("90s")}])',
            },
            { rule: 'self != "fails"', message: 'as told', messageExpression: 'string(1 / (size(self) - 5))' },
            { rule: 'self != "empty"', message: 'as told', messageExpression: '" "' },
            { rule: 'self != "lines"', message: 'as told', messageExpression: '"a\\nb"' },
            { rule: 'self != "  spaces"', message: '  trimmed  ' },
            { rule: 'self != "needs"', message: 'needed', reason: 'FieldValueRequired' },
            { rule: 'self != "wrong"', message: 'invalid', reason: 'FieldValueInvalid' },
          ],
        },
        deep: {
          type: 'object',
          properties: { one: { type: 'object', properties: { 'two-2': text } } },
          'x-kubernetes-validations': [
            {
              rule: "!has(self.one) || !has(self.one.two__dash__2) || self.one.two__dash__2 != 'bad'",
              fieldPath: ".one['two-2']",
              message: 'deep is bad',
            },
          ],
        },
        both: {
          type: 'object',
          properties: { a: text, b: text },
          'x-kubernetes-validations': [{ rule: '!(has(self.a) && has(self.b))', message: 'not both' }],
        },
      },
      'x-kubernetes-validations': [
        {
          rule: '!has(self.text) || !has(self.number) || self.text.size() != self.number',
          message: 'text and number fit',
          reason: 'FieldValueForbidden',
        },
        { rule: 'has(self.text) || !has(oldSelf.text)', message: 'text stays' },
      ],
    },
    status: {
      type: 'object',
      properties: {
        phase: { ...text, 'x-kubernetes-validations': [{ rule: "self != 'Lost'", message: 'phase is known' }] },
      },
    },
  },
  'x-kubernetes-validations': [{ rule: "self.metadata.name != 'forbidden'", message: 'name is reserved' }],
};

const PATH = `/apis/${GROUP}/v1/namespaces/cel-rules/rules`;
const merge = { 'content-type': 'application/merge-patch+json' };

function create(id: string, spec: object): RequestStep {
  return { id, method: 'POST', path: `${PATH}?dryRun=All`, body: makeObject('Rule', id.toLowerCase(), { spec }) };
}

function patch(id: string, name: string, body: object, subresource = ''): RequestStep {
  return { id, method: 'PATCH', path: `${PATH}/${name}${subresource}`, body, headers: merge };
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
      headers: { 'content-type': 'application/apply-patch+yaml' },
    },
    { id: 'read', method: 'GET', path: `${PATH}/moving` },
  ],
};

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
  headers: merge,
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
      headers: merge,
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

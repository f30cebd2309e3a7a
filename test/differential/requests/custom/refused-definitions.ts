import type { Step } from '../../run/steps.ts';
import { CRDS, GROUP, makeCrd } from '../own-crds.ts';

const text = { type: 'string' };

function refuse(id: string, crd: object): Step {
  return { id, method: 'POST', path: `${CRDS}?dryRun=All`, body: crd };
}

const object = (properties: object): object => ({ type: 'object', properties });
const field = (id: string, schemaOfField: object): Step =>
  refuse(id, makeCrd('Bad', object({ spec: object({ f: schemaOfField }) })));
type Crd = { metadata: object; spec: Record<string, object> };
const changed = (id: string, change: (crd: Crd) => object): Step =>
  refuse(id, change(makeCrd('Bad', { type: 'object' }) as Crd));

/** Definitions that a server must refuse, each for one reason. */
export const REFUSED_DEFINITIONS: readonly Step[] = [
  changed('wrong-name', (crd) => ({ ...crd, metadata: { name: 'bads.example.com' } })),
  changed('wrong-scope', (crd) => ({ ...crd, spec: { ...crd.spec, scope: 'Everywhere' } })),
  changed('no-group', (crd) => ({ ...crd, spec: { ...crd.spec, group: '' } })),
  changed('no-versions', (crd) => ({ ...crd, spec: { ...crd.spec, versions: [] } })),
  changed('no-names', (crd) => ({ ...crd, spec: { ...crd.spec, names: {} } })),
  changed('upper-plural', (crd) => ({
    ...crd,
    metadata: { name: `Bads.${GROUP}` },
    spec: { ...crd.spec, names: { kind: 'Bad', plural: 'Bads' } },
  })),
  changed('no-storage', (crd) => ({
    ...crd,
    spec: {
      ...crd.spec,
      versions: [{ name: 'v1', served: true, storage: false, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  })),
  changed('two-storages', (crd) => ({
    ...crd,
    spec: {
      ...crd.spec,
      versions: ['v1', 'v2'].map((name) => ({
        name,
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object' } },
      })),
    },
  })),
  changed('same-versions', (crd) => ({
    ...crd,
    spec: {
      ...crd.spec,
      versions: [true, false].map((storage) => ({
        name: 'v1',
        served: true,
        storage,
        schema: { openAPIV3Schema: { type: 'object' } },
      })),
    },
  })),
  changed('no-schema', (crd) => ({
    ...crd,
    spec: { ...crd.spec, versions: [{ name: 'v1', served: true, storage: true }] },
  })),
  changed('bad-version-name', (crd) => ({
    ...crd,
    spec: {
      ...crd.spec,
      versions: [{ name: 'V_1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  })),
  changed('no-spec', ({ metadata, ...crd }) => ({ ...crd, metadata, spec: undefined })),
  changed('wrong-types', (crd) => ({ ...crd, spec: { ...crd.spec, versions: 'v1' } })),
  changed('unknown-field', (crd) => ({ ...crd, spec: { ...crd.spec, nothing: 1 } })),
  refuse('root-type', makeCrd('Bad', { type: 'string' })),
  refuse('no-type', makeCrd('Bad', {})),
  field('field-no-type', {}),
  field('field-bad-type', { type: 'blob' }),
  field('field-list-no-items', { type: 'array' }),
  field('field-ref', { $ref: '#/x' }),
  field('field-unique', { type: 'array', items: text, uniqueItems: true }),
  field('field-both', { type: 'object', properties: { a: text }, additionalProperties: text }),
  field('field-additional-false', { type: 'object', additionalProperties: false }),
  field('field-set-of-objects', { type: 'array', items: { type: 'object' }, 'x-kubernetes-list-type': 'set' }),
  field('field-map-no-keys', { type: 'array', items: object({ a: text }), 'x-kubernetes-list-type': 'map' }),
  field('field-map-wrong-key', {
    type: 'array',
    items: object({ a: text }),
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['b'],
  }),
  field('field-map-optional-key', {
    type: 'array',
    items: object({ a: text }),
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['a'],
  }),
  field('field-keys-no-map', { type: 'array', items: object({ a: text }), 'x-kubernetes-list-map-keys': ['a'] }),
  field('field-list-type', { type: 'array', items: text, 'x-kubernetes-list-type': 'other' }),
  field('field-map-type', { type: 'object', 'x-kubernetes-map-type': 'other' }),
  field('field-preserve-false', { type: 'object', 'x-kubernetes-preserve-unknown-fields': false }),
  field('field-bad-default', { type: 'integer', default: 'x' }),
  field('field-unknown-default', { ...object({ a: text }), default: { b: 1 } }),
  field('field-bad-pattern', { type: 'string', pattern: '(' }),
  field('field-branch-type', { type: 'object', anyOf: [{ type: 'object' }] }),
  field('field-branch-property', {
    type: 'object',
    properties: { a: text },
    anyOf: [{ properties: { b: { minLength: 1 } } }],
  }),
  field('field-branch-default', { type: 'string', allOf: [{ default: 'x' }] }),
  field('field-int-or-string', { type: 'string', 'x-kubernetes-int-or-string': true }),
  field('rule-empty', { ...text, 'x-kubernetes-validations': [{ rule: '' }] }),
  field('rule-message-lines', {
    ...text,
    maxLength: 5,
    'x-kubernetes-validations': [{ rule: 'self == "a"', message: 'a\nb' }],
  }),
  field('rule-lines', { ...text, maxLength: 5, 'x-kubernetes-validations': [{ rule: 'self ==\n"a"' }] }),
  field('rule-reason', {
    ...text,
    maxLength: 5,
    'x-kubernetes-validations': [{ rule: 'self == "a"', reason: 'Whim' }],
  }),
  field('rule-path', { ...object({ a: text }), 'x-kubernetes-validations': [{ rule: 'true', fieldPath: '.b' }] }),
  field('rule-path-syntax', {
    ...object({ a: text }),
    'x-kubernetes-validations': [{ rule: 'true', fieldPath: 'a' }],
  }),
  field('rule-message-expression', {
    ...text,
    maxLength: 5,
    'x-kubernetes-validations': [{ rule: 'self == "a"', messageExpression: '1' }],
  }),
  field('rule-message-broken', {
    ...text,
    maxLength: 5,
    'x-kubernetes-validations': [{ rule: 'self == "a"', messageExpression: 'self.x' }],
  }),
  field('rule-old-unused', {
    ...text,
    maxLength: 5,
    'x-kubernetes-validations': [{ rule: 'self == "a"', optionalOldSelf: true }],
  }),
  field('rule-old-uncorrelated', {
    type: 'array',
    maxItems: 5,
    items: { ...text, maxLength: 5, 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] },
  }),
  refuse(
    'column-bad',
    makeCrd(
      'Bad',
      { type: 'object' },
      { version: { additionalPrinterColumns: [{ name: '', type: 'blob', jsonPath: 'x' }] } },
    ),
  ),
  refuse(
    'selectable-bad',
    makeCrd('Bad', object({ spec: object({ a: text, o: object({}) }) }), {
      version: {
        selectableFields: [{ jsonPath: '.spec.b' }, { jsonPath: '.spec.o' }, { jsonPath: '.metadata.name' }],
      },
    }),
  ),
];

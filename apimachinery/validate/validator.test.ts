import { expect } from 'chai';
import type { CustomResourceDefinition } from '../types.ts';
import { makeObjectJudge, type ValidateOptions } from './index.ts';

const text = { type: 'string' };
const crd: CustomResourceDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['host'],
                properties: {
                  host: { ...text, maxLength: 5 },
                  size: { type: 'integer', default: 1 },
                  mode: { ...text, enum: ['A', 'B'] },
                  parts: {
                    type: 'array',
                    items: { type: 'object', properties: { name: text } },
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                  },
                },
                'x-kubernetes-validations': [
                  { rule: 'self.size < 5', message: 'widgets are small' },
                  { rule: 'self.host == oldSelf.host', message: 'hosts stay' },
                ],
              },
              status: { type: 'object', properties: { ready: { type: 'boolean' } } },
            },
          },
        },
      },
      { name: 'v1beta1', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
    ],
  },
};
const judge = makeObjectJudge([crd]);

function widget(spec: object, more: object = {}): object {
  return { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec, ...more };
}

/** Stage, field and message of each finding. */
function judgeAll(object: unknown, options?: ValidateOptions): string[] {
  return judge.judge(object, options).findings.map(({ stage, field, message }) => `${stage} ${field}: ${message}`);
}

describe('an object judged by definitions', () => {
  it('is good where an API server would take it, with its defaults', () => {
    expect(judge.judge(widget({ host: 'a' }))).to.deep.equal({ isKnown: true, findings: [], warnings: [] });
  });

  it('is refused in the words of an API server, stage by stage', () => {
    expect(judgeAll(widget({ host: 'abcdef', mode: 'C', parts: [{ name: 'x' }, { name: 'x' }] }))).to.deep.equal([
      'schema spec.host: Too long: may not be more than 5 bytes',
      'schema spec.mode: Unsupported value: "C": supported values: "A", "B"',
      'schema spec.parts[1]: Duplicate value: {"name":"x"}',
      'cel <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    ]);
    expect(judgeAll(widget({ host: 'a', size: 7 }))).to.deep.equal([
      'cel spec: Invalid value: "object": widgets are small',
    ]);
    expect(judgeAll(widget({ host: 'a', size: 7 }), { until: 'schema' })).to.deep.equal([]);
  });

  it('may have no field that its kind has not, in its metadata neither', () => {
    const object = widget(
      { host: 'a', hosts: [], parts: [{ nam: 'x', name: 'y' }] },
      { metadata: { name: 'w', label: {} } },
    );
    expect(judgeAll(object)).to.deep.equal([
      'fields metadata.label: unknown field "metadata.label"',
      'fields spec.hosts: unknown field "spec.hosts"',
      'fields spec.parts[0].nam: unknown field "spec.parts[0].nam"',
    ]);
    expect(judgeAll(widget({ host: 'a' }, { metadata: { name: 'w', labels: { a: 1 } } }))).to.deep.equal([
      'fields metadata: metadata.labels.a must be a string',
    ]);
  });

  it('needs metadata that is good', () => {
    expect(judgeAll(widget({ host: 'a' }, { metadata: { name: 'Big', labels: { 'a b': 'x' } } }))).to.have.length(2);
    expect(judgeAll(widget({ host: 'a' }, { metadata: {} }))).to.deep.equal([
      'metadata metadata.name: Required value: name or generateName is required',
      'cel <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    ]);
  });

  it('has no status yet: what is given is dropped, as by an API server', () => {
    expect(judgeAll(widget({ host: 'a' }, { status: { ready: 'yes', more: 1 } }))).to.deep.equal([
      'fields status.more: unknown field "status.more"',
    ]);
  });

  it('is held against the object that it replaces, where there is one', () => {
    const old = widget({ host: 'a', size: 1 }, { metadata: { name: 'w' } });
    expect(judgeAll(widget({ host: 'b' }), { old })).to.deep.equal(['cel spec: Invalid value: "object": hosts stay']);
    expect(judgeAll(widget({ host: 'a' }), { old })).to.deep.equal([]);
  });

  it('is left alone where its kind is of another group, and refused where its version is not served', () => {
    expect(judge.judge({ apiVersion: 'v1', kind: 'Service' })).to.deep.include({ isKnown: false, findings: [] });
    expect(judge.judge('text')).to.deep.include({ isKnown: false });
    expect(judgeAll({ apiVersion: 'example.com/v1beta1', kind: 'Widget' })).to.deep.equal([
      'kind kind: no matches for kind "Widget" in version "example.com/v1beta1"',
    ]);
    expect(judgeAll({ apiVersion: 'example.com/v1', kind: 'Gadget' })).to.have.length(1);
  });

  it('is not changed', () => {
    const object = widget({ host: 'a', hosts: 1 });
    const before = structuredClone(object);
    judge.judge(object);
    expect(object).to.deep.equal(before);
  });
});

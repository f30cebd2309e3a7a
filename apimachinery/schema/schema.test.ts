import { expect } from 'chai';
import type { JsonSchema, KubeObject } from '../types.ts';
import { pruneUnknown } from './prune.ts';
import { validateBySchema } from './validate.ts';

const text = { type: 'string' };

function judge(spec: JsonSchema, value: unknown): string[] {
  const object = { apiVersion: 'a/v1', kind: 'K', metadata: { name: 'n' }, spec: value } as KubeObject;
  const errors = validateBySchema({ type: 'object', properties: { spec } }, object, undefined);
  return errors.map(({ field, message }) => `${field}: ${message}`);
}

/** As a real API server told them of objects that were changed at random. */
describe('structural schemas', () => {
  it('drop all fields of what stands where no object may', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { name: text, labels: { type: 'object', additionalProperties: true }, free: openList() },
    };
    const object = { name: [{ a: 1 }, 'x', [{ b: 2 }]], labels: { c: { d: 1 } }, free: [{ e: { f: 1 } }] };
    expect(pruneUnknown(object, schema)).to.deep.equal(['name[0].a', 'name[2][0].b', 'labels.c.d']);
    expect(object).to.deep.equal({ name: [{}, 'x', [{}]], labels: { c: {} }, free: [{ e: { f: 1 } }] });
  });

  it('ask for objects in a list that is a map, and tell the first that is none', () => {
    const schema: JsonSchema = {
      type: 'array',
      items: { type: 'object', properties: { name: text } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    };
    expect(judge(schema, [{ name: 'a' }, '-5s', 7, { name: 'a' }])).to.include(
      'spec[1]: Invalid value: "-5s": must be an object for an array of list-type map',
    );
    expect(judge(schema, [{ name: 'a' }, { name: 'a' }])).to.deep.equal(['spec[1]: Duplicate value: {"name":"a"}']);
  });

  it('tell the type where one is asked for, else the format', () => {
    const port: JsonSchema = { type: 'integer', format: 'int32' };
    const wrong = (type: string) => `spec: Invalid value: "${type}": spec in body must be of type integer: "${type}"`;
    expect(judge(port, {})).to.deep.equal([wrong('object')]);
    expect(judge(port, true)).to.deep.equal([wrong('boolean')]);
    expect(judge(port, 1.5)).to.deep.equal([wrong('number')]);
    const address: JsonSchema = { format: 'ipv4' };
    expect(judge(address, {})).to.deep.equal(['spec: Invalid value: "": spec in body must be of type ipv4: ""']);
  });
});

function openList(): JsonSchema {
  return { type: 'array', items: { type: 'object' }, 'x-kubernetes-preserve-unknown-fields': true };
}

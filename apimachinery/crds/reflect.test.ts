import { Ajv } from 'ajv';
import { expect } from 'chai';
import { reflectSchema, type StructuralSchema, type Validator } from './reflect.ts';

function reflectFrom(schema: object): StructuralSchema {
  const validate = new Ajv({ allErrors: true, strict: false, formats: { int32: true } }).compile(schema);
  return reflectSchema(validate as unknown as Validator, ['metadata']);
}

describe('reflectSchema', () => {
  it('gives back the schema that a validator was compiled from', () => {
    const schema: StructuralSchema = {
      type: 'object',
      required: ['spec'],
      properties: {
        spec: {
          type: 'object',
          required: ['name'],
          properties: {
            flag: { type: 'boolean' },
            labels: {
              type: 'object',
              maxProperties: 8,
              additionalProperties: { type: 'string', maxLength: 63 },
            },
            name: { type: 'string', minLength: 1, maxLength: 253, pattern: '^[a-z]+$' },
            port: { type: 'integer', minimum: 1, maximum: 65535 },
            rules: {
              type: 'array',
              minItems: 1,
              maxItems: 16,
              items: { type: 'object', properties: { mode: { type: 'string', enum: ['All', 'None'] } } },
            },
          },
        },
      },
    };
    expect(reflectFrom(schema)).to.deep.equal(schema);
  });

  it('leaves out the properties to skip, at the top only', () => {
    const inner = { type: 'object', properties: { metadata: { type: 'string' } } };
    const schema = { type: 'object', properties: { metadata: { type: 'object', properties: {} }, spec: inner } };
    expect(reflectFrom(schema)).to.deep.equal({ type: 'object', properties: { spec: inner } });
  });

  it('refuses a value of more than one type rather than guess', () => {
    const schema = { type: 'object', properties: { port: { anyOf: [{ type: 'integer' }, { type: 'string' }] } } };
    expect(() => reflectFrom(schema)).to.throw('of 2 types (integer, string)');
  });
});

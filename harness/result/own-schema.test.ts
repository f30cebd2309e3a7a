import { Ajv } from 'ajv';
import { expect } from 'chai';
import reportSchema from '../../reports/conformance/schema.json' with { type: 'json' };
import profileSchema from '../install/schema.json' with { type: 'json' };
import resultSchema from './schema.json' with { type: 'json' };

describe('schemas that are not checked before use', () => {
  for (const schema of [resultSchema, profileSchema, reportSchema]) {
    it(`are valid: ${schema.title}`, () => {
      const ajv = new Ajv();
      ajv.validateSchema(schema);
      expect(ajv.errors ?? []).to.deep.equal([]);
    });
  }
});

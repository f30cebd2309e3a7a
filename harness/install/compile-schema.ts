import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { ownSchema } from '../result/own-schema.ts';
import type { ProfileFile } from './complete.ts';
import schema from './schema.json' with { type: 'json' };

/** The schema of a profile, compiled. */
export function compileSchema(): ValidateFunction<ProfileFile> {
  const ajv = new Ajv({ allErrors: false, verbose: true, discriminator: true, allowUnionTypes: true, ...ownSchema });
  formats.default(ajv);
  return ajv.compile<ProfileFile>(schema);
}

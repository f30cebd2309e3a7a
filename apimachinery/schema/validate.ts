import { isObject } from '../json.ts';
import type { FieldError, JsonSchema, KubeObject } from '../types.ts';
import { Correlation } from './correlation.ts';
import { findDuplicates } from './duplicates.ts';
import { judgeSchema } from './judge/judge.ts';

/**
 * Judges objects by the structural schema of their CRD. On update, errors of unchanged fields are not told, nor items
 * that are there twice where some were already.
 * @param subresource where only the status is written
 */
export function validateBySchema(
  schema: JsonSchema,
  object: KubeObject,
  old: KubeObject | undefined,
  subresource?: string,
): FieldError[] {
  const correlation = old && new Correlation(object, old, schema);
  const errors =
    subresource === 'status' ? judgeStatus(schema, object, correlation) : judgeSchema(schema, object, correlation);
  const hadDuplicates = old !== undefined && findDuplicates(old, schema).length > 0;
  return hadDuplicates ? errors : [...errors, ...findDuplicates(object, schema)];
}

/** The status is judged as if it were the whole, which its messages show. */
function judgeStatus(schema: JsonSchema, { status }: KubeObject, correlation: Correlation | undefined): FieldError[] {
  const ownSchema = schema.properties?.status;
  if (status === undefined || !isObject(ownSchema)) return [];
  return judgeSchema(ownSchema, status, correlation?.field('status'), 'status');
}

import { invalidField } from '../../../../apimachinery/errors/field.ts';
import type { FieldError } from '../../../../apimachinery/types.ts';
import type { Expression } from '../compile.ts';

/** What keeps an expression from being used. @param shown what messages quote in its place */
export function validateExpression(
  { source, fault, isInternal }: Expression,
  path: string,
  shown = source,
): FieldError[] {
  if (fault === undefined) return [];
  if (isInternal) return [{ reason: 'InternalError', field: path, message: `Internal error: ${fault}` }];
  return [invalidField(path, shown, fault)];
}

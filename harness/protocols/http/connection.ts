import type { FieldMismatch } from '../../scenario/custom.ts';
import { nameBackend } from '../common/backends.ts';
import { matchNoAnswer } from '../common/refused.ts';
import type { Backends } from '../types.ts';
import type { HttpExchange } from './types.ts';

/** There must be no usable answer. `unserved` lets the Gateway answer with an error too. */
export function matchRefused(
  { response, error, echo }: HttpExchange,
  backends: Backends,
  wanted: 'refused' | 'unserved' = 'refused',
): FieldMismatch[] {
  if (wanted === 'unserved' && response && !echo && response.status >= 400) return [];
  const by = echo ? ` by ${nameBackend(echo, backends)}` : '';
  return matchNoAnswer(
    response && `an answer with ${response.status}${by}`,
    error,
    wanted === 'unserved' ? ', or to be answered with an error of the Gateway' : '',
  );
}

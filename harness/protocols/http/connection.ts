import type { FieldMismatch } from '../../scenario/custom.ts';
import { nameBackend } from '../common/backends.ts';
import { isRefusal, REFUSED, showError } from '../common/refused.ts';
import type { Backends } from '../types.ts';
import type { HttpExchange } from './types.ts';

/** There must be no usable answer. `unserved` lets the Gateway answer with an error too. */
export function matchRefused(
  { response, error, echo }: HttpExchange,
  backends: Backends,
  wanted: 'refused' | 'unserved' = 'refused',
): FieldMismatch[] {
  const path = 'connection';
  const orError = wanted === 'unserved' ? ', or to be answered with an error of the Gateway' : '';
  const expected = `${REFUSED}${orError}`;
  if (response) {
    if (wanted === 'unserved' && !echo && response.status >= 400) return [];
    const by = echo ? ` by ${nameBackend(echo, backends)}` : '';
    return [{ path, expected, observed: `an answer with ${response.status}${by}` }];
  }
  return error && isRefusal(error) ? [] : [{ path, expected, observed: showError(error) }];
}

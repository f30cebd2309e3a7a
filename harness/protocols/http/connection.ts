import type { FieldMismatch } from '../../scenario/custom.ts';
import { nameBackend } from '../common/backends.ts';
import { matchNoAnswer } from '../common/refused.ts';
import type { Backends } from '../types.ts';
import type { HttpExchange } from './types.ts';

export type ConnectionExpectation = 'refused' | 'unserved' | 'untrusted';

/** What may be in the place of a refusal. */
const ALSO: Readonly<Record<ConnectionExpectation, string>> = {
  refused: '',
  unserved: ', or to be answered with an error of the Gateway',
  untrusted: ', or to be answered under a certificate that no client trusts',
};

/** There must be no usable answer. `unserved` and `untrusted` let the Gateway answer with an error too. */
export function matchRefused(
  { response, error, echo }: HttpExchange,
  backends: Backends,
  wanted: ConnectionExpectation = 'refused',
): FieldMismatch[] {
  if (wanted !== 'refused' && response && !echo && response.status >= 400) return [];
  if (wanted === 'untrusted' && response?.tls?.authorized === false) return [];
  const by = echo ? ` by ${nameBackend(echo, backends)}` : '';
  return matchNoAnswer(response && `an answer with ${response.status}${by}`, error, ALSO[wanted]);
}

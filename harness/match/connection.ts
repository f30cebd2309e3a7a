import type { HttpExchange } from '../protocols/http/types.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import { type Backends, nameBackend } from './backend.ts';

/** Nobody listens, or whoever does ends the connection at once. */
const CLOSED = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/**
 * There must be no usable answer: refused, reset, or a failed TLS handshake. A time-out is no refusal, an answer that
 * is not HTTP neither, and an error of our own least of all. `unserved` lets the Gateway answer with an error too.
 */
export function matchRefused(
  { response, error, echo }: HttpExchange,
  backends: Backends,
  wanted: 'refused' | 'unserved' = 'refused',
): FieldMismatch[] {
  const path = 'connection';
  const orError = wanted === 'unserved' ? ', or to be answered with an error of the Gateway' : '';
  const expected = `to be refused or reset, or to fail the TLS handshake${orError}`;
  if (response) {
    if (wanted === 'unserved' && !echo && response.status >= 400) return [];
    const by = echo ? ` by ${nameBackend(echo, backends)}` : '';
    return [{ path, expected, observed: `an answer with ${response.status}${by}` }];
  }
  if (error && (CLOSED.has(error.code) || isTlsError(error.code))) return [];
  return [{ path, expected, observed: error ? `${error.message} (${error.code})` : 'nothing' }];
}

/** OpenSSL's errors and alerts; node's own ERR_TLS_ codes speak of wrong use. */
function isTlsError(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code === 'EPROTO';
}

import type { FieldMismatch } from '../../scenario/custom.ts';
import type { Exchange } from '../types.ts';

/** Nobody listens, or whoever does ends the connection at once. */
const CLOSED = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

const REFUSED = 'to be refused or reset, or to fail the TLS handshake';

/**
 * There must be no answer.
 * @param answer what came, in words; undefined where nothing did
 * @param also what may come as well, in words
 */
export function matchNoAnswer(answer: string | undefined, error: Exchange['error'], also = ''): FieldMismatch[] {
  if (answer === undefined && error && isRefusal(error)) return [];
  return [{ path: 'connection', expected: `${REFUSED}${also}`, observed: answer ?? showError(error) }];
}

/** `connect ECONNREFUSED … (ECONNREFUSED)`. */
export function showError(error: Exchange['error']): string {
  return error ? `${error.message} (${error.code})` : 'nothing';
}

/** A time-out is no refusal, an answer in another protocol neither, and an error of our own least of all. */
export function isRefusal({ code }: NonNullable<Exchange['error']>): boolean {
  return CLOSED.has(code) || isTlsError(code);
}

/** OpenSSL's errors and alerts; node's own ERR_TLS_ codes speak of wrong use. */
function isTlsError(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code === 'EPROTO';
}

import type { Exchange } from '../types.ts';

/** Nobody listens, or whoever does ends the connection at once. */
const CLOSED = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

export const REFUSED = 'to be refused or reset, or to fail the TLS handshake';

/** A time-out is no refusal, an answer in another protocol neither, and an error of our own least of all. */
export function isRefusal({ code }: NonNullable<Exchange['error']>): boolean {
  return CLOSED.has(code) || isTlsError(code);
}

/** `connect ECONNREFUSED … (ECONNREFUSED)`. */
export function showError(error: Exchange['error']): string {
  return error ? `${error.message} (${error.code})` : 'nothing';
}

/** OpenSSL's errors and alerts; node's own ERR_TLS_ codes speak of wrong use. */
function isTlsError(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code === 'EPROTO';
}

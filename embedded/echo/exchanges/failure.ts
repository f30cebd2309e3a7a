import type { Failure } from './types.ts';

/** The system's code where it gave one. Without an error the connection was closed and nobody said why. */
export function describeError(error: unknown): Failure {
  if (error === undefined) return { code: 'ECONNRESET', message: '' };
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}

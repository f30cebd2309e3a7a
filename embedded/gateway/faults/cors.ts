import { type Fault, fault } from './types.ts';

/** Cross-origin requests judged wrongly. */
export const corsFaults: readonly Fault[] = [
  fault('cors-preflight-forwarded', 'sends preflight requests to the backend', 'cors', () => ({
    isPreflight: () => false,
  })),
  fault('cors-options-intercepted', 'answers every OPTIONS request as a preflight request', 'cors', () => ({
    isPreflight: ({ method }) => method === 'OPTIONS',
  })),
  fault('cors-any-origin', 'lets pages of every origin read responses', 'cors', () => ({ allowsOrigin: () => true })),
  fault('cors-no-origin', 'lets no page read responses', 'cors', () => ({ allowsOrigin: () => false })),
  fault('cors-origin-scheme-ignored', 'allows an origin under another scheme', 'cors', ({ allowsOrigin }) => ({
    allowsOrigin: (filter, origin) =>
      allowsOrigin(filter, origin) || allowsOrigin(filter, origin.replace('http:', 'https:')),
  })),
  fault('cors-origin-wildcard-ignored', 'compares origins literally', 'cors', () => ({
    allowsOrigin: ({ allowOrigins = [] }, origin) => allowOrigins.includes('*') || allowOrigins.includes(origin),
  })),
  fault('cors-origin-wildcard-bare', 'allows the bare domain of an origin with a wildcard', 'cors', (right) => ({
    allowsOrigin: (filter, origin) =>
      right.allowsOrigin(filter, origin) ||
      (filter.allowOrigins ?? []).some((pattern) => pattern.replace('*.', '') === origin),
  })),
  fault('cors-origin-first-listed', 'names the first allowed origin whoever asks', 'cors', ({ origin }) => ({
    origin: (filter, given) => filter.allowOrigins?.[0] ?? origin(filter, given),
  })),
  fault('cors-origin-always-wildcard', 'gives an asterisk as the origin, also with credentials', 'cors', () => ({
    origin: () => '*',
  })),
  fault('cors-preflight-404', 'refuses preflight requests of strangers with 404', 'cors', ({ preflightStatus }) => ({
    preflightStatus: (allowed) => (allowed ? preflightStatus(allowed) : 404),
  })),
  fault('cors-credentials-missing', 'never lets credentials be sent', 'cors', () => ({ credentials: () => undefined })),
  fault('cors-credentials-false', 'says false where credentials are not allowed', 'cors', () => ({
    credentials: ({ allowCredentials }) => String(allowCredentials ?? false),
  })),
  fault('cors-methods-missing', 'leaves the allowed methods out', 'cors', () => ({ methods: () => undefined })),
  fault(
    'cors-methods-wildcard-with-credentials',
    'allows all methods by an asterisk with credentials',
    'cors',
    (right) => ({
      methods: (filter, request) => right.methods({ ...filter, allowCredentials: false }, request),
    }),
  ),
  fault('cors-headers-missing', 'leaves the allowed headers out', 'cors', () => ({ headers: () => undefined })),
  fault(
    'cors-headers-wildcard-with-credentials',
    'allows all headers by an asterisk with credentials',
    'cors',
    (right) => ({
      headers: (filter, request) => right.headers({ ...filter, allowCredentials: false }, request),
    }),
  ),
  fault('cors-expose-missing', 'leaves the exposed headers out', 'cors', () => ({ expose: () => undefined })),
  fault('cors-expose-first-only', 'exposes the first of the headers only', 'cors', ({ expose }) => ({
    expose: (filter) => expose({ ...filter, exposeHeaders: (filter.exposeHeaders ?? []).slice(0, 1) }),
  })),
  fault('cors-max-age-default', 'lets preflights be kept for 5 seconds whatever the filter says', 'cors', () => ({
    maxAge: () => '5',
  })),
];

import type { RetryPolicy } from '../../behaviour/http.ts';
import { parseDuration } from '../../model/duration.ts';

const defaultBackoffMs = 25;
const longestBackoff = 10;

/** https://gateway-api.sigs.k8s.io/reference/spec/#httprouteretry */
export const specifiedRetries: RetryPolicy = {
  hasBody: true,
  headers: (filtered) => filtered,
  target: (filtered) => filtered,
  attempts: ({ attempts = 1 }) => attempts,
  isRetriable: ({ codes = [] }, outcome) => {
    if (outcome.kind === 'status') return codes.includes(outcome.status);
    // After an exchange that broke off nobody knows whether the request was carried out.
    return outcome.kind !== 'broken';
  },
  backoff: ({ backoff }, number) => {
    const base = backoff === undefined ? defaultBackoffMs : parseDuration(backoff);
    return base * Math.min(2 ** (number - 1), longestBackoff);
  },
};

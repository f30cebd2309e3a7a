import { type Fault, fault } from './types.ts';

/** Copies, time and further tries of requests. */
export const mirrorFaults: readonly Fault[] = [
  fault('mirror-ignored', 'sends no copies to mirrors', 'mirrors', () => ({ select: () => [] })),
  fault('mirror-first-only', 'sends copies to the first mirror only', 'mirrors', () => ({
    select: (mirrors) => mirrors.slice(0, 1),
  })),
  fault('mirror-percent-ignored', 'mirrors every request whatever the percentage', 'mirrors', ({ share }) => ({
    share: (filter) =>
      filter.requestMirror?.percent === undefined ? share(filter) : { numerator: 100, denominator: 100 },
  })),
  fault('mirror-fraction-ignored', 'mirrors every request whatever the fraction', 'mirrors', ({ share }) => ({
    share: (filter) => (filter.requestMirror?.fraction ? { numerator: 100, denominator: 100 } : share(filter)),
  })),
  fault('mirror-denominator-100', 'takes the numerator of a fraction for a percentage', 'mirrors', ({ share }) => ({
    share: (filter) => ({ ...share(filter), denominator: 100 }),
  })),
  fault('request-timeout-ignored', 'knows no timeout for the whole request', 'timeouts', () => ({ request: () => 0 })),
  fault('backend-timeout-ignored', 'knows no timeout for a request to a backend', 'timeouts', () => ({
    backendRequest: () => 0,
  })),
  fault('timeout-in-seconds', 'reads timeouts in milliseconds as seconds', 'timeouts', (right) => ({
    request: (timeouts) => right.request({ request: inSeconds(timeouts.request) }),
    backendRequest: (timeouts) => right.backendRequest({ backendRequest: inSeconds(timeouts.backendRequest) }),
  })),
  fault('timeout-502', 'answers 502 when a request has taken too long', 'answers', () => ({ timeout: 502 })),
  fault('timeout-408', 'answers 408 when a request has taken too long', 'answers', () => ({ timeout: 408 })),
  fault('retry-ignored', 'does not try again', 'retries', () => ({ attempts: () => 0 })),
  fault('retry-once-only', 'tries again once whatever the attempts', 'retries', ({ attempts }) => ({
    attempts: (retry) => Math.min(attempts(retry), 1),
  })),
  fault('retry-zero-as-default', 'tries again where attempts are 0', 'retries', ({ attempts }) => ({
    attempts: (retry) => attempts(retry) || 1,
  })),
  fault('retry-one-too-many', 'tries once more than the attempts say', 'retries', ({ attempts }) => ({
    attempts: (retry) => attempts(retry) + 1,
  })),
  fault('retry-attempts-count-first', 'counts the first try among the attempts', 'retries', ({ attempts }) => ({
    attempts: (retry) => Math.max(attempts(retry) - 1, 0),
  })),
  fault('retry-codes-ignored', 'does not try again after any status', 'retries', ({ isRetriable }) => ({
    isRetriable: (retry, outcome) => outcome.kind !== 'status' && isRetriable(retry, outcome),
  })),
  fault('retry-any-server-error', 'tries again after every server error, listed or not', 'retries', (right) => ({
    isRetriable: (retry, outcome) =>
      outcome.kind === 'status' ? outcome.status >= 500 : right.isRetriable(retry, outcome),
  })),
  fault('retry-first-code-only', 'tries again after the first listed code only', 'retries', ({ isRetriable }) => ({
    isRetriable: (retry, outcome) => isRetriable({ ...retry, codes: retry.codes?.slice(0, 1) ?? [] }, outcome),
  })),
  fault('retry-not-after-refusal', 'does not try again where a connection was refused', 'retries', (right) => ({
    isRetriable: (retry, outcome) => outcome.kind !== 'unreachable' && right.isRetriable(retry, outcome),
  })),
];

function inSeconds(duration = '0s'): string {
  return duration.replace('ms', 's');
}

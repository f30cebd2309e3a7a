import { isRecord } from '../common/guards.ts';
import { messageOf } from '../common/message-of.ts';
import { HarnessError } from '../scenario/errors.ts';

/** What the API server refused, or could not be asked. `status` is 0 where no answer came. */
export class KubeError extends HarnessError {
  readonly status: number;
  /** `reason` of the server's Status, or the network error's code. */
  readonly reason: string;
  /** The server's own words. */
  readonly serverMessage: string;
  /** Seconds of `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(action: string, failure: KubeFailure) {
    super(`${action}: ${describeFailure(failure)}`, failure.cause === undefined ? undefined : { cause: failure.cause });
    this.status = failure.status;
    this.reason = failure.reason;
    this.serverMessage = failure.message;
    this.retryAfter = failure.retryAfter;
  }
}

export interface KubeFailure {
  status: number;
  reason: string;
  message: string;
  retryAfter?: number;
  cause?: unknown;
}

/** Reads a Status object, or whatever text a proxy sent in its place. */
export function parseFailure(status: number, text: string, retryAfter?: string): KubeFailure {
  const seconds = retryAfter === undefined ? Number.NaN : Number(retryAfter);
  return {
    status,
    ...readStatus(text),
    ...(Number.isFinite(seconds) ? { retryAfter: seconds } : {}),
  };
}

export function networkFailure(error: unknown): KubeFailure {
  const code = isRecord(error) && typeof error.code === 'string' ? error.code : 'Unreachable';
  return { status: 0, reason: code, message: messageOf(error), cause: error };
}

const transientStatuses = new Set([429, 502, 503, 504]);
const transientCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * A 500 of what stands behind the API server and comes back by itself: its store, which elects a leader or is busy, and
 * webhooks whose pods are not up yet. A webhook that refuses an object answers with another status.
 */
const transientMessages =
  /etcdserver: |failed calling webhook|conversion webhook for .* failed|code = Unavailable|http2: \w+ connection lost/;

/** Whether the same request may succeed a moment later. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof KubeError)) return false;
  if (error.status === 0) return transientCodes.has(error.reason);
  return transientStatuses.has(error.status) || (error.status === 500 && transientMessages.test(error.serverMessage));
}

function readStatus(text: string): Pick<KubeFailure, 'reason' | 'message'> {
  try {
    const body: unknown = JSON.parse(text);
    if (isRecord(body) && body.kind === 'Status') {
      return {
        reason: typeof body.reason === 'string' ? body.reason : '',
        message: typeof body.message === 'string' ? body.message : '',
      };
    }
  } catch {
    // Not JSON: a proxy's page. Its beginning says more than nothing.
  }
  return { reason: '', message: text.trim().slice(0, 200) };
}

function describeFailure(failure: KubeFailure): string {
  if (failure.status === 0) {
    return `the API server could not be reached: ${failure.message} (${failure.reason})`;
  }
  const code = failure.reason ? `HTTP ${failure.status} ${failure.reason}` : `HTTP ${failure.status}`;
  return failure.message ? `${failure.message} (${code})` : `the API server answered ${code}`;
}

import type { FieldMismatch } from '../scenario/custom.ts';

/** Time, injected so that tests need not wait. Milliseconds. */
export interface Clock {
  /** Monotonic. */
  now(): number;
  /** Wall clock, for records. */
  date(): Date;
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Calls `ring` once, unless the function given back was called before: for who makes thousands of them. */
  alarm(ms: number, ring: () => void): () => void;
}

/**
 * The six named policies. `request`: one request. `workload`: pods and endpoints of the run become ready.
 * `gateway`: a Gateway gets its address and is programmed. `status`: a condition converges. `traffic`: the data plane
 * serves what the status promises. `settle`: how long something must hold to count as stable.
 */
export type PolicyName = 'request' | 'workload' | 'gateway' | 'status' | 'traffic' | 'settle';

export interface TimePolicy {
  name: PolicyName;
  /**
   * Greatest total time, ms (for `settle`: the length of the window). It may grow while it is waited for, where the
   * cluster turns out to be slow: read it anew at each use.
   */
  readonly timeoutMs: number;
  /**
   * First pause between tries, ms; grows by half each time up to `maxIntervalMs`. None for `settle`: its tries begin
   * evenly.
   */
  intervalMs: number;
  maxIntervalMs: number;
  /** Consecutive good tries that are needed. */
  successes: number;
}

export type TimePolicies = Readonly<Record<PolicyName, TimePolicy>>;

/** What one try gave: empty `mismatches` is a good one. */
export interface Attempt {
  mismatches: readonly FieldMismatch[];
}

export interface WaitOutcome<A extends Attempt> {
  satisfied: boolean;
  tries: number;
  elapsedMs: number;
  /** From the start to the first good try of a row that is tried beside others; missing where none was good. */
  firstGoodMs?: number;
  /** The last try, or the last bad one where there was one after the good ones. */
  last?: A;
  /**
   * Why it was waited for no longer. `givenUp`: the same wrong answer came each time, or the state stayed as wrong as it
   * was, while what was applied later was served. `undecided`: another row was given up.
   */
  unfinished?: 'givenUp' | 'undecided';
  /** It was right for a while, then wrong for a while: what came, tries right in a row before, and how long, ms. */
  relapse?: { attempt: A; right: number; forMs: number };
  /** How many of the tries were good, where some were and it is not satisfied. */
  right?: number;
}

export interface WaitTools {
  clock: Clock;
  signal: AbortSignal;
}

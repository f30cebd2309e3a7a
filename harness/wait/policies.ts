import type { TimePolicies, TimePolicy } from './types.ts';

/**
 * The figures, before scaling. Time-outs are what a slow real cluster needs, since a conformant implementation is
 * never waited for longer than it takes; only a failure costs the whole time-out.
 */
const FIGURES: readonly TimePolicy[] = [
  // One exchange. A gateway that needs longer than this for an echo is hanging.
  { name: 'request', timeoutMs: 10_000, intervalMs: 0, maxIntervalMs: 0, successes: 1 },
  // Images may have to be pulled.
  { name: 'workload', timeoutMs: 300_000, intervalMs: 50, maxIntervalMs: 200, successes: 1 },
  // A Deployment and a load balancer may have to be made.
  { name: 'gateway', timeoutMs: 180_000, intervalMs: 50, maxIntervalMs: 2_000, successes: 1 },
  { name: 'status', timeoutMs: 60_000, intervalMs: 20, maxIntervalMs: 1_000, successes: 1 },
  // Three in a row, since more than one replica may serve and each learns at its own time.
  { name: 'traffic', timeoutMs: 60_000, intervalMs: 20, maxIntervalMs: 1_000, successes: 3 },
  // Seven tries in a window of one second, after the three in a row: a replica of two that is stale goes unseen by a row
  // once in 2^10.
  { name: 'settle', timeoutMs: 1_000, intervalMs: 0, maxIntervalMs: 225, successes: 7 },
];

/**
 * The run's time policies.
 * @param scale multiplies every time-out and the settle window; pauses between tries and the successes needed stay,
 *   so that a longer run tries more often and never judges by less. For the same reason a scale under 1 shortens only
 *   how long is waited in vain: neither what one exchange may take, lest a busy machine be taken for a fault, nor the
 *   window in which a good answer must hold.
 */
export function createPolicies(scale = 1): TimePolicies {
  if (!Number.isFinite(scale) || scale <= 0) throw new RangeError(`timeout scale must be above 0, got ${scale}`);
  const scaled = FIGURES.map((policy) => {
    const factor = policy.name === 'request' || policy.name === 'settle' ? Math.max(1, scale) : scale;
    return [policy.name, { ...policy, timeoutMs: Math.round(policy.timeoutMs * factor) }];
  });
  return Object.freeze(Object.fromEntries(scaled)) as TimePolicies;
}

/** The pause after a try: half as long again, up to the policy's greatest. */
export function nextPause(policy: TimePolicy, pause: number): number {
  return Math.min(policy.maxIntervalMs, Math.max(pause * 1.5, 1));
}

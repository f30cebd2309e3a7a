import type { Clock } from './types.ts';

/** The end of a wait. */
export interface Deadline {
  /** Time left, ms; zero or less once it is over. */
  left(): number;
}

/**
 * The deadline of a wait that begins now.
 * @param total ms; a function is asked anew each time, since the time may grow while it is waited for
 */
export function startDeadline(clock: Pick<Clock, 'now'>, total: number | (() => number)): Deadline {
  const start = clock.now();
  return { left: () => start + (typeof total === 'number' ? total : total()) - clock.now() };
}

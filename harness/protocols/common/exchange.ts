import { setMaxListeners } from 'node:events';
import type { Clock } from '../../wait/types.ts';
import type { Exchange, SendOptions } from '../types.ts';
import type { Progress } from './progress.ts';

/** An error of ours that ends an exchange, with a code as the system's errors have. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type { Progress };

type Timed = Pick<Exchange, 'startedAt' | 'durationMs'>;

/**
 * Runs one exchange within its time. What goes wrong is its outcome; rejects only with the signal's reason.
 * @param talk sends and receives; what it opens it hands to `progress.onEnd`. A duration that it gives is better known
 */
export async function runExchange<T extends object>(
  clock: Clock,
  { timeoutMs, signal }: SendOptions,
  talk: (progress: Progress) => Promise<T>,
): Promise<Timed & (T | { error: NonNullable<Exchange['error']> })> {
  signal.throwIfAborted();
  const startedAt = clock.date().toISOString();
  const start = clock.now();
  const timed = (): Timed => ({ startedAt, durationMs: Math.round((clock.now() - start) * 10) / 10 });
  const releases: (() => void)[] = [];
  let ended = false;
  const progress: Progress = {
    stage: 'connecting',
    onEnd(release) {
      // What was cut off goes on for a moment, and may open something yet.
      if (ended) release();
      else releases.push(release);
    },
  };
  // One promise for the time-out and the signal: thousands of exchanges are cheaper without a signal of their own.
  const cut = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason);
    const cancel = clock.alarm(timeoutMs, () => {
      const message = `no complete answer within ${timeoutMs} ms, while ${progress.stage}`;
      reject(new ExchangeError('ETIMEDOUT', message));
    });
    // Many requests run side by side under one signal, each letting go of it at its end.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', abort, { once: true });
    releases.push(cancel, () => signal.removeEventListener('abort', abort));
  });
  try {
    const outcome = await Promise.race([talk(progress), cut]);
    return { ...timed(), ...outcome };
  } catch (error) {
    signal.throwIfAborted();
    return { error: describeError(error), ...timed() };
  } finally {
    ended = true;
    for (const release of releases) release();
  }
}

function describeError(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}

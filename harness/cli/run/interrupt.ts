import { InterruptError } from '../failure.ts';
import type { CliIo } from '../io.ts';

export interface Interrupts {
  /** Aborted by the first SIGINT or SIGTERM, with an InterruptError. */
  signal: AbortSignal;
  /** Resolves at the first one. */
  interrupted: Promise<void>;
  stop(): void;
}

/**
 * The first signal asks for an orderly end, the second ends at once.
 * @param tell is called at the first one
 */
export function watchInterrupts(io: CliIo, tell: () => void): Interrupts {
  const controller = new AbortController();
  const { signal } = controller;
  const interrupted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  const stop = io.onSignal((name) => {
    if (signal.aborted) {
      io.endBy(name);
      return;
    }
    tell();
    controller.abort(new InterruptError(`interrupted by ${name}`));
  });
  return { signal, interrupted, stop };
}

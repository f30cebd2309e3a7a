import { messageOf } from '../../common/message-of.ts';
import type { RunListener } from '../../result/listener.ts';

/**
 * One listener in front of many. One that throws is reported to the others once, by `onNotice`, and then left out, so
 * that a broken reporter cannot spoil a run.
 */
export function createListenerHub(listeners: readonly RunListener[]): Required<RunListener> {
  const active = new Set(listeners);

  const tell = (hook: keyof RunListener, call: (listener: RunListener) => unknown): void => {
    for (const listener of [...active]) {
      if (!active.has(listener)) continue;
      try {
        const given = call(listener);
        // A hook may have been written as an async function: its rejection must not end the process.
        if (given instanceof Promise) given.catch((error: unknown) => drop(listener, hook, error));
      } catch (error) {
        drop(listener, hook, error);
      }
    }
  };

  const drop = (listener: RunListener, hook: keyof RunListener, error: unknown): void => {
    if (!active.delete(listener)) return;
    const reason = messageOf(error);
    tell('onNotice', (other) =>
      other.onNotice?.(`A reporter failed in ${hook} and is left out from now on: ${reason}`),
    );
  };

  return {
    onPhase: (name, state, durationMs) => tell('onPhase', (one) => one.onPhase?.(name, state, durationMs)),
    onPlan: (plan) => tell('onPlan', (one) => one.onPlan?.(plan)),
    onScenarioStart: (id) => tell('onScenarioStart', (one) => one.onScenarioStart?.(id)),
    onRow: (id, row) => tell('onRow', (one) => one.onRow?.(id, row)),
    onScenarioEnd: (result) => tell('onScenarioEnd', (one) => one.onScenarioEnd?.(result)),
    onNotice: (message) => tell('onNotice', (one) => one.onNotice?.(message)),
    onEnd: (result) => tell('onEnd', (one) => one.onEnd?.(result)),
  };
}

import type { RunListener } from '../harness/result/listener.ts';

/** A listener that tells of its first failure and does nothing afterwards; it never throws. */
export function guardListener(
  name: string,
  listener: RunListener,
  onFailure: (name: string, error: unknown) => void,
): Required<RunListener> {
  let broken = false;
  const guard = (call: () => unknown): void => {
    if (broken) return;
    try {
      call();
    } catch (error) {
      broken = true;
      onFailure(name, error);
    }
  };
  return {
    onPhase: (phase, state, durationMs) => guard(() => listener.onPhase?.(phase, state, durationMs)),
    onPlan: (plan) => guard(() => listener.onPlan?.(plan)),
    onScenarioStart: (id) => guard(() => listener.onScenarioStart?.(id)),
    onRow: (id, row) => guard(() => listener.onRow?.(id, row)),
    onScenarioEnd: (result) => guard(() => listener.onScenarioEnd?.(result)),
    onNotice: (message) => guard(() => listener.onNotice?.(message)),
    onEnd: (result) => guard(() => listener.onEnd?.(result)),
  };
}

import type { RunListener } from '../../result/listener.ts';
import type { Clock } from '../../wait/types.ts';

/** Tells the listeners of each phase and notes how long it took. */
export function createPhases(listener: RunListener, clock: Clock) {
  const done: { name: string; durationMs: number }[] = [];
  return {
    async run<T>(name: string, work: () => Promise<T>): Promise<T> {
      const startedAt = clock.now();
      listener.onPhase?.(name, 'started');
      const given = await work();
      const durationMs = Math.round(clock.now() - startedAt);
      done.push({ name, durationMs });
      listener.onPhase?.(name, 'finished', durationMs);
      return given;
    },
    list: (): readonly { name: string; durationMs: number }[] => [...done],
  };
}

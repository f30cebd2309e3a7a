import type { RunListener } from '../../result/listener.ts';
import type { Clock } from '../../wait/types.ts';

export interface Phase {
  name: string;
  durationMs: number;
}

/** Tells of phases as they come and go, and notes how long each took. */
export interface Phases {
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** The phase that runs, or ran last. */
  current(): string;
  list(): readonly Phase[];
}

export function createPhases(hub: Required<RunListener>, clock: Clock, before: readonly Phase[]): Phases {
  const finished: Phase[] = [...before];
  let current = before.at(-1)?.name ?? 'plan';
  return {
    async run(name, work) {
      const started = clock.now();
      current = name;
      hub.onPhase(name, 'started');
      try {
        return await work();
      } finally {
        const durationMs = Math.round(clock.now() - started);
        finished.push({ name, durationMs });
        hub.onPhase(name, 'finished', durationMs);
      }
    },
    current: () => current,
    list: () => finished,
  };
}

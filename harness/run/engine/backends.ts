import type { BackendDefinition, ScenarioDefinition } from '../../scenario/define.ts';

/** What a scenario gets that declares no backends. */
export const DEFAULT_BACKENDS: Readonly<Record<string, BackendDefinition>> = { v1: {}, v2: {}, v3: {} };

/** Backends of a scenario in the order of their slots. */
export function listBackends(definition: ScenarioDefinition): (readonly [string, BackendDefinition])[] {
  return Object.entries(definition.backends ?? DEFAULT_BACKENDS);
}

/**
 * Echo workloads that these scenarios need, the first ones of the run: at least one, for the engine's own control routes,
 * and none for what a scenario makes itself.
 */
export function countSlots(definitions: readonly ScenarioDefinition[]): number {
  const needed = definitions.map((definition) => listBackends(definition).findLastIndex(([, { own }]) => !own) + 1);
  return Math.max(1, ...needed);
}

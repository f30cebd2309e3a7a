import type { BackendDefinition, ScenarioDefinition } from '../scenario/define.ts';

/** What a scenario gets that declares no backends. */
export const DEFAULT_BACKENDS: Readonly<Record<string, BackendDefinition>> = { v1: {}, v2: {}, v3: {} };

/** Backends of a scenario in the order of their slots. */
export function listBackends(definition: ScenarioDefinition): (readonly [string, BackendDefinition])[] {
  return Object.entries(definition.backends ?? DEFAULT_BACKENDS);
}

/** Echo workloads that a run of these scenarios needs: at least one, for the engine's own control routes. */
export function countSlots(definitions: readonly ScenarioDefinition[]): number {
  return Math.max(1, ...definitions.map((definition) => listBackends(definition).length));
}

import type { ScenarioEnv } from '../../harness/scenario/env.ts';

/** Name of a scenario's namespace by its label; `main` (the default) always exists. */
export function namespaceOf(env: ScenarioEnv, label = 'main'): string {
  return label === 'main' ? env.namespace : env.ns(label);
}
